import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { MethodShelfDocument, MethodSheetDocument, type MethodSheetFieldsFragment } from '../../../generated/graphql.js';
import { newId } from '../../../platform/apollo/new-id.js';
import { asKringError } from '../../../platform/errors/kring-error.js';
import { useT } from '../../../platform/i18n/i18n.js';
import { Loading } from '../../../ui/Loading.js';
import { NotFound } from '../../../ui/NotFound.js';
import { Content } from '../../../ui/Screen.js';
import { ScreenFailed } from '../../../ui/ScreenFailed.js';
import { useCircle } from '../../groups/circle-context.js';
import { CircleFrame } from '../../groups/CircleFrame.js';
import { compositionOf, type Kept } from './composition.js';
import { methodsPath } from './method-paths.js';
import { MethodComposer } from './MethodComposer.js';
import styles from './Methods.module.css';

/** A method of one's own: a new one that begins as another (`?van=`), or one that is changed. */
export function ComposerScreen() {
  const t = useT();
  const { group } = useCircle();
  const { methodKey } = useParams();
  const [search] = useSearchParams();
  const from = methodKey ?? search.get('van') ?? 'incident';
  const sheet = useQuery(MethodSheetDocument, { variables: { key: from }, fetchPolicy: 'network-only' });
  const shelf = useQuery(MethodShelfDocument, { variables: { groupId: group.id } });
  const error = sheet.error ?? shelf.error;
  const ready = sheet.data && shelf.data;
  const may = ready && (methodKey ? sheet.data!.method.method.mayEdit : shelf.data!.methodShelf.mayMake || shelf.data!.methodShelf.makeFor.length > 0);
  return (
    <CircleFrame subject={t('methods.title')}>
      <Content>
        <p className={styles.back}>
          <Link to={methodsPath(group.id)}>{t('methods.back')}</Link>
        </p>
        {error && (asKringError(error).code === 'NOT_FOUND' ? <NotFound /> : <ScreenFailed error={error} onRetry={() => void Promise.all([sheet.refetch(), shelf.refetch()]).catch(() => undefined)} />)}
        {!error && !ready && <Loading label={t('methods.loading')} withFace={false} />}
        {!error && ready && !may && <NotFound />}
        {!error && ready && may && <Begin key={from} sheet={sheet.data!.method} owners={shelf.data!.methodShelf.makeFor} mayMakeHere={shelf.data!.methodShelf.mayMake} isNew={methodKey === undefined} />}
      </Content>
    </CircleFrame>
  );
}

/** The sheet as it was when the screen opened: what others change meanwhile is a conflict, not another beginning. */
function Begin({ sheet, owners, mayMakeHere, isNew }: { sheet: MethodSheetFieldsFragment; owners: { id: string; name: string }[]; mayMakeHere: boolean; isNew: boolean }) {
  const [first] = useState(sheet);
  const [start] = useState<Kept>(() => ({ method: compositionOf(first.composed), version: isNew ? 0 : (first.method.version ?? 0), id: isNew ? newId() : first.method.key }));
  return <MethodComposer sheet={first} start={start} owners={owners} mayMakeHere={mayMakeHere} isNew={isNew} />;
}
