import { fieldOf } from './operation.js';
import { type Activity, type Bound, boundFields, optionalFields, type Phase, type Protocol, requiredFields } from './protocol.js';
import { windowFault, within } from './rhythm.js';

/** One thing that is wrong, where, and by which rule of the schema (domain.md §3.3, and `rules` in the catalogue). */
export interface ProtocolFault {
  /** the uid of the activity, or the part of the protocol */
  readonly where: string;
  readonly field: string;
  readonly rule: string;
  readonly says: string;
}

const known: ReadonlySet<string> = new Set([...requiredFields, ...optionalFields]);

/** Everything that is wrong with one activity inside its protocol. */
export function activityFaults(activity: Activity, protocol: Pick<Protocol, 'phases' | 'themes' | 'types' | 'roles'>, norms?: ReadonlySet<string>): ProtocolFault[] {
  const faults: ProtocolFault[] = [];
  const say = (field: string, rule: string, says: string): void => void faults.push({ where: activity.uid, field, rule, says });
  const phase = protocol.phases.find(({ key }) => key === activity.phase);
  if (!phase) say('phase', 'phase_exists', `is in the phase ${activity.phase}, which does not exist`);
  if (!protocol.themes.includes(activity.theme)) say('theme', 'theme_exists', `has the theme ${activity.theme}, which does not exist`);
  if (!protocol.types.includes(activity.type)) say('type', 'type_exists', `has the type ${activity.type}, which does not exist`);
  for (const role of [activity.role]) if (!Object.hasOwn(protocol.roles, role)) say('role', 'role_exists', `names the role ${role}, which does not exist`);
  for (const role of activity.with) if (!Object.hasOwn(protocol.roles, role)) say('with', 'role_exists', `names the role ${role}, which does not exist`);
  if (norms && activity.norm && !norms.has(activity.norm)) say('norm', 'norm_exists', `names the norm ${activity.norm}, which does not exist`);
  if ((activity.space === 'appraisal') !== (activity.artefact === 'date_only')) say('space', 'appraisal_date_only', 'appraisal keeps only fact and date (artefact date_only), and nothing else does');
  for (const field of activity.adapt) {
    if (!known.has(field) || fieldOf(activity, field) === undefined) say('adapt', 'adapt_present', `adapt names ${field}, which the activity does not have`);
  }
  for (const field of boundFields) {
    const bound = activity.bounds?.[field];
    if (bound === undefined) continue;
    if (!activity.adapt.includes(field)) say(`bounds.${field}`, 'bounds_on_adapt', `bounds ${field}, which adapt does not name`);
    if (!rangesOf(bound).every(([low, high]) => low <= high)) say(`bounds.${field}`, 'bounds_order', 'has its lower end above its upper end');
    else if (!within(fieldOf(activity, field), bound)) say(field, 'bounds', `is outside its own bounds`);
  }
  if (phase) faults.push(...timingFaults(activity, phase));
  return faults;
}

const rangesOf = (bound: Bound): (readonly [number, number])[] =>
  Array.isArray(bound) ? [bound as unknown as readonly [number, number]] : Object.values(bound).filter((range): range is readonly [number, number] => range !== undefined);

function timingFaults(activity: Activity, phase: Phase): ProtocolFault[] {
  const say = (field: string, rule: string, says: string): ProtocolFault[] => [{ where: activity.uid, field, rule, says }];
  const wrong = windowFault(activity, phase);
  if (wrong) return say(wrong.field, wrong.says.startsWith('a count') ? 'occurrences' : 'window', wrong.says);
  const most = activity.bounds?.count;
  if (!Array.isArray(most) || most[1] < 2) return [];
  if (!activity.every) return say('every', 'occurrences', 'a count that may be raised above 1 needs every');
  const highest = windowFault({ ...activity, count: most[1] }, phase);
  return highest ? say('bounds.count', 'window', `the highest count: ${highest.says}`) : [];
}

/** Everything that is wrong with a whole protocol. */
export function protocolFaults(protocol: Protocol, norms?: ReadonlySet<string>): ProtocolFault[] {
  const uids = protocol.activities.map(({ uid }) => uid);
  const twice = uids.filter((uid, at) => uids.indexOf(uid) !== at);
  return [
    ...[...new Set(twice)].map((uid) => ({ where: uid, field: 'uid', rule: 'uid_once', says: 'is there twice' })),
    ...protocol.activities.flatMap((activity) => activityFaults(activity, protocol, norms)),
    ...protocol.completion.needsDone
      .filter((uid) => !uids.includes(uid))
      .map((uid) => ({ where: 'completion', field: 'needs_done', rule: 'uid_exists', says: `names ${uid}, which does not exist` })),
  ];
}

/**
 * Versions that are built on each other must end at one that is built on nothing.
 * @param bases what each `key@version` is built on; null for a base
 */
export function lineageFaults(bases: ReadonlyMap<string, string | null>): ProtocolFault[] {
  const faults: ProtocolFault[] = [];
  for (const start of bases.keys()) {
    const seen = new Set<string>();
    let here: string | null | undefined = start;
    while (here !== null && here !== undefined && !seen.has(here)) {
      seen.add(here);
      here = bases.get(here);
    }
    if (here === undefined) faults.push({ where: start, field: 'base', rule: 'base_exists', says: 'is built on a version that does not exist' });
    else if (here !== null) faults.push({ where: start, field: 'base', rule: 'lineage_acyclic', says: `is built on itself, through ${[...seen].join(', ')}` });
  }
  return faults;
}
