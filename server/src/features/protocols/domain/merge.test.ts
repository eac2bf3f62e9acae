import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadProtocolCatalogue, loadProtocolChanges } from '../data/protocol-catalogue.js';
import { adaptationFaults, isLeftTo, isStricter } from './adaptation-rules.js';
import { changesBetween, comparedFields, differencesBetween } from './compare.js';
import { type Choice, merge, outcomePerChange, overdue, type Update } from './merge.js';
import { fieldOf, type Operation, uidOf } from './operation.js';
import { activityOf, type Protocol, sameValue, spaces, statuses } from './protocol.js';
import { randomChanges, randomOperations, type Throw } from '../../../../test/builders/random-protocols.js';
import { render } from './render.js';

const { base } = loadProtocolCatalogue();
const step = loadProtocolChanges(base);
const next: Protocol = { ...render(base, ...step.changes.map(({ ops }) => ({ layer: 'region' as const, ops }))), version: step.to };
const updateOf = (key: string): Update => {
  const { layer, ops } = step.adaptations.find((each) => each.key === key)!;
  return { before: base, after: next, changes: step.changes, layer, ops };
};
const take: Choice = { pick: 'take' };
const keep: Choice = { pick: 'keep' };
const all = (update: Update, choice: Choice) => new Map(merge(update).items.map(({ key }) => [key, choice]));

describe('the step to 3.2', () => {
  it.each(step.adaptations.map(({ key, expected }) => [key, expected] as const))('meets %s as written down', (key, expected) => {
    const outcome = outcomePerChange(merge(updateOf(key)).items);
    const with_ = (kind: string) => [...outcome.values()].filter((item) => item.outcome === kind).map(({ change }) => change).sort();
    expect({
      conflicts: Object.fromEntries([...outcome.values()].filter(({ conflict }) => conflict).map(({ change, conflict }) => [change, conflict])),
      automatic: with_('automatic'), resolved: with_('resolved'), removed_here: with_('removed_here'), proposals: with_('proposal'), with_deadline: with_('with_deadline'),
    }).toEqual(expected);
  });

  it('shows was, region and own, and what each choice gives', () => {
    const update = updateOf('beekdal');
    const { items, open } = merge(update);
    expect(open).toEqual(['c01.0', 'c02.0', 'c03.0']);
    expect(items.find(({ key }) => key === 'c01.0')).toMatchObject({ was: { sw: 5 }, region: { sw: 4 }, own: { sw: 8 }, picks: ['keep', 'take', 'write'] });
    const weeks = (choice: Choice) => fieldOf(activityOf(render(next, { layer: 'foundation', ops: merge(update, new Map([['c01.0', choice]])).ops }), 'C02')!, 'every');
    expect([weeks(keep), weeks(take), weeks({ pick: 'write', value: { sw: 6 } })]).toEqual([{ sw: 8 }, { sw: 4 }, { sw: 6 }]);
  });

  it('must be mended where a choice is outside the new bounds, and lets a lock wait', () => {
    const update = updateOf('bargerveld');
    const picks = Object.fromEntries(merge(update).items.filter(({ conflict }) => conflict).map(({ change, picks: each }) => [change, each]));
    expect(picks).toEqual({ c06: ['take', 'write'], c12: ['keep', 'take'] });
    const written = merge(update, new Map<string, Choice>([['c06.0', { pick: 'write', value: 3 }], ['c12.0', take]]));
    expect(written.open).toEqual([]);
    const mine = render(next, { layer: 'foundation', ops: written.ops });
    expect([activityOf(mine, 'D02')!.count, activityOf(mine, 'C08')!.minutes]).toEqual([3, 45]);
  });

  it('leaves what the region removed as an activity of whoever keeps it', () => {
    const { ops } = merge(updateOf('esrand'), new Map([['c05.0', keep]]));
    expect(activityOf(render(next, { layer: 'foundation', ops }), 'D04')).toMatchObject({ addedBy: 'foundation', status: 'default' });
  });

  it('comes to the school as a smaller update, without a question', () => {
    const update = updateOf('beekdal');
    const before = render(base, { layer: 'foundation', ops: update.ops });
    const after = render(next, { layer: 'foundation', ops: merge(update, all(update, take)).ops });
    const { ops } = step.localisations[0]!;
    const school: Update = { before, after, changes: changesBetween(before, after, step.changes), layer: 'school', ops };
    const merged = merge(school);
    expect(merged.items.every(({ conflict }) => conflict === null)).toBe(true);
    expect([...outcomePerChange(merged.items).keys()].sort()).toEqual(step.changes.map(({ id }) => id));
    const rendered = render(after, { layer: 'school', ops: merge(school, all(school, take)).ops });
    expect(activityOf(rendered, 'C04')).toMatchObject({ role: 'coach', at: { sw: 6 } });
    expect(adaptationFaults(after, 'school', merged.ops)).toEqual([]);
  });

  it('asks for the law once its day has come', () => {
    const update = updateOf('esrand');
    const { items } = merge(update);
    expect(overdue(items, new Map(), '2027-01-31')).toEqual([]);
    expect(overdue(items, new Map(), '2027-02-01')).toEqual(['c10.0']);
    expect(overdue(items, new Map([['c10.0', take]]), '2027-02-01')).toEqual([]);
  });
});

