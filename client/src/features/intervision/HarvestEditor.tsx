import { useMutation, useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import { limits } from '../../../../schema/limits.js';
import { MembersDocument, SubmitHarvestDocument, type HarvestFieldsFragment, type SessionTextFieldsFragment } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { SavedState } from '../../ui/SavedState.js';
import { LongTextField, TextField } from '../../ui/TextField.js';
import { Visibility } from '../../ui/Visibility.js';
import { membersPage } from '../groups/members-page.js';
import styles from './After.module.css';
import { fieldsOf } from './entry-body.js';
import { HarvestPeople, WithdrawHarvest } from './HarvestPeople.js';
import { lessonParts, type LessonPart } from './merge-lesson.js';
import type { Page } from './session-context.js';
import { findTraces, type Known } from './traces.js';
import { useLesson, type Lesson } from './use-lesson.js';

/** What was learned at the left, the lesson without names at the right. Everyone of the session writes in the same one. */
export function HarvestEditor({ page, harvest }: { page: Page; harvest: HarvestFieldsFragment | null }) {
  const t = useT();
  const formats = useFormats();
  const sessionId = page.session.id;
  const lesson = useLesson(sessionId, harvest);
  const { form, change } = lesson;
  const members = useQuery(MembersDocument, { variables: { groupId: page.session.groupId, first: membersPage } });
  const known = useMemo<Known>(
    () => ({
      people: page.people.map(({ person }) => person.name),
      places: [...new Set((members.data?.members.nodes ?? []).flatMap(({ organisationName }) => organisationName ?? []))],
    }),
    [page.people, members.data],
  );
  const [tried, setTried] = useState(false);
  const [submit, { loading, error }] = useMutation(SubmitHarvestDocument);
  const missing = (part: LessonPart): string | undefined => (tried && form[part].trim() === '' ? t('errors.field.REQUIRED') : undefined);
  const ask = async () => {
    setTried(true);
    if (lessonParts.some((part) => form[part].trim() === '')) return;
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

/** The same words with what might be recognised marked. It is found here, on this device. */
function Traces({ text, known }: { text: string; known: Known }) {
  const t = useT();
  const id = useId();
  const traces = findTraces(text, known);
  if (traces.length === 0) return null;
  let at = 0;
  const pieces = traces.flatMap(({ from, to, kind }) => {
    const before = text.slice(at, from);
    at = to;
    return [before, <mark key={`${id} ${from}`} title={t(`after.trace.${kind}`)}>{text.slice(from, to)}</mark>];
  });
  const kinds = [...new Set(traces.map(({ kind }) => kind))].map((kind) => t(`after.trace.${kind}`)).join(', ');
  return (
    <div className={styles.traces}>
      <p>
        <b>{t('after.harvest.marked', { kinds })}</b>
      </p>
      <p>
        {pieces}
        {text.slice(at)}
      </p>
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
