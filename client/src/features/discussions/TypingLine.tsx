import { groupStream } from '../../../../schema/realtime/streams.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useTyping } from '../../platform/realtime/use-typing.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { AvatarStack } from '../../ui/Avatar.js';
import { useCircle } from '../groups/circle-context.js';
import styles from './TypingLine.module.css';

/** The part of a name that one uses in a sentence. */
const givenName = (name: string): string => name.split(' ')[0] ?? name;

/** "Mees en Ravi schrijven": names for up to two, a number above. Its place is always kept, so that nothing moves. */
export function TypingLine({ topicId }: { topicId: string }) {
  const t = useT();
  const formats = useFormats();
  const viewer = useViewer();
  const { group, nameOf } = useCircle();
  const { typing, count } = useTyping(groupStream(group.id), topicId);
  const others = typing.filter((id) => id !== viewer.id);
  const total = Math.max(others.length, typing.includes(viewer.id) ? count - 1 : count);
  const people = others.flatMap((id) => {
    const name = nameOf(id);
    return name === undefined ? [] : [{ id, name }];
  });
  const named = total <= 2 && people.length === total;
  return (
    // Never announced: it would speak all the time.
    <p className={styles.line} aria-live="off">
      {total > 0 && (
        <>
          {named && <AvatarStack people={people} size={24} max={2} />}
          <span className={styles.dots} aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {named
            ? t('discussions.typingNames', { count: total, names: formats.list(people.map((person) => givenName(person.name))) })
            : t('discussions.typingCount', { count: total })}
        </>
      )}
    </p>
  );
}
