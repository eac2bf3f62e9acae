import { errorSentence, fieldSentence } from '../platform/errors/error-sentence.js';
import type { KringError } from '../platform/errors/kring-error.js';
import { useFormats } from '../platform/i18n/formats.js';
import { useT, type Translate } from '../platform/i18n/i18n.js';

export type SaveState = { kind: 'none' } | { kind: 'saving' } | { kind: 'saved'; at: Date } | { kind: 'local' } | { kind: 'refused'; error: KringError };

const sentenceOf = (t: Translate, error: KringError): string => (error.fields[0] ? fieldSentence(t, error.fields[0]) : errorSentence(t, error));

/** Where the text is now, in words and in place. Read on demand (`aria-describedby`), never announced. */
export function SavedState({ state, id }: { state: SaveState; id?: string }) {
  const t = useT();
  const formats = useFormats();
  const words = {
    none: () => '',
    saving: () => t('saved.saving'),
    saved: () => t('saved.at', { time: state.kind === 'saved' ? formats.time(state.at) : '' }),
    local: () => t('saved.local'),
    refused: () => (state.kind === 'refused' ? t('saved.refused', { why: sentenceOf(t, state.error) }) : ''),
  }[state.kind]();
  return (
    <span className="tiny muted" {...(id ? { id } : {})}>
      {words}
    </span>
  );
}
