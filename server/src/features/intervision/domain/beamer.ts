import type { ScriptPhase, Script } from './script.js';
import { isClosed, type SessionState } from './session.js';

/** What whoever leads lets the screen in the room show. */
export const beamerChoices = ['all', 'time', 'nothing'] as const;
export type BeamerChoice = (typeof beamerChoices)[number];

/**
 * What a screen in the room shows: one thing at a time, for everyone at once. `prompt`: what is asked or happens now;
 * `writing`: the same while nobody reads along; `words`: what the contributor wrote; `list`: what the group takes away.
 */
export const beamerScenes = ['lobby', 'prompt', 'writing', 'vote', 'words', 'note', 'list', 'pause', 'time', 'nothing'] as const;
export type BeamerScene = (typeof beamerScenes)[number];

/** A text that the database lets a screen have: open, and what the phase on it is about. */
export interface BeamerText {
  readonly id: string;
  readonly phase: number;
  readonly position: number | null;
}

export interface BeamerSight<Text extends BeamerText> {
  readonly scene: BeamerScene;
  /** the phase that is on the screen: the present one, or the one that is shown again */
  readonly phase: ScriptPhase | null;
  readonly texts: readonly Text[];
}

/** What is on the screen now. The rest of what it might have stays off it. */
export function beamerSight<Text extends BeamerText>(state: SessionState, script: Script, choice: BeamerChoice, texts: readonly Text[]): BeamerSight<Text> {
  if (choice === 'nothing') return { scene: 'nothing', phase: null, texts: [] };
  if (state.status !== 'running') return { scene: 'lobby', phase: null, texts: [] };
  const phase = script.phases[state.showing ?? state.phase] ?? null;
  if (!phase) return { scene: 'nothing', phase: null, texts: [] };
  if (state.clock !== 'running') return { scene: 'pause', phase, texts: [] };
  if (choice === 'time') return { scene: 'time', phase, texts: [] };
  const spot = texts.filter(({ id }) => id === state.spotlightId);
  if (spot.length > 0) return { scene: 'note', phase, texts: spot };
  if (phase.ballot) return { scene: 'vote', phase, texts: texts.filter((text) => text.phase === phase.ballot!.phase) };
  const own = texts.filter((text) => text.phase === phase.index);
  if (own.length > 0 && phase.section === 'close') return { scene: 'list', phase, texts: own };
  if (own.length > 0 && phase.writer === 'contributor') return { scene: 'words', phase, texts: own };
  const taking = phase.index === state.phase && state.entry !== 'closed';
  const unread = phase.sealed || phase.input === 'survey' || phase.input === 'notes';
  return { scene: unread && (taking || phase.input === 'notes') ? 'writing' : 'prompt', phase, texts: [] };
}

/** Whether the totals of the vote on the screen are known. */
export const voteIsKnown = (state: SessionState, phase: ScriptPhase): boolean => phase.ballot !== null && isClosed(state, phase.index);

const titleLength = 120;

/** The first line of a card: all of it that stands on the screen while people choose. */
export function titleOf(body: string): string {
  const [line = ''] = body.trim().split('\n');
  const signs = [...line];
  return signs.length > titleLength ? `${signs.slice(0, titleLength - 1).join('').trimEnd()}…` : line;
}

/** A text as it is read across a room: of a sheet what is filled in, of an action what and when. Never whose it is. */
export function readAcross(phase: Pick<ScriptPhase, 'input'> | undefined, body: string): string {
  if (phase?.input !== 'grid' && phase?.input !== 'actions') return body;
  const fields = JSON.parse(body) as Readonly<Record<string, string>>;
  if (phase.input === 'grid') return Object.values(fields).filter((text) => text.trim() !== '').join('\n');
  return [fields['what'], fields['due'] && `(${fields['due']})`].filter(Boolean).join(' ');
}
