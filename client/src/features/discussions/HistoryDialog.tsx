import { useQuery } from '@apollo/client/react';
import { Modal } from '@mantine/core';
import { MessageHistoryDocument, type MessageFieldsFragment } from '../../generated/graphql.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Loading } from '../../ui/Loading.js';
import { RichTextView } from '../../ui/rich-text/RichTextView.js';
import styles from './HistoryDialog.module.css';

/** What a reply says now and said before, newest first. Nothing that was read disappears unseen. */
export function HistoryDialog({ message, onClose }: { message: MessageFieldsFragment; onClose: () => void }) {
  const t = useT();
  const formats = useFormats();
  const { data, error, refetch } = useQuery(MessageHistoryDocument, { variables: { id: message.id }, fetchPolicy: 'no-cache' });
  const now = { version: message.version, body: message.body, writtenAt: message.editedAt ?? message.createdAt };
  const earlier = (data?.messageHistory ?? []).filter((version) => version.version < message.version);
  const versions = data ? [now, ...[...earlier].sort((a, b) => b.version - a.version)] : [];
  return (
    <Modal opened onClose={onClose} size="lg" title={t('discussions.historyTitle')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      {error && <ErrorNote error={asKringError(error)} onRetry={() => void refetch().catch(() => undefined)} />}
      {!data && !error && <Loading label={t('discussions.historyLoading')} withFace={false} />}
      <ol className={styles.versions}>
        {versions.map((version, place) => (
          <li key={version.version}>
            <h3>
              {place === 0 ? t('discussions.versionNow') : t('discussions.versionBefore')}, {formats.stamp(version.writtenAt)}
            </h3>
            <RichTextView document={version.body} />
          </li>
        ))}
      </ol>
    </Modal>
  );
}
