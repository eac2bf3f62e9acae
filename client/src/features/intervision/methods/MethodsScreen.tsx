import { useMutation, useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { ArchiveMethodDocument, MethodShelfDocument, type MethodFieldsFragment } from '../../../generated/graphql.js';
import { newId } from '../../../platform/apollo/new-id.js';
import { asKringError, type KringError } from '../../../platform/errors/kring-error.js';
import { useT } from '../../../platform/i18n/i18n.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { ErrorNote } from '../../../ui/ErrorNote.js';
import { Loading } from '../../../ui/Loading.js';
import { NotFound } from '../../../ui/NotFound.js';
import { Content } from '../../../ui/Screen.js';
import { ScreenFailed } from '../../../ui/ScreenFailed.js';
import { useUndoToast } from '../../../ui/UndoToasts.js';
import { useCircle } from '../../groups/circle-context.js';
import { CircleFrame } from '../../groups/CircleFrame.js';
import { useSay } from '../use-say.js';
import { methodPath, newMethodPath } from './method-paths.js';
import styles from './Methods.module.css';

/** With what this circle can do intervision: its own methods, its organisation's, and those there are. */
export function MethodsScreen() {
  const t = useT();
  const { group } = useCircle();
  const { data, error, refetch } = useQuery(MethodShelfDocument, { variables: { groupId: group.id }, fetchPolicy: 'cache-and-network' });
  const shelf = data?.methodShelf;
  if (group.kind === 'KNOWLEDGE') return <NotFound />;
  const all = shelf?.methods ?? [];
  const own = all.filter(({ origin, archived }) => origin !== 'CATALOGUE' && !archived);
  const archived = all.filter((method) => method.archived);
  const mayMake = shelf !== undefined && (shelf.mayMake || shelf.makeFor.length > 0);
  return (
    <CircleFrame subject={t('methods.title')}>
      <Content reading>
        <div className={styles.parts}>
          <header>
            <h2>{t('methods.title')}</h2>
            <p className="second">{t('methods.lead')}</p>
          </header>
          {!shelf && error && <ScreenFailed error={error} onRetry={() => void refetch().catch(() => undefined)} />}
          {!shelf && !error && <Loading label={t('methods.loading')} withFace={false} />}
          {shelf && (
            <section aria-label={t('methods.own')}>
              <h3>{t('methods.own')}</h3>
              {own.length === 0 && <EmptyState>{t(mayMake ? 'methods.ownEmpty' : 'methods.ownEmptyMember')}</EmptyState>}
              <Rows methods={own} mayMake={mayMake} all={all} />
            </section>
          )}
          {shelf && (
            <section aria-label={t('methods.shipped')}>
              <h3>{t('methods.shipped')}</h3>
              <Rows methods={all.filter(({ origin }) => origin === 'CATALOGUE')} mayMake={mayMake} all={all} />
            </section>
          )}
          {archived.length > 0 && (
            <section aria-label={t('methods.archived')}>
              <h3>{t('methods.archived')}</h3>
              <Rows methods={archived} mayMake={false} all={all} />
            </section>
          )}
        </div>
      </Content>
    </CircleFrame>
  );
}

function Rows({ methods, mayMake, all }: { methods: MethodFieldsFragment[]; mayMake: boolean; all: MethodFieldsFragment[] }) {
  return (
    <ul className={styles.rows}>
      {methods.map((method) => (
        <Row key={method.key} method={method} mayMake={mayMake} basis={all.find(({ key }) => key === method.basedOn)} />
      ))}
    </ul>
  );
}

function Row({ method, mayMake, basis }: { method: MethodFieldsFragment; mayMake: boolean; basis: MethodFieldsFragment | undefined }) {
  const t = useT();
  const say = useSay();
  const { group } = useCircle();
  const toast = useUndoToast();
  const [archive, { loading }] = useMutation(ArchiveMethodDocument);
  const [failure, setFailure] = useState<KringError>();
  const name = say(method.name);
  const put = (archived: boolean): void => {
    setFailure(undefined);
    archive({ variables: { input: { mutationId: newId(), methodId: method.key, archived } } })
      .then(() => archived && toast(t('methods.archivedNow', { name }), { undo: () => put(false) }))
      .catch((error: unknown) => setFailure(asKringError(error)));
  };
  const whose = method.origin === 'CIRCLE' ? t('methods.ofCircle') : method.origin === 'ORGANISATION' ? t('methods.ofOrganisation', { name: method.ownerName ?? '' }) : null;
  const about = [whose, basis && t('methods.basedOn', { name: say(basis.name) }), method.version !== null && t('methods.version', { count: method.version })].filter(Boolean).join(' · ');
  return (
    <li className={styles.row}>
      <div className="grow">
        <b>{name}</b>
        <p className="small second">{say(method.purpose)}</p>
        <p className="tiny muted">
          {t('methods.meta', { minutes: method.minutes, min: method.groupMin, max: method.groupMax })}
          {about !== '' && ` · ${about}`}
        </p>
        {failure && <ErrorNote error={failure}>{t('methods.archiveFailed')}</ErrorNote>}
      </div>
      <div className="row-wrap">
        {method.mayEdit && !method.archived && (
          <Button component={Link} to={methodPath(group.id, method.key)} size="sm" variant="default" aria-label={t('methods.editOf', { name })}>
            {t('methods.edit')}
          </Button>
        )}
        {mayMake && (
          <Button component={Link} to={newMethodPath(group.id, method.key)} size="sm" variant="default" aria-label={t('methods.startWithOf', { name })}>
            {t('methods.startWith')}
          </Button>
        )}
        {method.mayEdit && (
          <Button size="sm" variant="subtle" loading={loading} aria-label={t(method.archived ? 'methods.unarchiveOf' : 'methods.archiveOf', { name })} onClick={() => put(!method.archived)}>
            {t(method.archived ? 'methods.unarchive' : 'methods.archive')}
          </Button>
        )}
      </div>
    </li>
  );
}
