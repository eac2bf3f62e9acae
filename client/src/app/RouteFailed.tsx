import { useRouteError } from 'react-router';
import { ScreenFailed } from '../ui/ScreenFailed.js';
import styles from './SignedIn.module.css';

/** The last net: a screen whose code does not load (a new version was installed meanwhile) or that breaks outside the shell. */
export function RouteFailed() {
  const failure = useRouteError();
  return (
    <main className={styles['alone']} id="main">
      <ScreenFailed error={failure} onRetry={() => location.reload()} />
    </main>
  );
}
