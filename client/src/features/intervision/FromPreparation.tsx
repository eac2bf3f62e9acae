import { Button } from '@mantine/core';
import { useT } from '../../platform/i18n/i18n.js';
import { bodyOf, fieldsOf } from './entry-body.js';
import type { OwnText } from './own-text.js';
import { useOpenSession, type Phase } from './session-context.js';
import { useCases } from './use-cases.js';
import { useSay } from './use-say.js';

/** Where a prepared case can be brought in with one press: naming cases, and the contributor's own story. */
export function FromPreparation({ phase, text }: { phase: Phase; text: OwnText }) {
  const { page } = useOpenSession();
  const pitches = phase.section === 'open' && phase.key === 'pitches';
  const told = phase.writer === 'contributor' && page.me.roles.includes('contributor') && (phase.input === 'statement' || phase.input === 'grid') && phase.section === 'core';
  return pitches || told ? <Fill phase={phase} text={text} pitch={pitches} /> : null;
}

function Fill({ phase, text, pitch }: { phase: Phase; text: OwnText; pitch: boolean }) {
  const t = useT();
  const say = useSay();
  const { page, texts } = useOpenSession();
  const { cases, own } = useCases(page.session.id, page.session.groupId);
  const filled = cases?.labels.filter(({ key }) => (own.words[key] ?? '').trim() !== '') ?? [];
  if (filled.length === 0 || text.body.trim() !== '') return null;
  const asked = new Set(phase.fields.map(({ key }) => key));
  const words = (key: string): string => (own.words[key] ?? '').trim();
  const body = (): string => {
    if (pitch) return [words('title'), words('question_in_i_form')].filter(Boolean).join('\n');
    if (phase.input === 'grid') return bodyOf({ ...fieldsOf(text.body), ...Object.fromEntries(filled.filter(({ key }) => asked.has(key)).map(({ key }) => [key, words(key)])) });
    return filled.map((label) => `${say(label.words)}: ${words(label.key)}`).join('\n');
  };
  if (body() === '') return null;
  return (
    <Button size="sm" variant="default" onClick={() => texts.write(text.key, body())}>
      {t(pitch ? 'before.case.fillTitle' : 'before.case.fillStory')}
    </Button>
  );
}
