import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { approversOf, contributorsOf, decideHarvest, harvestActionsOf, isComplete, objectionMs, type HarvestCommand, type HarvestState } from './harvest.js';

const people = ['ravi', 'noor', 'els', 'bram', 'tijn'] as const;
const begun: HarvestState = { status: 'editing', version: 1, reach: 'region', proposerId: 'els', contributorIds: ['ravi'], quotedIds: [], approvedIds: [], objectionEndsAt: null };
const inside = new Set<string>(people);

function after(state: HarvestState, now: number, ...commands: HarvestCommand[]): HarvestState {
  return commands.reduce((at, command) => {
    const outcome = decideHarvest(at, command, now);
    if (!outcome.ok || !outcome.next) throw new Error(`${command.type} ${JSON.stringify(outcome)}`);
    return outcome.next;
  }, state);
}

describe('a lesson on its way', () => {
  const submitted = after(begun, 0, { type: 'edit', ifVersion: 1, quotedIds: ['noor', 'noor'], reach: 'circle' }, { type: 'submit', ifVersion: 2, complete: true });

  it('asks whose case it was and who is quoted, each once', () => {
    expect([...approversOf(submitted)]).toEqual(['ravi', 'noor']);
    expect(decideHarvest(submitted, { type: 'approve', by: 'els', ifVersion: 2 }, 0)).toEqual({ ok: false, refusal: 'NOT_ASKED' });
    expect(decideHarvest(submitted, { type: 'approve', by: 'ravi', ifVersion: 1 }, 0)).toEqual({ ok: false, stale: true });
    expect(harvestActionsOf(submitted, 'ravi')).toEqual(['approve', 'object', 'withdraw']);
    expect(harvestActionsOf(submitted, 'bram')).toEqual(['object']);
    expect(harvestActionsOf(submitted, 'els')).toEqual(['object', 'withdraw']);
  });

  it('waits seven days from the last approval, and then is published once', () => {
    const one = after(submitted, 5, { type: 'approve', by: 'ravi', ifVersion: 2 });
    expect(one.status).toBe('approving');
    const all = after(one, 10, { type: 'approve', by: 'noor', ifVersion: 2 });
    expect(all).toMatchObject({ status: 'objecting', objectionEndsAt: 10 + objectionMs });
    expect(decideHarvest(all, { type: 'publish', inside }, 9 + objectionMs)).toEqual({ ok: false, refusal: 'TOO_EARLY' });
    expect(decideHarvest(all, { type: 'publish', inside: new Set(['ravi', 'els']) }, 10 + objectionMs)).toEqual({ ok: false, refusal: 'TOO_EARLY' });
    // the session was frozen meanwhile, so nobody could read: the seven days begin anew
    expect(after(all, 50, { type: 'readAnew' })).toEqual({ ...all, objectionEndsAt: 50 + objectionMs });
    expect(after(one, 50, { type: 'readAnew' })).toBe(one);
    const out = after(all, 10 + objectionMs, { type: 'publish', inside });
    expect(out.status).toBe('published');
    expect(decideHarvest(out, { type: 'edit', ifVersion: 2, quotedIds: [], reach: 'region' }, 0)).toEqual({ ok: false, refusal: 'NOT_EDITING' });
    expect(harvestActionsOf(out, 'els')).toEqual([]);
    expect(harvestActionsOf(out, 'noor')).toEqual(['withdraw']);
  });

  it('goes back to editing when anyone objects, and every approval with it', () => {
    const all = after(submitted, 0, { type: 'approve', by: 'ravi', ifVersion: 2 }, { type: 'approve', by: 'noor', ifVersion: 2 });
    const back = after(all, 1, { type: 'object', ifVersion: 2 });
    expect(back).toMatchObject({ status: 'editing', version: 3, approvedIds: [], objectionEndsAt: null });
  });

  it('cannot be asked for with a part left empty, or with older words', () => {
    expect(decideHarvest(begun, { type: 'submit', ifVersion: 1, complete: false }, 0)).toEqual({ ok: false, refusal: 'INCOMPLETE' });
    expect(decideHarvest(begun, { type: 'edit', ifVersion: 0, quotedIds: [], reach: 'region' }, 0)).toEqual({ ok: false, stale: true });
    expect(isComplete({ title: 'a', situation: 'b', helped: ' ', tryNext: 'd' })).toBe(false);
  });

  it('knows whose case it was', () => {
    expect(contributorsOf('ravi', false, ['els'])).toEqual(['ravi']);
    expect(contributorsOf(null, false, ['els'])).toEqual([]);
    expect(contributorsOf(null, true, ['els', 'bram'])).toEqual(['els', 'bram']);
  });
});

