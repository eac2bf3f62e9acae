import { useApolloClient } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useCallback, useEffect, useState, type FormEvent } from 'react';
import { useNavigate, useParams } from 'react-router';
import { RoomDocument } from '../../generated/graphql.js';
import { errorSentence } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { Content, Screen } from '../../ui/Screen.js';
import { PageHeader } from '../../ui/PageHeader.js';
import { TextField } from '../../ui/TextField.js';
import { sessionPath } from './session-context.js';

/** Finds the session of this room by its code. Who is not in its circle hears the same as with a wrong code. */
export function RoomScreen() {
  const t = useT();
  const client = useApolloClient();
  const navigate = useNavigate();
  const { code: given = '' } = useParams();
  const [code, setCode] = useState(given);
  const [problem, setProblem] = useState<string | undefined>();
  const [busy, setBusy] = useState(given !== '');
  const find = useCallback(
    async (typed: string) => {
      setBusy(true);
      setProblem(undefined);
      try {
        const { data } = await client.query({ query: RoomDocument, variables: { code: typed }, fetchPolicy: 'no-cache' });
        await navigate(sessionPath(data!.room.sessionId), { replace: true });
      } catch (thrown) {
        const error = asKringError(thrown);
        setProblem(error.code === 'NOT_FOUND' || error.code === 'INVALID_INPUT' ? t('room.notFound') : errorSentence(t, error));
        setBusy(false);
      }
    },
    [client, navigate, t],
  );
  useEffect(() => {
    if (given !== '') void find(given);
  }, [given, find]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() === '') setProblem(t('room.typeCode'));
    else void find(code);
  };
  return (
    <Screen title={t('room.title')} crumbs={[{ label: t('room.title') }]}>
      <Content reading>
        <PageHeader title={t('room.title')} />
        <form onSubmit={submit} className="stack">
          <TextField name="room-code" label={t('room.code')} hint={t('room.codeHint')} value={code} onChange={setCode} problem={problem} autoComplete="off" maxLength={20} autoFocus />
          <Button type="submit" loading={busy}>
            {t('room.find')}
          </Button>
        </form>
      </Content>
    </Screen>
  );
}
