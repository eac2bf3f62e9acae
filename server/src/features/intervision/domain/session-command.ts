import type { Person } from './session.js';
import type { RevealAct, TextMark } from './text-mark.js';

/** The settings there are, in seconds; nobody sees whose is the longest (decisions 21). */
export const graceSettings = [10, 30, 60] as const;
export type GraceSeconds = (typeof graceSettings)[number];

/** Who is here at the moment that a phase begins or closes. */
export interface Room {
  readonly present: readonly (Person & { readonly grace: GraceSeconds })[];
  /** how many options a coming vote would have, where that is known */
  readonly options: number | null;
  /** in writing: when each phase ends from now on, school days counted (`deadlinesNow`); absent: as they stood */
  readonly deadlines?: readonly number[];
}

/** One more minute, or three. */
export type ExtraMinutes = 1 | 3;

/** `turn` is the turn that the person saw. */
export type Command =
  | { readonly type: 'openLobby' }
  | { readonly type: 'enter'; readonly personId: string }
  | { readonly type: 'leave'; readonly personId: string; readonly forGood: boolean }
  | { readonly type: 'start'; readonly room: Room }
  | { readonly type: 'advance'; readonly turn: number; readonly room: Room }
  | { readonly type: 'skip'; readonly turn: number; readonly to: number; readonly room: Room }
  | { readonly type: 'closeEntry'; readonly turn: number; readonly room: Room }
  /** by the server, when the grace has ended */
  | { readonly type: 'closeGrace'; readonly turn: number; readonly room: Room }
  | { readonly type: 'reopen'; readonly turn: number; readonly to: number; readonly minutes: ExtraMinutes; readonly room: Room }
  | { readonly type: 'goBack'; readonly turn: number; readonly to: number }
  | { readonly type: 'pause'; readonly turn: number }
  /** `deadlines`: in writing, as in `Room` */
  | { readonly type: 'resume'; readonly turn: number; readonly deadlines?: readonly number[] }
  | { readonly type: 'extend'; readonly turn: number; readonly minutes: ExtraMinutes }
  | { readonly type: 'timeOut' }
  | { readonly type: 'endTimeOut'; readonly deadlines?: readonly number[] }
  /** `sheet`: the marks of the texts that can be opened now (`opensNow`) */
  | { readonly type: 'reveal'; readonly turn: number; readonly what: RevealAct; readonly sheet: readonly TextMark[] }
  | { readonly type: 'turnTo'; readonly turn: number; readonly text: TextMark }
  | { readonly type: 'withdraw'; readonly text: TextMark; readonly mine: boolean }
  | { readonly type: 'handOver'; readonly to: Person; readonly here: boolean }
  | { readonly type: 'takeOver'; readonly by: Person }
  | { readonly type: 'chooseCase'; readonly contributor: Person; readonly caseId: string | null }
  /** before the start; who looks on is known outside */
  | { readonly type: 'giveRole'; readonly role: 'notetaker' | 'timekeeper' | 'observer'; readonly person: Person; readonly on: boolean }
  | { readonly type: 'setSpeakers'; readonly turn?: number; readonly order: readonly string[] }
  | { readonly type: 'nextSpeaker'; readonly turn: number; readonly after: string | null }
  /** `already`: this person asked in this turn; kept outside, so that the session does not know who asked */
  | { readonly type: 'askExtraTime'; readonly turn: number; readonly already: boolean }
  /** `deadlines`: of every phase, this one and those after it later than they were */
  | { readonly type: 'extendDeadline'; readonly turn: number; readonly deadlines: readonly number[] }
  /** by the server, in writing: at the deadline, or when everyone posted */
  | { readonly type: 'deadlinePassed'; readonly turn: number; readonly everyonePosted: boolean; readonly room: Room }
  | { readonly type: 'end'; readonly turn: number; readonly room: Room }
  /** before it begins: another moment; `startsAt` is epoch milliseconds */
  | { readonly type: 'reschedule'; readonly startsAt: number }
  /** after a leak: from here on nobody reads, until it is lifted */
  | { readonly type: 'freeze'; readonly by: string }
  | { readonly type: 'lift' }
  | { readonly type: 'cancel' };

/** What happened, for everyone on the session's stream: ids, numbers and moments, never words or who wrote them. */
export type Fact = { readonly version: number; readonly at: number } & FactBody;

export type FactBody =
  | { readonly type: 'lobbyOpened' }
  | { readonly type: 'started' }
  | { readonly type: 'phaseEntered'; readonly phase: number; readonly turn: number; readonly endsAt: number }
  | { readonly type: 'phaseClosing'; readonly phase: number; readonly turn: number; readonly goesTo: number; readonly graceEndsAt: number }
  | { readonly type: 'closingTakenBack'; readonly phase: number; readonly turn: number }
  /** a sealed sheet gets its shuffled order now; a vote or survey has its result now */
  | { readonly type: 'entryClosed'; readonly phase: number; readonly turn: number }
  | { readonly type: 'textsOpened'; readonly ofPhase: number; readonly texts: 'all' | readonly string[] }
  | { readonly type: 'textTurnedTo'; readonly textId: string }
  | { readonly type: 'phaseShown'; readonly phase: number | null }
  | { readonly type: 'paused'; readonly remainingMs: number }
  | { readonly type: 'resumed'; readonly endsAt: number }
  | { readonly type: 'extended'; readonly endsAt: number }
  | { readonly type: 'timeOutCalled' }
  | { readonly type: 'timeOutEnded'; readonly endsAt: number }
  | { readonly type: 'facilitatorAway' }
  | { readonly type: 'facilitatorBack' }
  | { readonly type: 'facilitationChanged'; readonly facilitatorId: string; readonly coFacilitatorId: string | null; readonly how: 'handed_over' | 'taken_over' }
  | { readonly type: 'caseChosen'; readonly contributorId: string; readonly caseId: string | null }
  | { readonly type: 'roleGiven' }
  | { readonly type: 'speakersSet' }
  | { readonly type: 'speakerChanged'; readonly speakerId: string | null }
  /** for whoever facilitates only */
  | { readonly type: 'extraTimeAsked'; readonly count: number }
  | { readonly type: 'rescheduled' }
  | { readonly type: 'ended' }
  | { readonly type: 'frozen' }
  | { readonly type: 'lifted' }
  | { readonly type: 'cancelled' };
