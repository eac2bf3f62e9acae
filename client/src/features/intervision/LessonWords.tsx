import { useT } from '../../platform/i18n/i18n.js';
import styles from './After.module.css';

interface Words {
  situation: string;
  helped: string;
  tryNext: string;
}

/** A lesson as it is read; its title is the heading around it. */
export function LessonWords({ lesson }: { lesson: Words }) {
  const t = useT();
  return (
    <dl className={styles.cards}>
      {(['situation', 'helped', 'tryNext'] as const).map((part) => (
        <div key={part} className={styles.part}>
          <dt>{t(`after.lesson.${part}`)}</dt>
          <dd className="voice">{lesson[part]}</dd>
        </div>
      ))}
    </dl>
  );
}
