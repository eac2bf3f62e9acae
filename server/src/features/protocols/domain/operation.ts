import { type Activity, type Attachment, type Layer, optionalFields, requiredFields, boundFields, type Offset, type RenderedActivity, type Said, type VersionRef } from './protocol.js';

interface Reasoned {
  readonly reason?: Said | undefined;
  /** this operation keeps what an improvement from above, by that name, would change; no layer wrote it */
  readonly held?: string | undefined;
}

/** One change to one field; `bounds.count` names one bound. A value of null takes an optional field away. */
export interface SetField extends Reasoned {
  readonly op: 'set';
  readonly uid: string;
  readonly field: string;
  /** what it was when the choice was made: the text of "Was" */
  readonly was?: unknown;
  readonly value: unknown;
}
export interface AddActivity extends Reasoned {
  readonly op: 'add';
  readonly activity: Activity;
  /** whose activity it stays, when a layer keeps what another removed */
  readonly of?: Layer | undefined;
}
export interface RemoveActivity extends Reasoned {
  readonly op: 'remove';
  readonly uid: string;
  readonly was?: unknown;
}
/** To another phase, at a moment in it. */
export interface MoveActivity extends Reasoned {
  readonly op: 'move';
  readonly uid: string;
  readonly phase: string;
  readonly at: Offset;
}
export interface RenameRole extends Reasoned {
  readonly op: 'rename_role';
  readonly role: string;
  readonly value: Said;
}
/** In the order of reading only: behind another activity, or first. */
export interface Reorder extends Reasoned {
  readonly op: 'reorder';
  readonly uid: string;
  readonly after: string | null;
}
export interface Attach extends Reasoned {
  readonly op: 'attach';
  readonly uid: string;
  readonly file: Attachment;
}
export interface AddNote extends Reasoned {
  readonly op: 'note';
  readonly uid: string;
  readonly text: Said;
}

/** A layer stores these against a version, never a copy (domain.md §3.6). */
export type Operation = SetField | AddActivity | RemoveActivity | MoveActivity | RenameRole | Reorder | Attach | AddNote;

/** How heavy a change is, says its tag, not the version number. */
export const changeTags = ['legal', 'recommended', 'editorial'] as const;
export type ChangeTag = (typeof changeTags)[number];

/** One improvement of a version, as its makers describe it. */
export interface Change {
  readonly id: string;
  readonly tag: ChangeTag;
  readonly kind: string;
  /** the day (ISO) from which a legal change is followed */
  readonly due?: string | undefined;
  readonly ops: readonly Operation[];
  readonly reason: Said;
}

/** A layer's own version: operations against a published version above it. */
export interface Adaptation {
  readonly key: string;
  readonly layer: Layer;
  readonly name: Said;
  readonly base: VersionRef;
  readonly version: string;
  readonly ops: readonly Operation[];
}

const settable: ReadonlySet<string> = new Set([...requiredFields.filter((field) => field !== 'uid'), ...optionalFields, ...boundFields.map((field) => `bounds.${field}`)]);

/** Whether operations may name this field. */
export const isField = (field: string): boolean => settable.has(field);

/** The value of a field; undefined when the activity does not have it. */
export function fieldOf(activity: Activity, field: string): unknown {
  if (field.startsWith('bounds.')) return (activity.bounds as Record<string, unknown> | undefined)?.[field.slice(7)];
  return (activity as unknown as Record<string, unknown>)[field] ?? undefined;
}

/** The activity with another value in one field; undefined and null take it away. */
export function withField(activity: RenderedActivity, field: string, value: unknown): RenderedActivity {
  if (!field.startsWith('bounds.')) return without(activity, field, value) as unknown as RenderedActivity;
  const bounds = without(activity.bounds ?? {}, field.slice(7), value);
  return without(activity, 'bounds', Object.keys(bounds).length > 0 ? bounds : undefined) as unknown as RenderedActivity;
}

function without(holder: object, field: string, value: unknown): Record<string, unknown> {
  const rest = Object.entries(holder).filter(([key]) => key !== field);
  return Object.fromEntries(value === undefined || value === null ? rest : [...rest, [field, value]]);
}

/** The activity that an operation is about; '' for the words of a role. */
export const uidOf = (operation: Operation): string => (operation.op === 'add' ? operation.activity.uid : operation.op === 'rename_role' ? '' : operation.uid);
