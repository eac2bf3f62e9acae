import { adaptationFaults } from '../../src/features/protocols/domain/adaptation-rules.js';
import { type Change, type ChangeTag, changeTags, fieldOf, type Operation } from '../../src/features/protocols/domain/operation.js';
import { protocolFaults } from '../../src/features/protocols/domain/protocol-faults.js';
import { type Activity, type Layer, type Protocol, spacesFromOpen, statuses } from '../../src/features/protocols/domain/protocol.js';
import { render } from '../../src/features/protocols/domain/render.js';

/** One throw of the dice, read as an edit of whatever the protocol is at that moment. */
export interface Throw {
  readonly kind: number;
  readonly on: number;
  readonly to: number;
  readonly tag: number;
}

const reason = { nl: 'Zo past het.', en: 'It fits.' };
const pick = <Item>(list: readonly Item[], at: number): Item => list[at % list.length]!;
const settable = ['every', 'count', 'minutes', 'at', 'text', 'nl', 'role', 'status', 'space'] as const;
const above = [...settable, 'adapt', 'bounds.count', 'bounds.minutes'] as const;

function valueFor(activity: Activity, field: string, to: number): unknown {
  const unit = activity.at.sw === undefined ? 'd' : 'sw';
  switch (field) {
    case 'every':
      return { [unit]: 1 + (to % 8) };
    case 'count':
      return 1 + (to % 7);
    case 'minutes':
      return 15 * (1 + (to % 9));
    case 'at':
      return { [unit]: (activity.at[unit] ?? 0) + (to % 7) - 3 };
    case 'text':
      return { nl: `Tekst ${to % 5}`, en: `Text ${to % 5}` };
    case 'nl':
      return `Naam ${to % 5}`;
    case 'role':
      return pick(['coach', 'leader', 'colleague', 'schoolopleider'], to);
    case 'status':
      return pick(statuses, to);
    case 'space':
      return pick(spacesFromOpen, to);
    case 'adapt':
      return activity.adapt.filter((_, at) => (to >> at) % 2 === 0);
    default:
      return field === 'bounds.count' ? [1 + (to % 3), 3 + (to % 5)] : [15 + (to % 3) * 15, 60 + (to % 4) * 15];
  }
}

function operationOf({ kind, on, to }: Throw, protocol: Protocol, fields: readonly string[], prefix: string): Operation {
  const activity = pick(protocol.activities, on);
  const { uid } = activity;
  switch (kind % 10) {
    case 0:
      return { op: 'remove', uid, reason };
    case 1: {
      const { addedBy: _addedBy, files: _files, notes: _notes, ...copied } = activity;
      return { op: 'add', activity: { ...copied, uid: `${prefix}${String(to % 6).padStart(2, '0')}`, nl: `Nieuw ${to % 6}`, en: `New ${to % 6}` }, reason };
    }
    case 2:
      return { op: 'rename_role', role: pick(['coach', 'buddy'], on), value: { nl: `rol ${to % 3}`, en: `role ${to % 3}` } };
    case 3: {
      const phase = pick(protocol.phases, to);
      return { op: 'move', uid, phase: phase.key, at: phase.from };
    }
    case 4:
      return { op: 'note', uid, text: { nl: `Let op ${to % 4}`, en: `Note ${to % 4}` } };
    default: {
      const field = pick(fields, to);
      return { op: 'set', uid, field, was: fieldOf(activity, field), value: valueFor(activity, field, on + kind) };
    }
  }
}

/** Edits of a layer that its rules allow: a throw that they refuse is no edit. */
export function randomOperations(base: Protocol, layer: Layer, throws: readonly Throw[]): Operation[] {
  let ops: Operation[] = [];
  for (const each of throws) {
    const next = [...ops, operationOf(each, render(base, { layer, ops }), settable, pick(['K', 'U'], each.on))];
    if (adaptationFaults(base, layer, next).length === 0) ops = next;
  }
  return ops;
}

/** A next version above, each edit a change with a tag; edits that leave a protocol with faults are no edits. */
export function randomChanges(base: Protocol, throws: readonly Throw[]): { changes: Change[]; after: Protocol } {
  const changes: Change[] = [];
  let after = base;
  for (const [at, each] of throws.entries()) {
    const operation = operationOf(each, after, above, 'U');
    const next = render(after, { layer: 'region', ops: [operation] });
    if (protocolFaults(next).length > 0 || next.activities.length < 4) continue;
    const tag: ChangeTag = pick(changeTags, each.tag);
    changes.push({ id: `c${at}`, tag, kind: operation.op, ops: [operation], reason, ...(tag === 'legal' ? { due: '2027-02-01' } : {}) });
    after = next;
  }
  return { changes, after: { ...after, version: '9.9' } };
}
