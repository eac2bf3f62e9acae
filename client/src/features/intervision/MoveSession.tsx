import { useApolloClient, useMutation } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { RescheduleSessionDocument } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { problemText } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { hrefFromTyped } from '../../ui/rich-text/safe-href.js';
import { TextField } from '../../ui/TextField.js';
import { fieldsOf, ownZone } from '../agenda/wall-time.js';
import styles from '../agenda/Poll.module.css';
import { refreshSession, takeMoved } from './session-cache.js';
import { useOpenSession } from './session-context.js';

/** Another moment or place, before it begins: everyone's calendar gets the change. */
export function MoveSession() {
  const t = useT();
  const client = useApolloClient();
  const { page } = useOpenSession();
  const { session } = page;
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState({ ...fieldsOf(session.startsAt), place: session.place, videoLink: session.videoLink });
  const [move, { loading, error }] = useMutation(RescheduleSessionDocument, { refetchQueries: ['Agenda'] });
  const failure = error && asKringError(error);
  const start = new Date(`${form.date}T${form.time}`);
  const link = form.videoLink.trim() === '' ? '' : hrefFromTyped(form.videoLink);
  if (!session.appointment) return null;
  const { sequence } = session.appointment;
  if (!open)
    return (
      <div>
        <Button variant="default" onClick={() => { setForm({ ...fieldsOf(session.startsAt), place: session.place, videoLink: session.videoLink }); setOpen(true); }}>
          {t('agenda.move')}
        </Button>
      </div>
    );
  const save = (): void => {
    if (Number.isNaN(start.getTime()) || link === null) return document.querySelector<HTMLElement>(link === null ? 'input[name="moveLink"]' : 'input[name="moveDate"]')?.focus();
    const input = { mutationId: newId(), sessionId: session.id, ifSequence: sequence, startsAt: start.toISOString(), zone: ownZone(), place: form.place.trim(), videoLink: link };
    move({ variables: { input } }).then(
      ({ data }) => {
        if (data) takeMoved(client.cache, session.id, data.moved);
        setOpen(false);
      },
      () => refreshSession(client, session.id),
    );
  };
  return (
    <div className={styles['here']} role="group" aria-label={t('agenda.move')}>
      <div className={styles['pair']}>
        <TextField kind="date" name="moveDate" label={t('intervision.date')} value={form.date} onChange={(date) => setForm({ ...form, date })} problem={problemText(t, failure, 'startsAt')} autoFocus />
        <TextField kind="time" name="moveTime" label={t('intervision.time')} value={form.time} onChange={(time) => setForm({ ...form, time })} />
      </div>
      <TextField name="movePlace" label={t('intervision.place')} maxLength={140} value={form.place} onChange={(place) => setForm({ ...form, place })} problem={problemText(t, failure, 'place')} />
      <TextField name="moveLink" label={t('intervision.videoLink')} value={form.videoLink} onChange={(videoLink) => setForm({ ...form, videoLink })} problem={link === null ? t('intervision.planProblem.link') : problemText(t, failure, 'videoLink')} />
      <p className="small second">{t('agenda.moveHint')}</p>
      {failure && failure.fields.length === 0 && <ErrorNote error={failure}>{t('agenda.moveFailed')}</ErrorNote>}
      <div className="row-wrap">
        <Button loading={loading} onClick={save}>
          {t('agenda.moveDo')}
        </Button>
        <Button variant="subtle" onClick={() => setOpen(false)}>
          {t('action.cancel')}
        </Button>
      </div>
    </div>
  );
}
