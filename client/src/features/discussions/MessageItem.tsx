import { memo, useState } from 'react';
import { IconGavel } from '@tabler/icons-react';
import type { MessageFieldsFragment } from '../../generated/graphql.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { Avatar } from '../../ui/Avatar.js';
import { RichTextView } from '../../ui/rich-text/RichTextView.js';
import { EditMessage } from './EditMessage.js';
import { HistoryDialog } from './HistoryDialog.js';
import styles from './MessageItem.module.css';
import { MessageMenu } from './MessageMenu.js';
import { ReactionBar } from './ReactionBar.js';

interface Props {
  message: MessageFieldsFragment;
  tabIndex: 0 | -1;
  /** the address points at it */
  wanted: boolean;
  /** its author has this circle open */
  here: boolean;
  groupId: string;
  closed: boolean;
  onFocus: (id: string) => void;
}

/**
 * One reply or decision. The arrow keys go from one to the next; what can be done with it is in its menu. It is told what it
 * needs of the circle: a circle changes with every reply, and a screen full of them must not be drawn again each time.
 */
export const MessageItem = memo(function MessageItem({ message, tabIndex, wanted, here, groupId, closed, onFocus }: Props) {
  const t = useT();
  const formats = useFormats();
  const viewer = useViewer();
  const [editing, setEditing] = useState(false);
  const [history, setHistory] = useState(false);
  const removed = message.removedBy !== null;
  const time = formats.time(message.createdAt);
  const label = t(message.kind === 'DECISION' ? 'discussions.decisionBy' : 'discussions.replyBy', { name: message.author.name, time: formats.stamp(message.createdAt) });
  const shared = {
    id: `reactie-${message.id}`,
    'data-row': message.id,
    'data-n': message.n,
    'data-wanted': wanted || undefined,
    'aria-label': label,
    tabIndex,
    onFocus: (event: React.FocusEvent) => event.target === event.currentTarget && onFocus(message.id),
  };
  const changed = message.editedAt !== null && !removed && (
    <button type="button" className={styles.edited} onClick={() => setHistory(true)}>
      {t('discussions.edited')}
    </button>
  );
  const menu = !editing && (
    <MessageMenu message={message} groupId={groupId} closed={closed} className={styles.menu} onEdit={() => setEditing(true)} onHistory={() => setHistory(true)} />
  );
  const words = editing ? (
    <EditMessage message={message} onDone={() => setEditing(false)} />
  ) : (
    <RichTextView document={message.body} viewerId={viewer.id} className={styles.words} />
  );
  const dialog = history && <HistoryDialog message={message} onClose={() => setHistory(false)} />;

  if (removed) {
    return (
      <article {...shared} className={styles.removed}>
        <p>{t(message.removedBy === 'LEAD' ? 'discussions.removedByLead' : 'discussions.removedByAuthor')}</p>
        <span className="tiny">{time}</span>
      </article>
    );
  }
  if (message.kind === 'DECISION') {
    return (
      <article {...shared} className={styles.decision}>
        <IconGavel size={19} stroke={1.75} aria-hidden />
        <div className="grow">
          <p className={styles.decisionBy}>
            <b>{t('discussions.decision')}</b>, {time} {changed}
          </p>
          {words}
        </div>
        {menu}
        {dialog}
      </article>
    );
  }
  return (
    <article {...shared} className={styles.message}>
      <span className={styles.face}>
        <Avatar id={message.author.id} name={message.author.name} size={40} here={here} hereLabel={t('groups.present')} />
      </span>
      <div className={styles.body}>
        <div className={styles.by}>
          <b>{message.author.name}</b>
          <time dateTime={message.createdAt} title={formats.stamp(message.createdAt)}>
            {time}
          </time>
          {changed}
          {menu}
        </div>
        {words}
        {!editing && <ReactionBar message={message} />}
      </div>
      {dialog}
    </article>
  );
});
