import { createHash } from 'node:crypto';
import type { Script, ScriptPhase } from '../domain/script.js';
import type { TextMark } from '../domain/text-mark.js';

/** The id of an option that the method itself brings: the same everywhere, made from its key. */
export function moduleId(script: Script, key: string): string {
  const hex = createHash('sha256').update(`${script.method}|${key}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** What can be voted for: the open cards of an earlier phase, or what the method brings. */
export function optionsOf(script: Script, phase: ScriptPhase, marks: readonly Pick<TextMark, 'id' | 'phase' | 'opened' | 'position'>[]): string[] {
  if (!phase.ballot) return [];
  if (phase.ballot.options.length > 0) return phase.ballot.options.map(({ key }) => moduleId(script, key));
  return marks.filter((text) => text.phase === phase.ballot!.phase && text.opened).map(({ id }) => id);
}
