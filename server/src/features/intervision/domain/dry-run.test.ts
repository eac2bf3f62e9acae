import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { methodLimits } from '../../../../../schema/methods.js';
import { loadMethodCatalogue } from '../data/method-catalogue.js';
import { methodEdits } from '../../../../test/builders/method-edits.js';
import { dryRun, type DryRun } from './dry-run.js';
import { methodNamed } from './method.js';
import { methodFaults } from './method-faults.js';
import { methodOf, ownMethodFaults, ownMethodFrom } from './own-method.js';

const catalogue = loadMethodCatalogue();
const identity = { key: 'own', version: 1 };

/** What the frames say that each person can read, after each of them. */
function law(run: DryRun): void {
  const { script, people, texts, frames } = run;
  const has = people.map(() => new Set<number>());
  const opened = new Set<number>();
  let [seconds, ended] = [0, false];
  for (const frame of frames) {
    if (frame.seconds < seconds) throw new Error('time goes back');
    if (ended) throw new Error('something happens after the end');
    seconds = frame.seconds;
    ended = frame.event === 'ended';
    if (frame.event === 'opened') for (const text of frame.texts) opened.add(text);
    for (const { people: who, texts: which } of frame.received)
      for (const person of who)
        for (const text of which) {
          const { phase, author, kind, sharing } = texts[text]!;
          if (person !== author && kind === 'note') throw new Error('a note for oneself is read by another');
          if (person !== author && sharing === 'not_shared') throw new Error('what is kept is read by another');
          if (person !== author && script.phases[phase]!.sealed && !opened.has(text)) throw new Error('what is sealed is read before it was opened');
          has[person]!.add(text);
        }
  }
  if (!ended) throw new Error('it does not end');
  for (const [at, text] of texts.entries()) {
    if (!has[text.author]!.has(at)) throw new Error('a writer does not have their own text');
    const shared = text.kind === 'entry' && text.sharing !== 'not_shared';
    // one by one, whoever leads may leave some closed; a trial opens them all
    if (shared && !has.every((mine) => mine.has(at))) throw new Error(`a text of phase ${script.phases[text.phase]!.id} reaches not everyone in the end`);
  }
}

describe('a trial of a method with invented people', () => {
  it.each(catalogue.methods.map(({ key, group, subgroup }) => [key, subgroup ? 6 : Math.min(Math.max(group.min, 4), methodLimits.dryRunMost)] as const))('runs %s with %i people from lobby to end, and keeps what is sealed', (key, people) => {
    const run = dryRun(catalogue, methodNamed(catalogue, key), people, 7)!;
    law(run);
    expect(run.frames[0]).toMatchObject({ event: 'started', seconds: 0 });
    expect(new Set(run.frames.filter(({ event }) => event === 'phase').map(({ phase }) => phase)).size).toBe(run.script.phases.length);
    const planned = run.minutes * 60;
    expect(run.frames.at(-1)!.seconds).toBeGreaterThanOrEqual(planned);
    expect(run.frames.at(-1)!.seconds).toBeLessThan(planned * 1.15 + 60);
    expect(run.frames.length).toBeLessThan(700);
  });

  it('is the same for the same seed, and another for another', () => {
    const once = (seed: number) => JSON.stringify(dryRun(catalogue, methodNamed(catalogue, 'incident'), 6, seed));
    expect(once(3)).toBe(once(3));
    expect(once(3)).not.toBe(once(4));
  });

  it('has a contributor where the method has one, and nobody where everyone is', () => {
    expect(dryRun(catalogue, methodNamed(catalogue, 'incident'), 6, 1)!.people.map(({ role }) => role).sort()).toEqual(['contributor', 'facilitator', 'participant', 'participant', 'participant', 'participant']);
    expect(dryRun(catalogue, methodNamed(catalogue, 'troika'), 6, 1)!.people.some(({ role }) => role === 'contributor')).toBe(false);
    expect(dryRun(catalogue, methodNamed(catalogue, 'troika'), 5, 1)).toBeNull();
  });
});

describe('any edits of any method', () => {
  it('come to faults with a place, or to a method that runs to its end and keeps what is sealed', () => {
    const seen = { good: 0, faulty: 0, changed: 0 };
    fc.assert(
      fc.property(fc.constantFrom(...catalogue.methods), fc.array(methodEdits(catalogue), { maxLength: 6 }), fc.integer({ min: 3, max: 8 }), fc.nat(), (basis, edits, people, seed) => {
        const own = edits.reduce((before, change) => change(before), ownMethodFrom(basis));
        const faults = ownMethodFaults(catalogue, own);
        for (const { path, code } of faults) {
          expect(code).toMatch(/^[A-Z_]+$/);
          const [, place, setting] = /^blocks\.(\d+)\.(\w+)$/.exec(path) ?? [];
          if (setting) expect(own.blocks[Number(place)]).toHaveProperty(setting);
          else expect(own).toHaveProperty(path);
        }
        if (faults.length > 0) return void (seen.faulty += 1);
        seen.good += 1;
        if (edits.length > 0) seen.changed += 1;
        const method = methodOf(catalogue, own, identity);
        expect(methodFaults(catalogue, method)).toEqual([]);
        const run = dryRun(catalogue, method, people, seed);
        if (run) law(run);
        else expect(method.subgroup).not.toBeNull();
      }),
      { numRuns: 1_500 },
    );
    expect(seen.changed).toBeGreaterThan(150);
    expect(seen.faulty).toBeGreaterThan(150);
  });
});
