import { useMutation } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { limits } from '../../../../schema/limits.js';
import { SubmitHarvestDocument, type HarvestFieldsFragment, type SessionTextFieldsFragment } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { SavedState } from '../../ui/SavedState.js';
import { LongTextField, TextField } from '../../ui/TextField.js';
import { Visibility } from '../../ui/Visibility.js';
import styles from './After.module.css';
import { fieldsOf } from './entry-body.js';
import { HarvestPeople, WithdrawHarvest } from './HarvestPeople.js';
import { lessonParts, type LessonPart } from './merge-lesson.js';
import type { Page } from './session-context.js';
import { Traces, useKnown } from './Traces.js';
import { namesIn } from './traces.js';
import { useLesson, type Lesson } from './use-lesson.js';

/** What was learned at the left, the lesson without names at the right. Everyone of the session writes in the same one. */
export function HarvestEditor({ page, harvest }: { page: Page; harvest: HarvestFieldsFragment | null }) {
  const t = useT();
  const formats = useFormats();
  const sessionId = page.session.id;
  const lesson = useLesson(sessionId, harvest);
  const { form, change } = lesson;
  const known = useKnown(page);
  const [tried, setTried] = useState(false);
  const [submit, { loading, error }] = useMutation(SubmitHarvestDocument);
  const missing = (part: LessonPart): string | undefined => (tried && form[part].trim() === '' ? t('errors.field.REQUIRED') : undefined);
  const namedNow = (): string[] => namesIn(lessonParts.map((part) => form[part]), known);
  const [asking, setAsking] = useState(false);
  const named = asking ? namedNow() : [];
  const ask = async (evenSo = false) => {
    setTried(true);
    if (lessonParts.some((part) => form[part].trim() === '')) return;
    // asked once, never refused: a name that was overlooked would be read by everybody who is asked
    if (!evenSo && namedNow().length > 0) return setAsking(true);
    setAsking(false);
    if (!(await lesson.flush())) return;
    await submit({ variables: { input: { mutationId: newId(), sessionId, ifVersion: lesson.version() } } }).catch(() => undefined);
  };
  return (
    <div className={styles.two}>
      <Learned page={page} lesson={lesson} />
      <form
        className={styles.work}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <h2>{t('after.harvest.lesson')}</h2>
        <Visibility reach="circle">{t('after.harvest.reachDraft', { count: page.people.length })}</Visibility>
        {harvest?.objection && (
          <p className={styles.traces} role="status">
            {t('after.harvest.objection', { why: harvest.objection })}
          </p>
        )}
        <div className={styles.field}>
          <TextField name="title" label={t('after.lesson.title')} maxLength={limits.title} value={form.title} problem={missing('title')} onChange={(title) => change({ title })} />
          <Traces text={form.title} known={known} />
          <Other lesson={lesson} part="title" />
        </div>
        {(['situation', 'helped', 'tryNext'] as const).map((part) => (
          <div key={part} className={styles.field}>
            <LongTextField
              voice
              name={part}
              label={t(`after.lesson.${part}`)}
              hint={t(`after.lesson.hint.${part}`)}
              maxLength={limits.lessonPart}
              value={form[part]}
              problem={missing(part)}
              onChange={(value) => change({ [part]: value })}
            />
            <Traces text={form[part]} known={known} />
            <Other lesson={lesson} part={part} />
          </div>
        ))}
        <fieldset className={styles.reach}>
          <legend>{t('after.harvest.forWhom')}</legend>
          {(['REGION', 'CIRCLE'] as const).map((reach) => (
            <label key={reach}>
              <input type="radio" name="reach" checked={form.reach === reach} onChange={() => change({ reach })} />
              <Visibility reach={reach === 'REGION' ? 'region' : 'circle'}>{t(`after.harvest.for.${reach}`)}</Visibility>
            </label>
          ))}
        </fieldset>
        <SavedState state={lesson.state} />
        {harvest && <HarvestPeople harvest={harvest} />}
        {error && <ErrorNote error={asKringError(error)} />}
        {named.length > 0 && (
          <div className={styles.traces} role="alert">
            <p>{t('after.harvest.askNames', { names: formats.list(named) })}</p>
            <div className="row-wrap">
              <Button size="sm" variant="default" onClick={() => setAsking(false)}>
                {t('action.cancel')}
              </Button>
              <Button size="sm" variant="subtle" onClick={() => void ask(true)}>
                {t('after.harvest.ask')}
              </Button>
            </div>
          </div>
        )}
        <div className="row-wrap">
          <Button type="submit" loading={loading}>
            {t('after.harvest.ask')}
          </Button>
          {harvest?.viewerActions.includes('WITHDRAW') && <WithdrawHarvest sessionId={sessionId} />}
        </div>
        <p className="small second">
          {t('after.harvest.whatNext')} {page.session.erasesAt && t('after.harvest.goes', { day: formats.date(page.session.erasesAt) })}
        </p>
      </form>
    </div>
  );
}

/** What somebody else made of the same part meanwhile. */
function Other({ lesson, part }: { lesson: Lesson; part: LessonPart }) {
  const t = useT();
  const theirs = lesson.conflicts[part];
  if (theirs === undefined) return null;
  return (
    <div className={styles.other} role="alert">
      <p>{t('after.harvest.both')}</p>
      <p className={`voice ${styles.words}`}>{theirs}</p>
      <div className="row-wrap">
        <Button size="sm" variant="default" onClick={() => lesson.resolve(part, 'theirs')}>
          {t('after.harvest.takeTheirs')}
        </Button>
        <Button size="sm" variant="default" onClick={() => lesson.resolve(part, 'mine')}>
          {t('after.harvest.keepMine')}
        </Button>
      </div>
    </div>
  );
}

/** What was learned, and taking it over: whoever wrote it under their name is asked as well. */
function Learned({ page, lesson }: { page: Page; lesson: Lesson }) {
  const t = useT();
  const found = page.texts.filter((text) => {
    const phase = page.script.phases[text.phase];
    return text.opened && phase?.section === 'close' && phase.input !== 'actions' && text.kind !== 'NOTE';
  });
  return (
    <section className={styles.side} aria-labelledby="learned">
      <h2 id="learned">{t('after.harvest.learned')}</h2>
      {found.length === 0 && <p className="second">{t('after.harvest.learnedNothing')}</p>}
      <ul className={styles.taken}>
        {found.map((text) => (
          <Insight key={text.id} text={text} lesson={lesson} />
        ))}
      </ul>
    </section>
  );
}

function Insight({ text, lesson: { form, change } }: { text: SessionTextFieldsFragment; lesson: Lesson }) {
  const t = useT();
  const taken = form.quoteIds.includes(text.id);
  const words = Object.values(fieldsOf(text.body) ?? { body: text.body }).join('\n');
  const name = text.author?.name;
  return (
    <li data-taken={taken || undefined}>
      <p className={`voice ${styles.words}`}>{words}</p>
      <span className="tiny muted">{name ?? t('intervision.sharing.NAMELESS')}</span>
      {taken && name && <span className="small second">{t('after.harvest.alsoAsked', { name })}</span>}
      <Button
        size="sm"
        variant="default"
        aria-pressed={taken}
        onClick={() =>
          change(
            taken
              ? { quoteIds: form.quoteIds.filter((id) => id !== text.id) }
              : { quoteIds: [...form.quoteIds, text.id], helped: form.helped.includes(words) ? form.helped : [form.helped.trim(), words].filter(Boolean).join('\n') },
          )
        }
      >
        {t(taken ? 'after.harvest.taken' : 'after.harvest.take')}
      </Button>
    </li>
  );
}
