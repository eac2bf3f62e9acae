import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { useT } from '../platform/i18n/i18n.js';
import { EmptyState } from './EmptyState.js';

/** The same page for "does not exist" and "not yours": it confirms nothing. */
export function NotFound() {
  const t = useT();
  return (
    <EmptyState
      action={
        <>
          <Button component={Link} to="/vandaag" variant="default">
            {t('notFound.toToday')}
          </Button>
          <Button component={Link} to="/kringen" variant="subtle">
            {t('notFound.toCircles')}
          </Button>
        </>
      }
    >
      {t('notFound.text')}
    </EmptyState>
  );
}
