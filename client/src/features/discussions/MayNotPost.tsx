import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { useT } from '../../platform/i18n/i18n.js';
import { topicsPath, useCircle } from '../groups/circle-context.js';
import styles from './Composer.module.css';

/** In place of the text field: why one reads here and does not write, and what helps. */
export function MayNotPost() {
  const t = useT();
  const { group, may } = useCircle();
  if (group.archivedAt !== null) return <p className={styles.cannot}>{t('discussions.closedForWriting')}</p>;
  if (may('ACCEPT_PACT')) {
    return (
      <div className={styles.cannot}>
        <p>{t('discussions.pactFirst')}</p>
        <Button component={Link} to={topicsPath(group.id)} variant="default" mt="xs">
          {t('discussions.toPact')}
        </Button>
      </div>
    );
  }
  return <p className={styles.cannot}>{t('discussions.onlyReading')}</p>;
}
