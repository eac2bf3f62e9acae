/** What one simulated person has on their own page of a session: as much as a browser of theirs would get, and no more. */
export interface Seen {
  readonly state: SeenState;
  readonly script: { readonly phases: readonly SeenPhase[]; readonly facilitatorRequired: boolean; readonly everyoneContributes: boolean; readonly speed: number };
  readonly me: { readonly roles: readonly string[]; readonly ready: boolean; readonly mayWrite: boolean; readonly sharings: readonly string[]; readonly askedExtraTime: boolean };
  readonly people: readonly { readonly person: { readonly id: string }; readonly here: boolean }[];
  readonly texts: readonly SeenText[];
  readonly sheets: readonly { readonly phase: number; readonly total: number | null; readonly opened: number }[];
  readonly options: readonly { readonly id: string; readonly leading: boolean }[];
  readonly ratings: readonly { readonly textId: string }[];
}

export interface SeenState {
  readonly status: string;
  readonly turn: number;
  readonly phase: number;
  readonly phaseStartedAt: Date | null;
  readonly remainingMs: number | null;
  readonly clock: string;
  readonly entry: string;
  readonly graceEndsAt: Date | null;
  readonly facilitatorId: string | null;
  readonly coFacilitatorId: string | null;
  readonly contributorId: string | null;
  readonly facilitatorAwaySince: Date | null;
  readonly speakerId: string | null;
  readonly speakingOrder: readonly string[];
  /** for whoever leads; others: null */
  readonly extraTimeAsked: number | null;
  readonly ready: number | null;
  readonly writers: number | null;
  /** the database's clock when this was read */
  readonly at: Date;
}

export interface SeenPhase {
  readonly index: number;
  readonly id: string;
  readonly key: string;
  readonly section: string;
  readonly minutes: number;
  readonly speak: string;
  readonly contrib: string;
  readonly input: string;
  readonly writer: string | null;
  readonly sealed: boolean;
  readonly reveal: string | null;
  readonly present: string | null;
  readonly shows: number | null;
  readonly maxEach: number | null;
  readonly ratingScale: readonly { readonly key: string }[];
  readonly fields: readonly { readonly key: string }[];
  readonly items: readonly { readonly key: string; readonly text: boolean }[];
  readonly contributorItems: readonly { readonly key: string; readonly text: boolean }[];
  readonly choices: number | null;
}

export interface SeenText {
  readonly id: string;
  readonly phase: number;
  readonly kind: string;
  readonly mine: boolean;
  readonly opened: boolean;
  readonly author: { readonly id: string } | null;
}

/** The phase that runs; `null` before the start and after the end. */
export const phaseOf = ({ state, script }: Seen): SeenPhase | null => (state.status === 'RUNNING' ? (script.phases[state.phase] ?? null) : null);

/** Milliseconds that a phase is planned to take on the clocks of this session. */
export const planned = (phase: SeenPhase, speed: number): number => (phase.minutes * 60_000) / speed;

/** Own entries in a phase, that are still there. */
export const ownIn = ({ texts }: Seen, phase: number): SeenText[] => texts.filter((text) => text.mine && text.kind === 'ENTRY' && text.phase === phase);
