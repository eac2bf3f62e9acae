import { useApolloClient, useMutation } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { IconArchive, IconDoorExit } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { limits } from '../../../../schema/limits.js';
import { ArchiveGroupDocument, ChangeGroupDocument, ChangePactDocument, LeaveGroupDocument, ReopenGroupDocument } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { problemText } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useKeptForm } from '../../platform/forms/use-kept-form.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { ConfirmInline } from '../../ui/ConfirmInline.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Content } from '../../ui/Screen.js';
import { LongTextField, TextField } from '../../ui/TextField.js';
import { CasePeriodPart } from './CasePeriodPart.js';
import { useCircle } from './circle-context.js';
import { CircleFrame } from './CircleFrame.js';
import { leaveGroupHere, refreshGroup } from './groups.realtime.js';
import styles from './SettingsTab.module.css';

/** What a circle is called, what it is for, what its members agreed on, and the ways out of it. */
export function SettingsTab() {
  const t = useT();
  const { may } = useCircle();
  return (
    <CircleFrame subject={t('groups.tab.settings')}>
      <Content reading>
        <div className={styles.parts}>
          {may('CHANGE_GROUP') ? <AboutForm /> : <AboutText />}
          {may('CHANGE_PACT') ? <PactForm /> : <PactText />}
          <CasePeriodPart />
          {may('ARCHIVE') && <Archive />}
          {may('LEAVE') && <Leave />}
        </div>
      </Content>
    </CircleFrame>
  );
}

function AboutForm() {
  const t = useT();
  const { group } = useCircle();
  const [form, change, clear] = useKeptForm(`circle-about.${group.id}`, { name: group.name, purpose: group.purpose, version: group.version });
  const [saved, setSaved] = useState(false);
  const [missing, setMissing] = useState(false);
  const [save, { loading, error, reset, client }] = useMutation(ChangeGroupDocument);
  const failure = error && asKringError(error);
  const conflict = failure?.code === 'CONFLICT';
  const send = (version: number): void => {
    setMissing(form.name.trim() === '');
    if (form.name.trim() === '') return;
    save({ variables: { input: { mutationId: newId(), groupId: group.id, name: form.name.trim(), purpose: form.purpose.trim(), ifVersion: version } } })
      .then(({ data }) => {
        clear();
        if (data) change({ version: data.changeGroup.version });
        setSaved(true);
      })
      .catch((problem: unknown) => {
        if (asKringError(problem).code === 'CONFLICT') refreshGroup(client, group.id);
      });
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send(form.version);
      }}
    >
      <h2>{t('groups.aboutTitle')}</h2>
      <TextField
        name="name"
        label={t('groups.name')}
        maxLength={limits.name}
        value={form.name}
        onChange={(name) => {
          setSaved(false);
          change({ name });
        }}
        problem={missing ? t('errors.field.REQUIRED') : problemText(t, failure, 'name')}
      />
      <LongTextField
        name="purpose"
        label={t('groups.purpose')}
        maxLength={limits.purpose}
        value={form.purpose}
        onChange={(purpose) => {
          setSaved(false);
          change({ purpose });
        }}
        problem={problemText(t, failure, 'purpose')}
      />
      {conflict && (
        <div className={styles.conflict} role="alert">
          <p>{t('groups.changedElsewhere')}</p>
          <p>
            <b>{group.name}</b>
            <br />
            {group.purpose}
          </p>
          <div className="row-wrap">
            <Button onClick={() => send(group.version)}>{t('discussions.keepMine')}</Button>
            <Button
              variant="default"
              onClick={() => {
                clear();
                change({ name: group.name, purpose: group.purpose, version: group.version });
                reset();
              }}
            >
              {t('discussions.keepTheirs')}
            </Button>
          </div>
        </div>
      )}
      {failure && !conflict && failure.fields.length === 0 && <ErrorNote error={failure}>{t('groups.saveFailed')}</ErrorNote>}
      <div className="row-wrap">
        <Button type="submit" loading={loading}>
          {t('groups.save')}
        </Button>
        {saved && (
          <span className="small muted" role="status">
            {t('groups.saved')}
          </span>
        )}
      </div>
    </form>
  );
}

function AboutText() {
  const t = useT();
  const { group } = useCircle();
  return (
    <section className="stack">
      <h2>{t('groups.aboutTitle')}</h2>
      {group.purpose !== '' && <p className={styles.pre}>{group.purpose}</p>}
      <p className="small muted">{group.organisation.name}</p>
    </section>
  );
}

