import type { CommandRefusal, DenyReason } from '../../../../../schema/errors.js';

/*
 * A lesson on its way from a session to who may read it. Nothing is published unless everyone whose case it was and
 * everyone who is quoted approved these very words, and the circle then had seven days in which nobody objected.
 */

export const harvestStatuses = ['editing', 'approving', 'objecting', 'published'] as const;
export type HarvestStatus = (typeof harvestStatuses)[number];

export const harvestReaches = ['circle', 'region'] as const;
export type HarvestReach = (typeof harvestReaches)[number];

/** How long the circle can object after the last approval (milliseconds). */
export const objectionMs = 7 * 86_400_000;

export interface HarvestState {
  readonly status: HarvestStatus;
  /** of the words: grows with every change of them, and when somebody objects, so that an old approval counts for nothing */
  readonly version: number;
  readonly reach: HarvestReach;
  readonly proposerId: string;
  /** whose case it was; more where everyone brought something */
  readonly contributorIds: readonly string[];
  /** authors of texts with a name that are taken over */
  readonly quotedIds: readonly string[];
  /** who approved the words of this version */
  readonly approvedIds: readonly string[];
  /** epoch milliseconds of the database's clock */
  readonly objectionEndsAt: number | null;
}

export type HarvestCommand =
  | { readonly type: 'edit'; readonly ifVersion: number; readonly quotedIds: readonly string[]; readonly reach: HarvestReach }
  /** asks everyone whose it is; `complete`: every part is filled in */
  | { readonly type: 'submit'; readonly ifVersion: number; readonly complete: boolean }
  | { readonly type: 'approve'; readonly ifVersion: number; readonly by: string }
  /** somebody of the circle wants it back on the table, with a reason or without one */
  | { readonly type: 'object'; readonly ifVersion: number }
  | { readonly type: 'withdraw'; readonly by: string }
  /** nobody could read it meanwhile, because the session was frozen */
  | { readonly type: 'readAnew' }
  /** `inside`: who is in the session at this moment */
  | { readonly type: 'publish'; readonly inside: ReadonlySet<string> };

export type HarvestRefusal = Extract<DenyReason | CommandRefusal, 'NOT_EDITING' | 'NOT_ASKED' | 'INCOMPLETE' | 'TOO_EARLY' | 'ROLE'>;

/** `next` is null when it is gone; `stale`: the words are other ones than who asked had seen. */
export type HarvestOutcome = { readonly ok: true; readonly next: HarvestState | null } | { readonly ok: false; readonly refusal: HarvestRefusal } | { readonly ok: false; readonly stale: true };

/** Everyone who has to approve. */
export const approversOf = (state: Pick<HarvestState, 'contributorIds' | 'quotedIds'>): ReadonlySet<string> => new Set([...state.contributorIds, ...state.quotedIds]);

/** Who has not approved these words yet. */
export const stillAsked = (state: HarvestState): string[] => [...approversOf(state)].filter((id) => !state.approvedIds.includes(id));

const on = (next: HarvestState | null): HarvestOutcome => ({ ok: true, next });
const no = (refusal: HarvestRefusal): HarvestOutcome => ({ ok: false, refusal });
const stale: HarvestOutcome = { ok: false, stale: true };

export function decideHarvest(state: HarvestState, command: HarvestCommand, now: number): HarvestOutcome {
  switch (command.type) {
    case 'edit':
      if (state.status !== 'editing') return no('NOT_EDITING');
      if (command.ifVersion !== state.version) return stale;
      return on({ ...state, version: state.version + 1, reach: command.reach, quotedIds: [...new Set(command.quotedIds)], approvedIds: [] });
    case 'submit':
      if (state.status !== 'editing') return no('NOT_EDITING');
      if (command.ifVersion !== state.version) return stale;
      return command.complete ? on({ ...state, status: 'approving', approvedIds: [] }) : no('INCOMPLETE');
    case 'approve':
      return approve(state, command, now);
    case 'object':
      if (state.status !== 'approving' && state.status !== 'objecting') return no('NOT_EDITING');
      if (command.ifVersion !== state.version) return stale;
      return on({ ...state, status: 'editing', version: state.version + 1, approvedIds: [], objectionEndsAt: null });
    case 'withdraw':
      return mayWithdraw(state, command.by) ? on(null) : no('ROLE');
    case 'readAnew':
      return on(state.status === 'objecting' ? { ...state, objectionEndsAt: now + objectionMs } : state);
    case 'publish':
      return publish(state, command.inside, now);
  }
}

function approve(state: HarvestState, { by, ifVersion }: Extract<HarvestCommand, { type: 'approve' }>, now: number): HarvestOutcome {
  if (!approversOf(state).has(by)) return no('NOT_ASKED');
  if (state.status === 'editing') return no('NOT_ASKED');
  if (ifVersion !== state.version) return stale;
  if (state.approvedIds.includes(by)) return on(state);
  const approved = { ...state, approvedIds: [...state.approvedIds, by] };
  return stillAsked(approved).length > 0 ? on(approved) : on({ ...approved, status: 'objecting', objectionEndsAt: now + objectionMs });
}

/** Whose it is, at any time, published or not; who proposed it as long as it is not published. */
export const mayWithdraw = (state: HarvestState, by: string): boolean => approversOf(state).has(by) || (state.proposerId === by && state.status !== 'published');

function publish(state: HarvestState, inside: ReadonlySet<string>, now: number): HarvestOutcome {
  if (state.status === 'published') return on(state);
  if (state.status !== 'objecting' || state.objectionEndsAt === null) return no('NOT_EDITING');
  if (now < state.objectionEndsAt || stillAsked(state).length > 0) return no('TOO_EARLY');
  // whoever left the circle meanwhile can no longer say no in it, so nothing is said in their place
  if ([...approversOf(state)].some((id) => !inside.has(id))) return no('TOO_EARLY');
  return on({ ...state, status: 'published', objectionEndsAt: null });
}

export const harvestActions = ['edit', 'submit', 'approve', 'object', 'withdraw'] as const;
export type HarvestAction = (typeof harvestActions)[number];

/** What someone of the session can do with it now. */
export function harvestActionsOf(state: HarvestState, by: string): HarvestAction[] {
  const can: Record<HarvestAction, boolean> = {
    edit: state.status === 'editing',
    submit: state.status === 'editing',
    approve: state.status === 'approving' && stillAsked(state).includes(by),
    object: state.status === 'approving' || state.status === 'objecting',
    withdraw: mayWithdraw(state, by),
  };
  return harvestActions.filter((action) => can[action]);
}

/** What a lesson says: nothing of where and with whom it was. */
export interface LessonWords {
  readonly title: string;
  readonly situation: string;
  readonly helped: string;
  readonly tryNext: string;
}

/** A text that the lesson takes over; `authorId` is null where it had no name. */
export interface Quote {
  readonly textId: string;
  readonly authorId: string | null;
}

export interface HarvestBody extends LessonWords {
  readonly quotes: readonly Quote[];
}

/** Nothing can be left out of what others read. */
export const isComplete = (words: LessonWords): boolean => [words.title, words.situation, words.helped, words.tryNext].every((part) => part.trim() !== '');

/**
 * Whose case it was: one person, or everyone who came in where all bring something.
 * @returns empty when no case was chosen; then there is nobody to ask
 */
export const contributorsOf = (contributorId: string | null, everyoneContributes: boolean, tookPart: readonly string[]): readonly string[] =>
  everyoneContributes ? tookPart : contributorId === null ? [] : [contributorId];
