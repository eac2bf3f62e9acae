import { useEffect } from 'react';
import type { KringError } from '../../platform/errors/kring-error.js';
import { useOpenSession } from './session-context.js';

/** An error of a lost connection goes when the connection is back: what has to be done again, is done by its button. */
export function useUntilConnected(error: KringError | undefined, clear: () => void): void {
  const { connected } = useOpenSession();
  const passed = connected && error?.code === 'OFFLINE';
  useEffect(() => {
    if (passed) clear();
  }, [passed, clear]);
}
