/** A sentence or name in both languages. */
export interface Said {
  readonly nl: string;
  readonly en: string;
}

/** Layers in the order in which they colour a protocol in; the region also makes sector overlays. */
export const layers = ['region', 'foundation', 'school'] as const;
export type Layer = (typeof layers)[number];

export const statuses = ['optional', 'default', 'core'] as const;
/** `core` stays downstream, `default` may be switched off with a reason, `optional` is off until switched on. */
export type ActivityStatus = (typeof statuses)[number];

/** From open to strict; `appraisal` stands apart and keeps only fact and date. */
export const spacesFromOpen = ['admin', 'shared', 'coaching'] as const;
export const spaces = [...spacesFromOpen, 'appraisal'] as const;
export type Space = (typeof spaces)[number];

/** A place in time relative to the starter's first day; exactly one unit. */
export interface Offset {
  /** school week of the trajectory, from 1 */
  readonly sw?: number | undefined;
  /** calendar days from the start date; before it: below 0 */
  readonly d?: number | undefined;
  /** own working days of the starter that are school days */
  readonly sd?: number | undefined;
}

export type Range = readonly [number, number];
/** A range of a number, or of an offset in one unit. */
export type Bound = Range | { readonly sw?: Range | undefined; readonly d?: Range | undefined; readonly sd?: Range | undefined };
export const boundFields = ['at', 'every', 'count', 'minutes'] as const;
export type BoundField = (typeof boundFields)[number];
export type Bounds = { readonly [Field in BoundField]?: Bound | undefined };

export const requiredFields = ['uid', 'phase', 'theme', 'type', 'nl', 'en', 'role', 'with', 'at', 'count', 'minutes', 'artefact', 'space', 'status', 'adapt'] as const;
export const optionalFields = ['every', 'text', 'method_hint', 'instrument', 'norm', 'bounds'] as const;
export type ActivityField = (typeof requiredFields)[number] | (typeof optionalFields)[number];

/** One activity, in the words of the catalogue, so that operations and exports name the same fields. */
export interface Activity {
  /** stable: survives every edit and version */
  readonly uid: string;
  readonly phase: string;
  readonly theme: string;
  readonly type: string;
  readonly nl: string;
  readonly en: string;
  readonly role: string;
  readonly with: readonly string[];
  readonly at: Offset;
  readonly every?: Offset | undefined;
  readonly count: number;
  /** minutes of one occurrence */
  readonly minutes: number;
  readonly artefact: string;
  readonly space: Space;
  readonly status: ActivityStatus;
  /** fields that a layer below may change; everything else is locked */
  readonly adapt: readonly string[];
  readonly text?: Said | undefined;
  readonly method_hint?: readonly string[] | undefined;
  readonly instrument?: string | undefined;
  readonly norm?: string | null | undefined;
  readonly bounds?: Bounds | undefined;
}

export interface Attachment {
  readonly title: Said;
}

/** An activity with what layers hung onto it. */
export interface RenderedActivity extends Activity {
  readonly addedBy: Layer;
  readonly files: readonly (Attachment & { readonly layer: Layer })[];
  readonly notes: readonly (Said & { readonly layer: Layer })[];
}

export interface Phase extends Said {
  readonly key: string;
  readonly from: Offset;
  readonly to: Offset;
}

export interface Completion extends Said {
  readonly needsDone: readonly string[];
}

/** A protocol as people read it and as trajectories follow it: a base, with the operations of the layers applied. */
export interface Protocol {
  readonly key: string;
  readonly name: Said;
  readonly sectors: readonly string[];
  readonly version: string;
  readonly lengthYears: number;
  readonly phases: readonly Phase[];
  readonly types: readonly string[];
  readonly themes: readonly string[];
  readonly roles: Readonly<Record<string, Said>>;
  readonly completion: Completion;
  readonly activities: readonly RenderedActivity[];
}

/** A number that law, collective agreement or region asks for, with its source. */
export interface Norm {
  readonly key: string;
  readonly sectors: readonly string[];
  readonly value: number;
  readonly unit: string;
  readonly who?: string | undefined;
  readonly years?: readonly number[] | undefined;
  /** whether it is multiplied by the part-time factor */
  readonly prorate_fte: boolean;
  readonly locked: boolean;
  readonly src: string;
  readonly note?: string | undefined;
}

/** One published step in a lineage: `oost-starters-po@3.1`. */
export interface VersionRef {
  readonly key: string;
  readonly version: string;
}

/** Equal in meaning, whatever the order of keys; a field that is undefined is not there. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const mine = Object.entries(one).filter(([, value]) => value !== undefined);
  const theirs = Object.entries(other).filter(([, value]) => value !== undefined);
  return mine.length === theirs.length && mine.every(([key, value]) => sameValue(value, (other as Record<string, unknown>)[key]));
}

export const activityOf = (protocol: Protocol, uid: string): RenderedActivity | undefined => protocol.activities.find((each) => each.uid === uid);
