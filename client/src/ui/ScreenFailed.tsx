import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { asKringError } from '../platform/errors/kring-error.js';
import { useT } from '../platform/i18n/i18n.js';
import { EmptyState } from './EmptyState.js';
import { ErrorNote } from './ErrorNote.js';
import { NotFound } from './NotFound.js';

/** In place of a screen's content when its question failed: what is not there (or not yours), or what broke. */
export function ScreenFailed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useT();
  const failure = asKringError(error);
  if (failure.code === 'NOT_FOUND' || failure.code === 'INVALID_INPUT') return <NotFound />;
  if (failure.code === 'UNAUTHENTICATED') return null;
  return (
    <div>
      <EmptyState
        action={
          <>
            {onRetry ? <Button onClick={onRetry}>{t('action.retry')}</Button> : null}
            <Button component={Link} to="/vandaag" variant="default">
              {t('notFound.toToday')}
            </Button>
          </>
        }
      >
        {t('screen.failed')}
      </EmptyState>
      <ErrorNote error={failure} />
    </div>
  );
}
