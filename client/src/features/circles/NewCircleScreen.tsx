import { useMutation } from '@apollo/client/react';
import { Button, NativeSelect, Radio } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { limits } from '../../../../schema/limits.js';
import { CreateGroupDocument, type GroupKind } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { problemText } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useKeptForm } from '../../platform/forms/use-kept-form.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { Closed } from '../../ui/Closed.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { NotFound } from '../../ui/NotFound.js';
import { PageHeader } from '../../ui/PageHeader.js';
import { Content, Screen } from '../../ui/Screen.js';
import { LongTextField, TextField } from '../../ui/TextField.js';
import { Visibility } from '../../ui/Visibility.js';
import styles from './Circles.module.css';

/** One screen to start a circle: what kind, whose, its name, what it is for, and what members agree on. */
export function NewCircleScreen() {
  const t = useT();
  const me = useViewer();
  return (
    <Screen title={t('circles.new')} crumbs={[{ label: t('nav.circles'), to: '/kringen' }, { label: t('circles.new') }]} phone={{ back: { to: '/kringen', label: t('circles.back') } }}>
      <Content reading>
        {me.mayCreate.length === 0 ? (
          <NotFound />
        ) : (
          <>
            <PageHeader title={t('circles.new')}>{t('circles.newLead')}</PageHeader>
            <NewCircleForm />
          </>
        )}
      </Content>
    </Screen>
  );
}

function NewCircleForm() {
  const t = useT();
  const me = useViewer();
  const navigate = useNavigate();
  const firstKind = me.mayCreate[0]!.kind;
  const [form, change, clear] = useKeptForm('new-circle', {
    id: newId(),
    mutationId: newId(),
    kind: firstKind as GroupKind,
    organisationId: '',
    name: '',
    purpose: '',
    /** `null`: the suggestion for the chosen kind, not touched yet */
    pact: null as string | null,
  });
  const [missing, setMissing] = useState(false);
  const [create, { loading, error }] = useMutation(CreateGroupDocument, { refetchQueries: ['Home', 'MyGroups'] });
  const failure = error && asKringError(error);
  const right = me.mayCreate.find((candidate) => candidate.kind === form.kind) ?? me.mayCreate[0]!;
  const organisations = right.organisations;
  const organisationId = organisations.some((one) => one.id === form.organisationId) ? form.organisationId : (organisations[0]?.id ?? '');
  const pact = form.pact ?? t(`pact.suggestion.${right.kind}`);
  const closed = right.kind !== 'KNOWLEDGE';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(form.name.trim() === '');
    if (form.name.trim() === '') return;
    create({ variables: { input: { mutationId: form.mutationId, id: form.id, kind: right.kind, organisationId, name: form.name.trim(), purpose: form.purpose.trim(), pact: pact.trim() } } })
      .then(() => {
        clear();
        void navigate(`/kringen/${form.id}`, { replace: true });
      })
      // The same attempt keeps its number; another text is another attempt.
      .catch(() => change({ mutationId: newId() }));
  };
  return (
    <form onSubmit={submit} className={styles['form']} noValidate>
      <Radio.Group name="kind" label={t('circles.kind')} value={right.kind} onChange={(kind) => change({ kind: kind as GroupKind })}>
        <div className={styles['kinds']}>
          {me.mayCreate.map(({ kind }) => (
            <Radio key={kind} value={kind} label={t(`kind.${kind}`)} description={t(`kind.${kind}.hint`)} size="md" />
          ))}
        </div>
      </Radio.Group>
      {organisations.length > 1 ? (
        <NativeSelect
          label={t('circles.organisation')}
          value={organisationId}
          onChange={(event) => change({ organisationId: event.currentTarget.value })}
          data={organisations.map((one) => ({ value: one.id, label: one.name }))}
        />
      ) : null}
      <div>
        <TextField name="name" label={t('circles.name')} hint={t('circles.nameHint')} maxLength={limits.name} value={form.name} onChange={(name) => change({ name })} problem={missing ? t('errors.field.REQUIRED') : problemText(t, failure, 'name')} />
      </div>
      <LongTextField name="purpose" label={t('circles.purpose')} hint={t('circles.purposeHint')} maxLength={limits.purpose} value={form.purpose} onChange={(purpose) => change({ purpose })} problem={problemText(t, failure, 'purpose')} />
      <div>
        <LongTextField name="pact" label={t('circles.pact')} hint={t('circles.pactHint')} voice rows={5} maxLength={limits.pact} value={pact} onChange={(text) => change({ pact: text })} problem={problemText(t, failure, 'pact')} />
        <p className={styles['note']}>
          <Visibility reach={closed ? 'circle' : 'region'}>{t(closed ? 'circles.reachClosed' : 'circles.reachOpen')}</Visibility>
          {closed ? <Closed /> : null}
        </p>
      </div>
      {failure && failure.fields.length === 0 ? <ErrorNote error={failure}>{t('circles.failed')}</ErrorNote> : null}
      <div className="row-wrap">
        <Button type="submit" loading={loading}>
          {t('circles.create')}
        </Button>
      </div>
    </form>
  );
}
