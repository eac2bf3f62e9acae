import type { SessionState } from '../domain/session.js';

/** Which column holds which part of the state. */
const columnOf: { readonly [Part in keyof SessionState]: string } = {
  status: 'status',
  version: 'version',
  facilitatorId: 'facilitator_id',
  coFacilitatorId: 'co_facilitator_id',
  contributorId: 'contributor_id',
  caseId: 'case_id',
  previousContributorId: 'previous_contributor_id',
  notetakerId: 'notetaker_id',
  timekeeperId: 'timekeeper_id',
  facilitatorAwaySince: 'facilitator_away_since',
  coFacilitatorAwaySince: 'co_facilitator_away_since',
  startedAt: 'started_at',
  endedAt: 'ended_at',
  phase: 'phase',
  turn: 'turn',
  furthest: 'furthest',
  phaseStartedAt: 'phase_started_at',
  endsAt: 'ends_at',
  clock: 'clock',
  haltedAt: 'halted_at',
  entry: 'entry',
  graceEndsAt: 'grace_ends_at',
  goesTo: 'goes_to',
  namelessOffered: 'nameless_offered',
  showing: 'showing',
  spotlightId: 'spotlight_id',
  speakingOrder: 'speaking_order',
  speakerId: 'speaker_id',
  extraTimeAsked: 'extra_time_asked',
  deadlineExtended: 'deadline_extended',
  deadlines: 'deadlines',
  frozenAt: 'frozen_at',
  frozenBy: 'frozen_by',
};

/** Epoch milliseconds here, `timestamptz` there. */
const moments: ReadonlySet<string> = new Set<keyof SessionState>([
  'facilitatorAwaySince', 'coFacilitatorAwaySince', 'startedAt', 'endedAt', 'phaseStartedAt', 'endsAt', 'haltedAt', 'graceEndsAt', 'frozenAt',
]);

const parts = Object.keys(columnOf) as (keyof SessionState)[];

/** The state in a row of `sessions` that came as JSON. */
export function stateFrom(row: Readonly<Record<string, unknown>>): SessionState {
  const value = (part: keyof SessionState): unknown => {
    const found = row[columnOf[part]] ?? null;
    return moments.has(part) && found !== null ? Date.parse(found as string) : found;
  };
  return Object.fromEntries(parts.map((part) => [part, value(part)])) as unknown as SessionState;
}

/** Columns and values of a state, in the same order, for a statement. */
export function stateColumns(state: SessionState): { names: string[]; values: unknown[] } {
  const value = (part: keyof SessionState): unknown => {
    const given = state[part];
    if (part === 'speakingOrder' || part === 'deadlines') return JSON.stringify(given);
    return moments.has(part) && given !== null ? new Date(given as number) : given;
  };
  return { names: parts.map((part) => columnOf[part]), values: parts.map(value) };
}
