import type { DryRunFieldsFragment } from '../../../generated/graphql.js';

export type Run = DryRunFieldsFragment;

/** A text as one of the people sees it at a moment. `sealed`: one's own, and nobody else's yet. */
export interface SeenText {
  at: number;
  state: 'own' | 'sealed' | 'kept' | 'open';
  /** `null`: without a name, or one's own */
  author: string | null;
}

/** What the person can read after this frame, of the phase that runs and of the one that it shows. */
export function seenBy(run: Run, frame: number, person: number): SeenText[] {
  const { phase } = run.frames[frame]!;
  const { shows } = run.script.phases[phase]!;
  const has = new Set<number>();
  const opened = new Set<number>();
  for (const { received, texts, event } of run.frames.slice(0, frame + 1)) {
    for (const { people, texts: which } of received) if (people.includes(person)) for (const text of which) has.add(text);
    if (event === 'OPENED') for (const text of texts) opened.add(text);
  }
  return run.texts.flatMap((text, at): SeenText[] => {
    if (!has.has(at) || (text.phase !== phase && text.phase !== shows)) return [];
    const own = text.author === person;
    const sealed = run.script.phases[text.phase]!.sealed && !opened.has(at);
    const state = text.kind === 'NOTE' || text.sharing === 'NOT_SHARED' ? 'kept' : sealed ? 'sealed' : own ? 'own' : 'open';
    return [{ at, state, author: own || text.sharing === 'NAMELESS' ? null : run.people[text.author]!.name }];
  });
}

/** The first frame of each phase, to walk by. */
export const phaseStarts = (run: Run): number[] => run.script.phases.map(({ index }) => run.frames.findIndex(({ phase, event }) => phase === index && event === 'PHASE'));

export interface PhaseSummary {
  phase: number;
  /** how many texts were written to share, and how many each kept */
  written: number;
  kept: number;
  /** seconds since the start at which the last of them opened; `null`: open at once, or nothing to open */
  openedAt: number | null;
  /** how many people could read what others wrote before it was opened: always none */
  readEarly: number;
}

/** What happened in each phase in which something was written. */
export function phaseSummaries(run: Run): PhaseSummary[] {
  return run.script.phases.flatMap(({ index, sealed }) => {
    const texts = run.texts.flatMap((text, at) => (text.phase === index ? [{ ...text, at }] : []));
    if (texts.length === 0) return [];
    const shared = texts.filter(({ kind, sharing }) => kind === 'ENTRY' && sharing !== 'NOT_SHARED');
    const places = new Set(shared.map(({ at }) => at));
    const opening = run.frames.filter(({ event, texts: which }) => event === 'OPENED' && which.some((at) => places.has(at)));
    const opened = new Map(opening.flatMap(({ seconds, texts: which }) => which.map((at) => [at, seconds] as const)));
    const early = run.frames.flatMap(({ seconds, received }) =>
      received.flatMap(({ people, texts: which }) => which.filter((at) => sealed && places.has(at) && seconds < (opened.get(at) ?? Infinity)).flatMap((at) => people.filter((person) => person !== run.texts[at]!.author))),
    );
    return [{ phase: index, written: shared.length, kept: texts.length - shared.length, openedAt: opening.at(-1)?.seconds ?? null, readEarly: new Set(early).size }];
  });
}

/** How much each person wrote. */
export const writtenBy = (run: Run): number[] => run.people.map((_, person) => run.texts.filter(({ author }) => author === person).length);

export const clockOf = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
