import { isLeftTo, isStricter, settingRule } from './adaptation-rules.js';
import { comparedFields, plain } from './compare.js';
import { type Change, type ChangeTag, fieldOf, type Operation, type SetField, uidOf } from './operation.js';
import { activityOf, type Layer, type Protocol, type RenderedActivity, sameValue, type Space } from './protocol.js';
import { within } from './rhythm.js';

export const conflictKinds = ['both_changed', 'outside_new_bounds', 'locked', 'removed_upstream_but_changed_here', 'now_core', 'uid_taken'] as const;
export type ConflictKind = (typeof conflictKinds)[number];
export const outcomes = ['automatic', 'resolved', 'removed_here', 'proposal', 'with_deadline', 'conflict'] as const;
export type Outcome = (typeof outcomes)[number];

/** What a layer decides about one item: keep what is, take what comes, or write a value of its own. */
export type Choice = { readonly pick: 'keep' } | { readonly pick: 'take' } | { readonly pick: 'write'; readonly value: unknown };

/** One improvement from above, as it meets what this layer chose: Was, Regio, Eigen. */
export interface MergeItem {
  /** stable within the update: change and place in it */
  readonly key: string;
  readonly change: string;
  readonly tag: ChangeTag;
  /** the day (ISO) from which it is followed; only legal ones */
  readonly due: string | null;
  readonly kind: 'set' | 'add' | 'remove' | 'rename_role' | 'extra';
  /** the activity, or the role whose name changes */
  readonly uid: string;
  readonly field: string;
  readonly outcome: Outcome;
  readonly conflict: ConflictKind | null;
  readonly was: unknown;
  readonly region: unknown;
  /** undefined when this layer chose nothing about it */
  readonly own: unknown;
  readonly picks: readonly Choice['pick'][];
}

/** An update: two versions above, what changed between them, and the operations on the earlier one. */
export interface Update {
  readonly before: Protocol;
  readonly after: Protocol;
  readonly changes: readonly Change[];
  readonly layer: Layer;
  readonly ops: readonly Operation[];
}

export interface Merged {
  readonly items: readonly MergeItem[];
  /** operations on the later version */
  readonly ops: readonly Operation[];
  /** keys of real conflicts that nobody has decided */
  readonly open: readonly string[];
}

interface Verdict {
  readonly item: MergeItem;
  /** operations that keep what an improvement would change, when it is not taken */
  readonly held: readonly Operation[];
  /** own operations that go when it is taken; of these, those that go in any case */
  readonly dropped: readonly Operation[];
  readonly always: boolean;
  /** own operation that gets the value somebody writes */
  readonly written: SetField | null;
}

/**
 * The three-way merge of domain.md §3.6, by stable id and field.
 * Without a choice, automatic items are taken and everything else stays as it is: the layer holds on to what it had.
 */
export function merge(update: Update, choices: ReadonlyMap<string, Choice> = new Map()): Merged {
  const own = splitMoves(update.ops);
  const verdicts = upstreamItems(update).map((each) => verdictOn(each, { ...update, ops: own }));
  let ops = own;
  const held: Operation[] = [];
  for (const { item, ...verdict } of verdicts) {
    const pick = pickOf(item, choices);
    const takes = pick?.pick === 'take' || item.outcome === 'automatic' || item.outcome === 'resolved';
    if (takes || verdict.always) ops = ops.filter((each) => !verdict.dropped.includes(each));
    else if (pick?.pick === 'write' && verdict.written) {
      const target = verdict.written;
      ops = ops.map((each) => (each === target ? { ...withoutHeld(target), was: written(item, update), value: pick.value } : each));
    } else {
      held.push(...verdict.held);
      if (item.conflict === 'both_changed') ops = ops.map((each) => (verdict.dropped.includes(each) ? kept(each, item, update) : each));
    }
  }
  const open = verdicts.map(({ item }) => item).filter((item) => item.conflict !== null && !pickOf(item, choices)).map(({ key }) => key);
  return { items: verdicts.map(({ item }) => item), ops: [...held, ...ops], open };
}

/** The choice about an item, as far as the item offers it. */
const pickOf = (item: MergeItem, choices: ReadonlyMap<string, Choice>): Choice | undefined => {
  const choice = choices.get(item.key);
  return choice && item.picks.includes(choice.pick) ? choice : undefined;
};

/** Legal changes that are not taken although their day has come. @param today ISO day */
export const overdue = (items: readonly MergeItem[], choices: ReadonlyMap<string, Choice>, today: string): string[] =>
  items
    .filter((item) => item.due !== null && item.due <= today && item.picks.includes('take') && choices.get(item.key)?.pick !== 'take')
    .filter((item) => choices.get(item.key)?.pick !== 'write' || item.conflict === 'both_changed')
    .map(({ key }) => key);

/** What became of each change as a whole: its heaviest item. */
export function outcomePerChange(items: readonly MergeItem[]): Map<string, MergeItem> {
  const heaviest = new Map<string, MergeItem>();
  for (const item of items) {
    const before = heaviest.get(item.change);
    if (!before || outcomes.indexOf(item.outcome) > outcomes.indexOf(before.outcome)) heaviest.set(item.change, item);
  }
  return heaviest;
}

