import type { SessionPageFieldsFragment } from '../../generated/graphql.js';

type Page = Pick<SessionPageFieldsFragment, 'me' | 'written' | 'state' | 'script'>;

/** What a written session asks of whoever looks: an answer, a first text, nothing but what can be changed, or nothing. */
export type AskedNow = 'answer' | 'write' | 'change' | 'nothing';

export function askedNow({ me, written, state, script }: Page): AskedNow {
  const phase = script.phases[state.phase];
  if (!written || !phase || state.clock !== 'RUNNING' || state.entry === 'CLOSED') return 'nothing';
  if (written.awaitsMe) return written.mayAnswer ? 'answer' : 'write';
  return me.mayWrite || me.refusal === 'ENOUGH' || written.mayAnswer ? 'change' : 'nothing';
}

/** Those who are awaited, oneself first, then by name; `null` where nobody may know it. */
export function awaitedNames(page: Pick<SessionPageFieldsFragment, 'written' | 'people'>, viewerId: string): { id: string; name: string; me: boolean }[] | null {
  const awaited = page.written?.awaited;
  if (!awaited) return null;
  return page.people
    .filter(({ person }) => awaited.includes(person.id))
    .map(({ person }) => ({ id: person.id, name: person.name, me: person.id === viewerId }))
    .sort((a, b) => Number(b.me) - Number(a.me) || a.name.localeCompare(b.name));
}