describe('what a layer may not do', () => {
  const set = (uid: string, field: string, value: unknown): Operation => ({ op: 'set', uid, field, value });
  const added = { ...base.activities[0]!, uid: 'K01' };
  it.each<[string, 'foundation' | 'school', Operation[], string]>([
    ['a missing activity', 'foundation', [set('Q99', 'at', { sw: 3 })], 'Q99 at uid_exists'],
    ['a field of nobody', 'foundation', [set('C01', 'mood', 1)], 'C01 mood field_exists'],
    ['a locked field', 'foundation', [set('C01', 'theme', 'hr')], 'C01 theme locked'],
    ['a bound', 'foundation', [set('C01', 'count', 8)], 'C01 count bounds'],
    ['a more open space', 'foundation', [set('C01', 'space', 'shared')], 'C01 space space_stricter'],
    ['appraisal', 'foundation', [set('C01', 'space', 'appraisal')], 'C01 space space_stricter'],
    ['a status that is looser', 'foundation', [set('C01', 'status', 'default')], 'C01 status status_stricter'],
    ['a norm', 'foundation', [set('A04', 'norm', null)], 'A04 norm norm_fixed'],
    ['removing core', 'foundation', [{ op: 'remove', uid: 'C01', reason: { nl: 'x', en: 'x' } }], 'C01 uid core_stays'],
    ['removing without a reason', 'foundation', [{ op: 'remove', uid: 'C03' }], 'C03 reason reason_needed'],
    ['adding what is there', 'foundation', [{ op: 'add', activity: base.activities[0]! }], 'A01 uid uid_once'],
    ['a role of nobody', 'foundation', [{ op: 'rename_role', role: 'wizard', value: { nl: 'x', en: 'x' } }], 'wizard role role_exists'],
    ['moving to another phase', 'foundation', [{ op: 'move', uid: 'C01', phase: 'year1', at: { sw: 15 } }], 'C01 phase locked'],
    ['a moment outside the phase', 'foundation', [set('C08', 'at', { sw: 15 })], 'C08 at window'],
    ['more times than fit', 'foundation', [set('E05', 'at', { sw: 80 })], 'E05 count window'],
    ['a school that adds what is not optional', 'school', [{ op: 'add', activity: { ...added, status: 'default' } }], 'K01 uid school_optional'],
    ['a school that removes a default', 'school', [{ op: 'remove', uid: 'C03', reason: { nl: 'x', en: 'x' } }], 'C03 uid school_optional'],
    ['a school that changes how often', 'school', [set('C01', 'count', 5)], 'C01 count school_fields'],
  ])('%s', (_what, layer, ops, fault) => {
    expect(adaptationFaults(base, layer, ops).map(({ uid, field, rule }) => `${uid} ${field} ${rule}`)).toEqual([fault]);
  });

  it('lets the shipped adaptations be', () => {
    for (const each of step.adaptations) expect(adaptationFaults(base, each.layer, each.ops)).toEqual([]);
    expect([isStricter('admin', 'coaching'), isStricter('coaching', 'admin'), isStricter('shared', 'appraisal')]).toEqual([true, false, false]);
  });
});