interface Upstream {
  readonly key: string;
  readonly change: Change;
  readonly kind: MergeItem['kind'];
  readonly uid: string;
  readonly field: string;
}

/** Everything that differs above, once per activity and field; the last change that names it gives it its tag. */
function upstreamItems({ before, after, changes }: Update): Upstream[] {
  const found = new Map<string, Upstream>();
  for (const change of changes) {
    let at = 0;
    const say = (kind: Upstream['kind'], uid: string, field: string): void => {
      const place = `${kind === 'extra' ? `${change.id} ${at}` : ''} ${uid} ${field}`;
      found.delete(place);
      found.set(place, { key: `${change.id}.${at++}`, change, kind, uid, field });
    };
    for (const operation of change.ops) {
      if (operation.op === 'rename_role') {
        if (!sameValue(before.roles[operation.role], after.roles[operation.role])) say('rename_role', operation.role, 'role');
        continue;
      }
      const uid = uidOf(operation);
      const [was, is] = [activityOf(before, uid), activityOf(after, uid)];
      if (was && !is) say('remove', uid, '');
      else if (!was && is) say('add', uid, '');
      else if (was && is && (operation.op === 'set' || operation.op === 'move' || operation.op === 'add' || operation.op === 'remove')) {
        const named = fieldsNamed(operation).filter((field) => !sameValue(fieldOf(was, field), fieldOf(is, field)));
        for (const field of named) say('set', uid, field);
      } else if (was && is) say('extra', uid, operation.op);
    }
  }
  return [...found.values()];
}

function fieldsNamed(operation: Operation): readonly string[] {
  if (operation.op === 'move') return ['phase', 'at'];
  if (operation.op !== 'set') return comparedFields;
  return operation.field === 'bounds' ? comparedFields.filter((field) => field.startsWith('bounds.')) : [operation.field];
}

/** Moving is setting two fields, so that it meets whoever changed one of them. */
const splitMoves = (ops: readonly Operation[]): Operation[] =>
  ops.flatMap((operation): Operation[] => {
    if (operation.op !== 'move') return [operation];
    const { op: _op, uid, phase, at, ...why } = operation;
    return [{ op: 'set', uid, field: 'phase', value: phase, ...why }, { op: 'set', uid, field: 'at', value: at, ...why }];
  });

function verdictOn(upstream: Upstream, update: Update): Verdict {
  if (upstream.kind === 'add') return onAdded(upstream, update);
  if (upstream.kind === 'remove') return onRemoved(upstream, update);
  if (upstream.kind === 'rename_role') return onRole(upstream, update);
  if (upstream.kind === 'extra') return verdict(upstream, { outcome: 'automatic' });
  return onField(upstream, update);
}

type Parts = Partial<Omit<Verdict, 'item'>> & Partial<Pick<MergeItem, 'outcome' | 'conflict' | 'was' | 'region' | 'own' | 'picks'>>;

function verdict({ key, change, kind, uid, field }: Upstream, { held = [], dropped = [], always = false, written: target = null, ...parts }: Parts): Verdict {
  const outcome = parts.outcome ?? (parts.conflict ? 'conflict' : byTag(change.tag));
  const picks = parts.picks ?? (outcome === 'conflict' || outcome === 'proposal' || outcome === 'with_deadline' ? ['keep', 'take'] : []);
  return {
    item: {
      key, change: change.id, tag: change.tag, due: change.due ?? null, kind, uid, field, outcome, picks,
      conflict: parts.conflict ?? null, was: parts.was, region: parts.region, own: parts.own,
    },
    held, dropped, always, written: target,
  };
}

const byTag = (tag: ChangeTag): Outcome => (tag === 'editorial' ? 'automatic' : tag === 'legal' ? 'with_deadline' : 'proposal');

function onField(upstream: Upstream, update: Update): Verdict {
  const { uid, field } = upstream;
  const [before, after] = [activityOf(update.before, uid)!, activityOf(update.after, uid)!];
  const values = { was: fieldOf(before, field), region: fieldOf(after, field) };
  const mine = update.ops.filter((each): each is SetField => each.op === 'set' && each.uid === uid && each.field === field);
  const last = mine.at(-1);
  const hold: Operation = { op: 'set', uid, field, was: values.region, value: values.was ?? null, held: upstream.change.id };
  if (field === 'space' && isStricter(values.was as Space, values.region as Space)) {
    const stays = last && isStricter(values.region as Space, last.value as Space) && !sameValue(last.value, values.region);
    return verdict(upstream, { ...values, outcome: 'automatic', own: last?.value, dropped: stays ? [] : mine });
  }
  const removals = update.ops.filter((each) => each.op === 'remove' && each.uid === uid);
  if (removals.length > 0) {
    if (field !== 'status' || after.status !== 'core') return verdict(upstream, { ...values, outcome: 'removed_here' });
    return verdict(upstream, { ...values, conflict: 'now_core', held: [hold], dropped: removals });
  }
  if (last) {
    if (sameValue(last.value, values.region)) return verdict(upstream, { ...values, outcome: 'resolved', own: last.value, dropped: mine });
    const picks = field === 'adapt' || field.startsWith('bounds.') ? (['keep', 'take'] as const) : (['keep', 'take', 'write'] as const);
    return verdict(upstream, { ...values, conflict: 'both_changed', own: last.value, dropped: mine, written: last, picks });
  }
  if (field.startsWith('bounds.')) return onBound(upstream, update, after, values, hold);
  if (field === 'adapt') return onLock(upstream, update, before, after, hold, values);
  return verdict(upstream, { ...values, held: [hold] });
}

