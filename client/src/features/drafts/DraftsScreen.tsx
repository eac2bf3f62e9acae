import { skipToken, useApolloClient, useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { DraftedMessageDocument, DraftsDocument, type DraftFieldsFragment } from '../../generated/graphql.js';
import { discardDraft, openDrafts } from '../../platform/drafts/DraftsProvider.js';
import { parsePlace } from '../../platform/drafts/places.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { IconButton } from '../../ui/IconButton.js';
import { Loading } from '../../ui/Loading.js';
import { PageHeader } from '../../ui/PageHeader.js';
import { Content, Screen } from '../../ui/Screen.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { useUndoToast } from '../../ui/UndoToasts.js';
import { Visibility } from '../../ui/Visibility.js';
import { draftAddress, draftText, draftTitle } from './draft-words.js';
import styles from './Drafts.module.css';

const page = 20;
/** A draft as it stood in the list: what is written in it later is shown again. */
const asShown = ({ id, version }: DraftFieldsFragment): string => `${id} ${version}`;

/** Everything this person began and did not post, on whichever device. */
export function DraftsScreen() {
  const t = useT();
  const client = useApolloClient();
  const toast = useUndoToast();
  const { data, error, refetch, fetchMore, loading } = useQuery(DraftsDocument, { variables: { first: page }, fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' });
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const nodes = (data?.drafts.nodes ?? []).filter((draft) => !hidden.has(asShown(draft)));
  const more = data?.drafts.pageInfo;

  const show = (draft: DraftFieldsFragment) =>
    setHidden((before) => {
      const next = new Set(before);
      next.delete(asShown(draft));
      return next;
    });
  const discard = (draft: DraftFieldsFragment) => {
    setHidden((before) => new Set(before).add(asShown(draft)));
    toast(t('draft.discarded'), {
      undo: () => show(draft),
      // Only now it is really gone: until then there was a way back.
      gone: () => {
        const open = openDrafts.current?.open(draft.place);
        // What was written at this place meanwhile is not what was thrown away.
        const done = open?.isAt(draft) ? open.discard() : discardDraft(client, draft);
        void done.catch(() => show(draft));
      },
    });
  };

  return (
    <Screen title={t('nav.drafts')} crumbs={[{ label: t('nav.drafts') }]}>
      <Content reading>
        <PageHeader title={t('nav.drafts')}>{t('draft.lead')}</PageHeader>
        {error && !data ? <ScreenFailed error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <Loading label={t('nav.drafts')} withFace={false} /> : null}
        {data && nodes.length === 0 ? <EmptyState>{t('draft.empty')}</EmptyState> : null}
        <ul className={styles['list']}>
          {nodes.map((draft) => (
            <DraftRow key={draft.id} draft={draft} onDiscard={() => discard(draft)} />
          ))}
        </ul>
        {more?.hasNextPage ? (
          <Button variant="default" loading={loading} onClick={() => void fetchMore({ variables: { after: more.endCursor } })}>
            {t('action.more')}
          </Button>
        ) : null}
      </Content>
    </Screen>
  );
}

function DraftRow({ draft, onDiscard }: { draft: DraftFieldsFragment; onDiscard: () => void }) {
  const t = useT();
  const formats = useFormats();
  const title = draftTitle(t, draft);
  const place = parsePlace(draft.place);
  // A change to a reply knows only the reply: where that stands is asked.
  const edited = useQuery(DraftedMessageDocument, place?.kind === 'edit' && !draft.topicId ? { variables: { id: place.id } } : skipToken);
  const at = edited.data?.message ?? draft;
  return (
    <li className={styles['draft']}>
      <div className="grow">
        <Link to={draftAddress({ place: draft.place, groupId: at.groupId, topicId: at.topicId })} className={styles['title'] ?? ''}>
          {title}
        </Link>
        <p className={styles['text']}>{draftText(draft)}</p>
        <p className={styles['meta']}>
          <Visibility reach="me">{t('reach.me')}</Visibility>
          {draft.groupName ? <span>{draft.groupName}</span> : null}
          <span>{t('saved.at', { time: formats.stamp(draft.updatedAt) })}</span>
        </p>
      </div>
      <IconButton label={t('draft.discard', { title })} onClick={onDiscard}>
        <IconTrash size={20} stroke={1.75} aria-hidden="true" />
      </IconButton>
    </li>
  );
}