/** How often the interesting things happened: a law about what never occurs proves nothing. */
const seen = { published: 0, objected: 0, quoted: 0, withdrawn: 0 };

describe('whatever people do, in whatever order', () => {
  const someone = fc.constantFrom(...people);
  const act = fc.oneof(
    fc.record({ what: fc.constant('edit'), quoted: fc.subarray([...people], { maxLength: 2 }), by: someone, wait: fc.nat(1000) }),
    fc.record({ what: fc.constantFrom('submit', 'approve', 'approve', 'approve', 'approve', 'object', 'withdraw'), quoted: fc.constant([]), by: someone, wait: fc.nat(1000) }),
    fc.record({ what: fc.constantFrom('publish', 'approveAll', 'approveAll'), quoted: fc.constant([]), by: someone, wait: fc.integer({ min: 0, max: 2 * objectionMs }) }),
  );

  it('nothing is published without every approval of these words and seven days without an objection', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 5, maxLength: 40 }), fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), (acts, old) => {
        let state: HarvestState | null = begun;
        let now = 0;
        // what the test saw itself
        let yes = new Map<string, number>();
        let quoted: string[] = [];
        let lastYes = -Infinity;
        for (const [at, one] of acts.entries()) {
          if (!state) break;
          now += one.wait;
          const ifVersion: number = old[at] && one.what !== 'approveAll' ? state.version : state.version - (at % 4 === 0 && one.what !== 'approveAll' ? 1 : 0);
          const commands: HarvestCommand[] =
            one.what === 'approveAll'
              ? people.map((by) => ({ type: 'approve', by, ifVersion }))
              : one.what === 'edit'
                ? [{ type: 'edit', ifVersion, quotedIds: one.quoted, reach: 'region' }]
                : one.what === 'submit'
                  ? [{ type: 'submit', ifVersion, complete: true }]
                  : one.what === 'publish'
                    ? [{ type: 'publish', inside }]
                    : one.what === 'withdraw'
                      ? at % 5 === 0 ? [{ type: 'withdraw', by: one.by }] : []
                      : one.what === 'object'
                        ? at % 3 === 0 ? [{ type: 'object', ifVersion }] : []
                        : [{ type: 'approve', by: one.by, ifVersion }];
          for (const command of commands) {
            const before: HarvestState = state;
            const outcome = decideHarvest(before, command, now);
            if (!outcome.ok) continue;
            state = outcome.next;
            if (command.type === 'edit' || command.type === 'object') yes = new Map();
            if (command.type === 'object') seen.objected += 1;
            if (command.type === 'edit') quoted = [...new Set(command.quotedIds)];
            if (command.type === 'approve' && !yes.has(command.by)) {
              yes.set(command.by, now);
              lastYes = now;
            }
            if (command.type === 'withdraw') {
              seen.withdrawn += 1;
              expect(['ravi', ...quoted, ...(before.status === 'published' ? [] : ['els'])]).toContain(command.by);
            }
            if (before.status !== 'published' && state?.status === 'published') {
              seen.published += 1;
              if (quoted.length > 0) seen.quoted += 1;
              for (const id of ['ravi', ...quoted]) expect(yes.has(id)).toBe(true);
              expect(now - lastYes).toBeGreaterThanOrEqual(objectionMs);
            }
            if (!state) break;
          }
        }
      }),
      { numRuns: 3_000, seed: 20_261_130 },
    );
  });

  afterAll(() => {
    for (const [what, times] of Object.entries(seen)) if (times < 20) throw new Error(`${what} happened ${times} times only`);
  });
});
