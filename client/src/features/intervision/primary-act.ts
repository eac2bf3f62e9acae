import type { ScriptPhaseFieldsFragment, SessionPageFieldsFragment } from '../../generated/graphql.js';

/**
 * What the one button of whoever leads will do. `ask`: it asks once first, because it cannot be undone or ends something
 * for everyone. Whether it is allowed is the server's; what it is called is decided here.
 */
export type PrimaryAct =
  /** `early`: the day on which it was planned, when that is not today */
  | { kind: 'openLobby'; early: string | null }
  | { kind: 'start' }
  | { kind: 'endTimeOut' }
  /** the grace runs: nothing to press; `to` is the phase that comes, `null` the end, the same phase when it closes */
  | { kind: 'closing'; to: number | null }
  | { kind: 'backToNow'; phase: number }
  | { kind: 'closeEntry'; what: 'vote' | 'survey' | 'writing' | 'writingOpens'; ask: boolean }
  | { kind: 'revealNext'; number: number; opened: number }
  | { kind: 'revealAll'; count: number; ask: true }
  /** whose case it is has to be known before it goes on; `null`: the votes do not say it */
  | { kind: 'chooseCase'; contributorId: string | null }
  | { kind: 'advance'; to: number; ask: boolean }
  | { kind: 'end'; ask: true }
  | { kind: 'none' };

type Page = Pick<SessionPageFieldsFragment, 'session' | 'state' | 'script' | 'sheets' | 'options' | 'texts'>;

/** The index of the phase whose sealed texts are opened now, as the script says it; `null`: nothing is. */
export function opensPhase({ script, state }: Pick<Page, 'script' | 'state'>): number | null {
  const phase = script.phases[state.phase];
  if (!phase || state.status !== 'RUNNING') return null;
  if (phase.reveal === 'inside') return phase.index;
  return phase.shows !== null && script.phases[phase.shows]?.sealed ? phase.shows : null;
}

/** How many sealed texts are open and how many there are; `null` while that is not known. */
export function sheetToOpen(page: Page): { phase: number; opened: number; total: number } | null {
  const of = opensPhase(page);
  const sheet = page.sheets.find(({ phase }) => phase === of);
  return of === null || !sheet || sheet.total === null ? null : { phase: of, opened: sheet.opened, total: sheet.total };
}

/** Whose cases have most votes; none while nothing is counted. */
export const leadingAuthors = ({ options, texts }: Pick<Page, 'options' | 'texts'>): string[] => options.flatMap(({ id, leading }) => (leading ? (texts.find((text) => text.id === id)?.author?.id ?? []) : []));

/** Whose case it is, is not known, and what comes is about it. */
export function lacksCase({ session, state, script }: Pick<Page, 'session' | 'state' | 'script'>): boolean {
  const phase = script.phases[state.phase];
  if (!phase || script.everyoneContributes || state.contributorId !== null || !session.viewerActions.includes('CHOOSE_CASE')) return false;
  return (phase.input === 'vote' && state.entry === 'CLOSED') || (phase.section === 'open' && script.phases[phase.index + 1]?.section === 'core');
}

/** How long before its time a lobby is opened without a question (milliseconds). */
const soon = 12 * 3_600_000;

/** @param now of the database, epoch milliseconds */
export function primaryAct(page: Page, now: number): PrimaryAct {
  const { session, state, script } = page;
  const may = (action: (typeof session.viewerActions)[number]): boolean => session.viewerActions.includes(action);
  if (state.status === 'PLANNED') return may('START_END') ? { kind: 'openLobby', early: Date.parse(session.startsAt) - now > soon ? session.startsAt : null } : { kind: 'none' };
  if (state.status === 'LOBBY') return may('START_END') ? { kind: 'start' } : { kind: 'none' };
  const phase = script.phases[state.phase];
  if (state.status !== 'RUNNING' || !phase) return { kind: 'none' };
  if (state.clock === 'TIME_OUT') return may('END_TIME_OUT') ? { kind: 'endTimeOut' } : { kind: 'none' };
  if (state.entry === 'CLOSING') return { kind: 'closing', to: state.goesTo !== null && state.goesTo < script.phases.length ? state.goesTo : null };
  if (state.showing !== null && may('MOVE_PHASE')) return { kind: 'backToNow', phase: state.phase };
  return inPhase(page, phase, may('REVEAL'), may('MOVE_PHASE'), may('START_END'));
}

function inPhase(page: Page, phase: ScriptPhaseFieldsFragment, reveals: boolean, moves: boolean, ends: boolean): PrimaryAct {
  const { state, script } = page;
  if (moves && state.entry === 'OPEN') {
    if (phase.input === 'vote') return { kind: 'closeEntry', what: 'vote', ask: false };
    if (phase.input === 'survey') return { kind: 'closeEntry', what: 'survey', ask: false };
    if (phase.reveal === 'inside') {
      const together = phase.present === 'together';
      return { kind: 'closeEntry', what: together ? 'writingOpens' : 'writing', ask: together };
    }
  }
  const sheet = reveals ? sheetToOpen(page) : null;
  if (sheet && sheet.opened < sheet.total) {
    if (phase.present === 'together') return { kind: 'revealAll', count: sheet.total - sheet.opened, ask: true };
    return { kind: 'revealNext', number: sheet.opened + 1, opened: sheet.opened };
  }
  if (lacksCase(page)) {
    const leading = leadingAuthors(page);
    return { kind: 'chooseCase', contributorId: leading.length === 1 ? leading[0]! : null };
  }
  if (phase.index === script.phases.length - 1) return ends ? { kind: 'end', ask: true } : { kind: 'none' };
  return moves ? { kind: 'advance', to: phase.index + 1, ask: true } : { kind: 'none' };
}