describe('any history', () => {
  const some = ['A01', 'A05', 'B01', 'B02', 'C01', 'C02', 'C03', 'C04', 'C07', 'C08', 'D01', 'D02', 'D04', 'D06', 'E03', 'E09'];
  const small: Protocol = { ...base, activities: base.activities.filter(({ uid }) => some.includes(uid)), completion: { ...base.completion, needsDone: [] } };
  const throws = (most: number) => fc.array(fc.record({ kind: fc.nat(60), on: fc.nat(200), to: fc.nat(500), tag: fc.nat(2) }), { maxLength: most });
  const history = fc.record({ above: throws(14), own: throws(10), layer: fc.constantFrom('foundation' as const, 'school' as const), picks: fc.array(fc.nat(2), { minLength: 1, maxLength: 20 }) });
  const build = ({ above, own, layer }: { above: Throw[]; own: Throw[]; layer: 'foundation' | 'school' }): Update => {
    const { changes, after } = randomChanges(small, above);
    return { before: small, after, changes, layer, ops: randomOperations(small, layer, own) };
  };
  const shown = (protocol: Protocol) => new Map(protocol.activities.map((activity) => [activity.uid, Object.fromEntries(comparedFields.map((field) => [field, fieldOf(activity, field)]))]));
  const runs = { numRuns: 1500, seed: 20261201 };

  it('merges the same way twice', () => {
    fc.assert(fc.property(history, (each) => expect(merge(build(each))).toEqual(merge(build(structuredClone(each))))), { ...runs, numRuns: 300 });
  });

  it('taking nothing changes nothing but what is automatic', () => {
    fc.assert(
      fc.property(history, (each) => {
        const update = build(each);
        const { items, ops } = merge(update);
        const [was, is] = [shown(render(update.before, update)), shown(render(update.after, { layer: update.layer, ops }))];
        const wrong: unknown[] = [];
        const free = new Set(items.filter(({ outcome }) => outcome === 'automatic').map(({ uid, field }) => `${uid} ${field}`));
        for (const uid of new Set([...was.keys(), ...is.keys()])) {
          if (free.has(`${uid} `)) continue;
          const [one, other] = [was.get(uid), is.get(uid)];
          if ((one === undefined) !== (other === undefined)) wrong.push([uid, one, other]);
          for (const field of comparedFields) if (one && other && !free.has(`${uid} ${field}`) && !sameValue(other[field], one[field])) wrong.push([uid, field, one[field], other[field]]);
        }
        expect(wrong).toEqual([]);
      }),
      runs,
    );
  });

  it('taking everything is the new version with the choices that nothing above touched', () => {
    fc.assert(
      fc.property(history, (each) => {
        const update = build(each);
        const { items, ops, open } = merge(update, all(update, take));
        expect(open).toEqual([]);
        expect(ops.filter(({ held }) => held !== undefined)).toEqual([]);
        const is = render(update.after, { layer: update.layer, ops });
        // a choice goes when the same field or the whole activity changed above, or when a new lock or bound leaves no room for it
        const goes = (uid: string, field: string): boolean =>
          items.some((item) => item.uid === uid && (item.field === field || item.field === '' || (item.conflict === 'locked' && (item.was as string[]).includes(field) && !isLeftTo(update.layer, activityOf(update.after, uid)!, field)) || (item.conflict === 'outside_new_bounds' && item.field === `bounds.${field}`)));
        const mine = new Map(update.ops.filter((op) => op.op === 'set').map((op) => [`${op.uid} ${op.field}`, op]));
        const gone = new Set(update.ops.filter((op) => op.op === 'remove').map(uidOf));
        const wrong: unknown[] = [];
        for (const activity of update.after.activities) {
          const here = activityOf(is, activity.uid);
          if (!here && gone.has(activity.uid)) continue;
          for (const field of comparedFields) {
            const [above, value, own] = [fieldOf(activity, field), here && fieldOf(here, field), mine.get(`${activity.uid} ${field}`)];
            const right = field === 'space' ? here && isStricter(activity.space, here.space) : sameValue(value, own && !goes(activity.uid, field) ? own.value : ownOrMoved(update, activity.uid, field, value, above));
            if (!right) wrong.push([activity.uid, field, above, value]);
          }
        }
        expect(wrong).toEqual([]);
      }),
      runs,
    );
  });

  /** What a move or a dropped choice leaves of a field: the value above, or the one that was moved to. */
  function ownOrMoved(update: Update, uid: string, field: string, value: unknown, above: unknown): unknown {
    const moved = update.ops.some((op) => (op.op === 'move' && op.uid === uid && (field === 'phase' || field === 'at')) || (op.op === 'add' && op.activity.uid === uid));
    return moved ? value : above;
  }

  it('loses no choice without showing it', () => {
    fc.assert(
      fc.property(history, (each) => {
        const update = build(each);
        const pickOf = ['keep', 'take', 'keep'] as const;
        const first = merge(update);
        const choices = new Map(first.items.map(({ key }, at): [string, Choice] => [key, { pick: pickOf[each.picks[at % each.picks.length]!]! }]));
        const { items, ops } = merge(update, choices);
        const there = (op: Operation): boolean => ops.some((kept) => kept.op === op.op && uidOf(kept) === uidOf(op) && (kept.op !== 'set' || op.op !== 'set' || (kept.field === op.field && sameValue(kept.value, op.value))));
        for (const op of update.ops.filter(({ op: kind }) => kind !== 'move')) {
          const about = op.op === 'rename_role' ? op.role : uidOf(op);
          const named = items.some(({ uid, own, outcome }) => uid === about && (own !== undefined || outcome === 'resolved' || outcome === 'conflict'));
          if (!there(op) && !named) throw new Error(`lost: ${JSON.stringify(op)}`);
        }
      }),
      runs,
    );
  });

  it('holds locks, bounds and stricter-only, whatever is chosen', () => {
    const crossing = ['window', 'occurrences', 'bounds', 'bounds_on_adapt', 'adapt_present', 'status_stricter', 'locked', 'uid_exists'];
    fc.assert(
      fc.property(history, (each) => {
        const update = build(each);
        const choices = new Map(merge(update).items.map(({ key, picks }, at): [string, Choice] => [key, { pick: picks.length > 0 && picks.includes('keep') && each.picks[at % each.picks.length] === 0 ? 'keep' : 'take' }]));
        const { ops, open } = merge(update, choices);
        expect(open).toEqual([]);
        const faults = adaptationFaults(update.after, update.layer, ops);
        expect(faults.filter(({ rule }) => !crossing.includes(rule))).toEqual([]);
        if (faults.length > 0) return;
        const is = render(update.after, { layer: update.layer, ops });
        const held = new Set(ops.filter((op) => op.held !== undefined).map((op) => uidOf(op)));
        for (const activity of update.after.activities) {
          const here = activityOf(is, activity.uid);
          if (!here) expect(held.has(activity.uid) || activity.status !== 'core').toBe(true);
          if (!here || here.addedBy !== 'region' || held.has(activity.uid)) continue;
          expect(isStricter(activity.space, here.space)).toBe(true);
          expect(statuses.indexOf(here.status)).toBeGreaterThanOrEqual(statuses.indexOf(activity.status));
          for (const difference of differencesBetween({ ...is, activities: [activity] }, { ...is, activities: [here] })) {
            if (difference.kind === 'changed') expect([...activity.adapt, 'nl', 'en', 'text', 'status', 'space']).toContain(difference.field);
          }
          const [low, high] = (activity.bounds?.count as [number, number] | undefined) ?? [0, Infinity];
          expect(here.count >= low && here.count <= high).toBe(true);
        }
        expect(spaces).toContain(is.activities[0]!.space);
      }),
      runs,
    );
  });
});
