import { IconClock, IconGavel } from '@tabler/icons-react';
import { useT } from '../../platform/i18n/i18n.js';
import { useConnection } from '../../platform/realtime/RealtimeProvider.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { Avatar } from '../../ui/Avatar.js';
import { RichTextView } from '../../ui/rich-text/RichTextView.js';
import styles from './MessageItem.module.css';
import type { OutgoingMessage } from './outbox.js';

/** A reply that is on its way. It says so until the server has it; "posted" is never said too early. */
export function OutgoingItem({ outgoing }: { outgoing: OutgoingMessage }) {
  const t = useT();
  const viewer = useViewer();
  const connection = useConnection();
  const waiting = outgoing.state === 'waiting' || connection.state === 'offline';
  const state = (
    <p className={styles.pending} data-state={waiting ? 'waiting' : 'sending'}>
      <IconClock size={14} stroke={1.75} aria-hidden />
      {t(waiting ? 'discussions.waiting' : 'discussions.sending')}
    </p>
  );
  if (outgoing.kind === 'DECISION') {
    return (
      <article className={styles.decision} data-row={outgoing.id}>
        <IconGavel size={19} stroke={1.75} aria-hidden />
        <div className="grow">
          <p>
            <b>{t('discussions.decision')}</b>
          </p>
          <RichTextView document={outgoing.body} className={styles.words} />
          {state}
        </div>
      </article>
    );
  }
  return (
    <article className={styles.message} data-row={outgoing.id}>
      <span className={styles.face}>
        <Avatar id={viewer.id} name={viewer.name} size={40} decorative />
      </span>
      <div>
        <div className={styles.by}>
          <b>{viewer.name}</b>
        </div>
        <RichTextView document={outgoing.body} viewerId={viewer.id} className={styles.words} />
        {state}
      </div>
    </article>
  );
}
