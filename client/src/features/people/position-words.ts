import type { Me } from '../../platform/session/SessionProvider.js';
import type { Translate } from '../../platform/i18n/i18n.js';
import { dutch, type MessageKey } from '../../platform/i18n/catalogue.js';

/** What somebody does somewhere: `leerkracht, De Wilgenroos`. A kind without a word of ours keeps the name of the place only. */
export function positionWords(t: Translate, position: Me['positions'][number]): string {
  const kind = kindWord(t, position.kind);
  return kind ? `${kind} · ${position.organisation.name}` : position.organisation.name;
}

/** The word for a kind of position, or nothing. */
export function kindWord(t: Translate, kind: string): string | null {
  const key = `position.${kind.toLowerCase()}`;
  return key in dutch ? t(key as MessageKey) : null;
}
