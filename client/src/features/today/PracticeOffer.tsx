import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { useT } from '../../platform/i18n/i18n.js';
import { useSession } from '../../platform/session/SessionProvider.js';
import styles from './NextAppointment.module.css';

/** In a demonstration: the way to practise. Elsewhere there is nothing. */
export function PracticeOffer() {
  const t = useT();
  const session = useSession();
  if (!session.instance?.demo) return null;
  return (
    <section className={styles['offer']} aria-labelledby="practice-offer">
      <div className="grow">
        <h2 id="practice-offer">{t('practice.title')}</h2>
        <p className="small second">{t('practice.offerText')}</p>
      </div>
      <Button component={Link} to="/oefenen" variant="default">
        {t('practice.offer')}
      </Button>
    </section>
  );
}
