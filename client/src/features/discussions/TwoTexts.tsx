import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { RichText } from '../../../../schema/rich-text.js';
import { useT } from '../../platform/i18n/i18n.js';
import { RichTextView } from '../../ui/rich-text/RichTextView.js';
import styles from './TwoTexts.module.css';

/** Two versions of one text beside each other. Neither is lost before its writer has chosen. */
export function TwoTexts({
  title,
  mine,
  theirs,
  busy = false,
  onMine,
  onTheirs,
}: {
  title: string;
  mine: RichText;
  theirs: RichText;
  busy?: boolean;
  onMine: () => void;
  onTheirs: () => void;
}) {
  const t = useT();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={styles.choice} aria-label={title}>
      <h3 ref={heading} tabIndex={-1}>
        {title}
      </h3>
      <div className={styles.texts}>
        <div>
          <h4>{t('discussions.textHere')}</h4>
          <RichTextView document={mine} />
          <Button loading={busy} onClick={onMine}>
            {t('discussions.keepMine')}
          </Button>
        </div>
        <div>
          <h4>{t('discussions.textThere')}</h4>
          <RichTextView document={theirs} />
          <Button variant="default" onClick={onTheirs}>
            {t('discussions.keepTheirs')}
          </Button>
        </div>
      </div>
    </section>
  );
}