function PactForm() {
  const t = useT();
  const { group } = useCircle();
  const current = group.pact?.text ?? '';
  const version = group.pact?.version ?? 0;
  const [form, change, clear] = useKeptForm(`circle-pact.${group.id}`, { text: current, version });
  const [saved, setSaved] = useState(false);
  const [save, { loading, error, client }] = useMutation(ChangePactDocument);
  const failure = error && asKringError(error);
  const conflict = failure?.code === 'CONFLICT';
  const same = form.text.trim() === current.trim();
  const send = (ifVersion: number): void => {
    save({ variables: { input: { mutationId: newId(), groupId: group.id, text: form.text.trim(), ifVersion } } })
      .then(({ data }) => {
        clear();
        if (data) change({ text: data.changePact.pact?.text ?? '', version: data.changePact.pact?.version ?? 0 });
        setSaved(true);
      })
      .catch((problem: unknown) => {
        if (asKringError(problem).code === 'CONFLICT') refreshGroup(client, group.id);
      });
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (same) setSaved(true);
        else send(form.version);
      }}
    >
      <h2>{t('groups.pact.settingsTitle')}</h2>
      <LongTextField
        name="text"
        label={t('groups.pact.text')}
        hint={t('groups.pact.everyoneAgain')}
        voice
        rows={5}
        maxLength={limits.pact}
        value={form.text}
        onChange={(text) => {
          setSaved(false);
          change({ text });
        }}
        problem={problemText(t, failure, 'text')}
      />
      {conflict && (
        <div className={styles.conflict} role="alert">
          <p>{t('groups.changedElsewhere')}</p>
          <p className={styles.pre}>{current}</p>
          <div className="row-wrap">
            <Button onClick={() => send(version)}>{t('discussions.keepMine')}</Button>
            <Button
              variant="default"
              onClick={() => {
                clear();
                change({ text: current, version });
              }}
            >
              {t('discussions.keepTheirs')}
            </Button>
          </div>
        </div>
      )}
      {failure && !conflict && failure.fields.length === 0 && <ErrorNote error={failure}>{t('groups.saveFailed')}</ErrorNote>}
      <div className="row-wrap">
        <Button type="submit" variant="default" loading={loading}>
          {t('groups.pact.save')}
        </Button>
        {saved && (
          <span className="small muted" role="status">
            {t('groups.saved')}
          </span>
        )}
      </div>
    </form>
  );
}

function PactText() {
  const t = useT();
  const formats = useFormats();
  const { group } = useCircle();
  if (group.pact === null) return null;
  return (
    <section className="stack">
      <h2>{t('groups.pact.settingsTitle')}</h2>
      <p className={`voice ${styles.pre}`}>{group.pact.text}</p>
      {group.pactAcceptedAt !== null && group.pactAcceptedVersion >= group.pact.version && (
        <p className="small muted">{t('groups.pact.acceptedOn', { date: formats.date(group.pactAcceptedAt) })}</p>
      )}
    </section>
  );
}

/** Closes the circle for writing, and opens it again. */
export function Archive() {
  const t = useT();
  const { group } = useCircle();
  const [archive, archiving] = useMutation(ArchiveGroupDocument);
  const [reopen, reopening] = useMutation(ReopenGroupDocument);
  // The same id while one closing is tried again, another for the next: the server carries out an id once.
  const [mutationId, setMutationId] = useState(newId);
  const failure = archiving.error ?? reopening.error;
  return (
    <section className="stack">
      <h2>{t('groups.archiveTitle')}</h2>
      {group.archivedAt === null ? (
        <div className={styles.act}>
        <ConfirmInline
          label={t('groups.archive')}
          question={t('groups.archiveQuestion')}
          confirm={t('groups.archiveYes')}
          busy={archiving.loading}
          icon={<IconArchive size={18} stroke={1.75} aria-hidden />}
          onConfirm={() =>
            void archive({ variables: { input: { mutationId, groupId: group.id } } })
              .then(() => setMutationId(newId()))
              .catch(() => undefined)
          }
        />
        </div>
      ) : (
        <div className="row-wrap">
          <Button
            variant="default"
            loading={reopening.loading}
            onClick={() => void reopen({ variables: { input: { mutationId: newId(), groupId: group.id } } }).catch(() => undefined)}
          >
            {t('groups.reopen')}
          </Button>
        </div>
      )}
      {failure && <ErrorNote error={asKringError(failure)} />}
    </section>
  );
}

function Leave() {
  const t = useT();
  const navigate = useNavigate();
  const client = useApolloClient();
  const viewer = useViewer();
  const { group } = useCircle();
  const [left, setLeft] = useState(false);
  const [leave, { loading, error }] = useMutation(LeaveGroupDocument);
  // First away from the page, then everything of the circle goes from this device.
  useEffect(
    () => () => {
      if (left) leaveGroupHere({ client, cache: client.cache, viewerId: viewer.id }, group.id);
    },
    [left, client, viewer.id, group.id],
  );
  useEffect(() => {
    if (left) void navigate('/kringen', { replace: true });
  }, [left, navigate]);
  return (
    <section className="stack">
      <h2>{t('groups.leaveTitle')}</h2>
      <p className="second">{t('groups.leaveExplained')}</p>
      <div className={styles.act}>
      <ConfirmInline
        label={t('groups.leave')}
        question={t('groups.leaveQuestion')}
        confirm={t('groups.leaveYes')}
        busy={loading}
        icon={<IconDoorExit size={18} stroke={1.75} aria-hidden />}
        onConfirm={() =>
          void leave({ variables: { input: { mutationId: newId(), groupId: group.id } } })
            .then(() => setLeft(true))
            .catch(() => undefined)
        }
      />
      </div>
      {error && <ErrorNote error={asKringError(error)} />}
    </section>
  );
}
