import { isField, type Operation, type SetField, uidOf } from './operation.js';
import { activityFaults } from './protocol-faults.js';
import { activityOf, type ActivityStatus, type Layer, type Protocol, type RenderedActivity, type Space, spacesFromOpen, statuses } from './protocol.js';
import { render } from './render.js';
import { within } from './rhythm.js';

/** What a layer may not do (domain.md §3.6, layers and rights). Screens have a sentence for each. */
export const adaptationRules = [
  'uid_exists', 'uid_once', 'field_exists', 'role_exists', 'locked', 'bounds', 'space_stricter', 'status_stricter', 'norm_fixed', 'core_stays', 'reason_needed',
  'school_optional', 'school_fields', 'occurrences', 'window',
] as const;
export type AdaptationRule = (typeof adaptationRules)[number];

/** One refusal: the operation, the field and the rule. */
export interface AdaptationFault {
  /** place of the operation in the list, from 0 */
  readonly at: number;
  readonly uid: string;
  readonly field: string;
  readonly rule: string;
}

const words: ReadonlySet<string> = new Set(['nl', 'en', 'text']);
const schoolFields: ReadonlySet<string> = new Set(['at', 'text', 'space']);

/** Whether a space is as closed as another, or more; appraisal is neither. */
export function isStricter(from: Space, to: Space): boolean {
  const [open, strict] = [from, to].map((space) => (spacesFromOpen as readonly Space[]).indexOf(space));
  return from === to || (open! >= 0 && strict! > open!);
}

const isFirmer = (from: ActivityStatus, to: ActivityStatus): boolean => statuses.indexOf(to) >= statuses.indexOf(from);

/** Whether `adapt` leaves this field to the layer; a foundation may always put names and texts in its own words. */
export const isLeftTo = (layer: Layer, activity: RenderedActivity, field: string): boolean =>
  layer === 'region' || activity.adapt.includes(field) || (layer === 'foundation' && words.has(field));

/** Why a layer may not set this value on an activity of a layer above; null when it may. */
export function settingRule(layer: Layer, activity: RenderedActivity, operation: Pick<SetField, 'field' | 'value'>): AdaptationRule | null {
  const { field, value } = operation;
  if (!isField(field)) return 'field_exists';
  if (layer === 'region' || activity.addedBy === layer) return null;
  if (field === 'space') return isStricter(activity.space, value as Space) ? null : 'space_stricter';
  if (layer === 'school' && !schoolFields.has(field)) return 'school_fields';
  if (field === 'status') return isFirmer(activity.status, value as ActivityStatus) ? null : 'status_stricter';
  if (field === 'norm') return 'norm_fixed';
  if (!isLeftTo(layer, activity, field)) return 'locked';
  const bound = (activity.bounds as Record<string, never> | undefined)?.[field];
  return within(value, bound) ? null : 'bounds';
}

function ruleOf(layer: Layer, protocol: Protocol, operation: Operation): AdaptationRule | null {
  if (operation.op === 'rename_role') return Object.hasOwn(protocol.roles, operation.role) ? null : 'role_exists';
  if (operation.op === 'add') {
    if (activityOf(protocol, operation.activity.uid)) return 'uid_once';
    return layer === 'school' && operation.held === undefined && operation.activity.status !== 'optional' ? 'school_optional' : null;
  }
  const activity = activityOf(protocol, operation.uid);
  if (!activity) return 'uid_exists';
  // what a layer keeps of an earlier version above it, was allowed there
  if (operation.held !== undefined || layer === 'region' || activity.addedBy === layer) return operation.op === 'set' && !isField(operation.field) ? 'field_exists' : null;
  if (operation.op === 'set') return settingRule(layer, activity, operation);
  if (operation.op === 'move') return layer === 'foundation' && activity.adapt.includes('phase') ? null : 'locked';
  if (operation.op !== 'remove') return null;
  if (activity.status === 'core') return 'core_stays';
  if (layer === 'school') return activity.status === 'optional' ? null : 'school_optional';
  return activity.status === 'default' && !operation.reason ? 'reason_needed' : null;
}

const fieldNamed = (operation: Operation): string =>
  operation.op === 'set' ? operation.field : operation.op === 'move' ? 'phase' : operation.op === 'rename_role' ? 'role' : operation.op === 'remove' && !operation.reason ? 'reason' : 'uid';

/** Everything that a layer may not do to the version above it, or that does not fit its phase; empty when it may be published. */
export function adaptationFaults(base: Protocol, layer: Layer, ops: readonly Operation[]): AdaptationFault[] {
  const faults: AdaptationFault[] = [];
  let protocol = base;
  for (const [at, operation] of ops.entries()) {
    const rule = ruleOf(layer, protocol, operation);
    if (rule) faults.push({ at, uid: operation.op === 'rename_role' ? operation.role : uidOf(operation), field: fieldNamed(operation), rule });
    else protocol = render(protocol, { layer, ops: [operation] });
  }
  const touched = new Map(ops.map((operation, at) => [uidOf(operation), at]));
  for (const [uid, at] of touched) {
    const activity = activityOf(protocol, uid);
    const before = activityOf(base, uid);
    if (!activity || faults.some((fault) => fault.uid === uid)) continue;
    const had = new Set(before ? activityFaults(before, base).map(({ field, rule }) => `${field} ${rule}`) : []);
    for (const { field, rule } of activityFaults(activity, protocol)) if (!had.has(`${field} ${rule}`)) faults.push({ at, uid, field, rule });
  }
  return faults;
}