type Values = Pick<MergeItem, 'was' | 'region'>;

function onBound(upstream: Upstream, update: Update, after: RenderedActivity, values: Values, hold: Operation): Verdict {
  const bounded = upstream.field.slice(7);
  const mine = setsOf(update.ops, upstream.uid, [bounded]);
  const last = mine.at(-1);
  const outside = last !== undefined && !within(last.value, (after.bounds as Record<string, never> | undefined)?.[bounded]);
  if (!outside) return verdict(upstream, { ...values, held: [hold] });
  return verdict(upstream, { ...values, conflict: 'outside_new_bounds', own: last.value, held: [hold], dropped: mine, written: last, picks: ['take', 'write'] });
}

function onLock(upstream: Upstream, update: Update, before: RenderedActivity, after: RenderedActivity, hold: Operation, values: Values): Verdict {
  const lost = before.adapt.filter((field) => !isLeftTo(update.layer, after, field));
  const mine = setsOf(update.ops, upstream.uid, lost);
  const last = mine.at(-1);
  if (!last) return verdict(upstream, { ...values, held: [hold] });
  return verdict(upstream, { ...values, conflict: 'locked', own: last.value, held: [hold], dropped: mine });
}

const setsOf = (ops: readonly Operation[], uid: string, fields: readonly string[]): SetField[] =>
  ops.filter((each): each is SetField => each.op === 'set' && each.uid === uid && fields.includes(each.field));

function onAdded(upstream: Upstream, update: Update): Verdict {
  const region = plain(activityOf(update.after, upstream.uid)!);
  const mine = update.ops.filter((each) => uidOf(each) === upstream.uid);
  const added = mine.find((each) => each.op === 'add');
  const hold: Operation = { op: 'remove', uid: upstream.uid, held: upstream.change.id };
  if (!added) return verdict(upstream, { region, held: [hold], ...(upstream.change.tag === 'legal' ? { outcome: 'automatic' as const } : {}) });
  if (mine.length === 1 && sameValue(added.activity, region)) return verdict(upstream, { region, own: added.activity, outcome: 'resolved', dropped: [added] });
  return verdict(upstream, { region, own: added.activity, conflict: 'uid_taken', held: [hold], dropped: mine });
}

function onRemoved(upstream: Upstream, update: Update): Verdict {
  const was = plain(activityOf(update.before, upstream.uid)!);
  const mine = update.ops.filter((each) => uidOf(each) === upstream.uid);
  if (mine.some((each) => each.op === 'remove')) return verdict(upstream, { was, outcome: 'resolved', dropped: mine, always: true });
  const hold: Operation = { op: 'add', activity: was, held: upstream.change.id };
  if (mine.length === 0) return verdict(upstream, { was, held: [hold], ...(upstream.change.tag === 'editorial' ? { outcome: 'proposal' as const } : {}) });
  return verdict(upstream, { was, own: mine.map(({ op }) => op), conflict: 'removed_upstream_but_changed_here', held: [hold], dropped: mine });
}

function onRole(upstream: Upstream, { before, after, ops }: Update): Verdict {
  const [was, region] = [before.roles[upstream.uid], after.roles[upstream.uid]];
  const mine = ops.filter((each) => each.op === 'rename_role' && each.role === upstream.uid);
  const last = mine.at(-1);
  const own = last?.op === 'rename_role' ? last.value : undefined;
  if (own && sameValue(own, region)) return verdict(upstream, { was, region, own, outcome: 'resolved', dropped: mine });
  if (own) return verdict(upstream, { was, region, own, conflict: 'both_changed', dropped: mine });
  return verdict(upstream, { was, region, held: was ? [{ op: 'rename_role', role: upstream.uid, value: was, held: upstream.change.id }] : [] });
}

const written = (item: MergeItem, update: Update): unknown => {
  const activity = activityOf(update.after, item.uid);
  return activity && fieldOf(activity, item.field.replace(/^bounds\./, ''));
};

const withoutHeld = ({ held: _held, ...operation }: SetField): SetField => operation;

/** An own choice that stays beside a new value above; where that version would not allow it any more, it is held. */
function kept(operation: Operation, item: MergeItem, update: Update): Operation {
  if (operation.op !== 'set') return operation;
  const activity = activityOf(update.after, operation.uid);
  const rebased = { ...operation, was: item.region };
  return activity && settingRule(update.layer, activity, rebased) !== null ? { ...rebased, held: item.change } : rebased;
}
