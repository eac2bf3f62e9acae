import { ApolloLink } from '@apollo/client/link';
import { Observable, type Subscription } from 'rxjs';
import { asKringError, type KringError } from '../errors/kring-error.js';

const attempts = 4;

/** Whether asking once more with the same variables can help. Mutations carry a mutationId, so a second arrival changes nothing. */
function worthRetrying(error: KringError): boolean {
  return error.code === 'OFFLINE' || error.code === 'UNAVAILABLE';
}

/** Milliseconds before attempt `n` (1, 2, …): doubling from 0.4 s to at most 8 s, with jitter so that clients do not come back together. */
export function pauseBefore(n: number, random: () => number = Math.random): number {
  return Math.min(8_000, 400 * 2 ** (n - 1)) * (0.5 + random());
}

/** Calls back after `ms`, or as soon as the browser says the network is back. */
function wait(ms: number, then: () => void): () => void {
  const done = () => {
    stop();
    then();
  };
  const timer = setTimeout(done, ms);
  const stop = () => {
    clearTimeout(timer);
    removeEventListener('online', done);
  };
  addEventListener('online', done);
  return stop;
}

/**
 * Asks again when no answer came. With `context: { untilOnline: true }` it goes on until there is an answer:
 * for writing that the screen shows as waiting for the connection. With `{ once: true }` it does not: the caller has its own way.
 */
export function createRetryLink(): ApolloLink {
  return new ApolloLink((operation, forward) => {
    const { untilOnline, once } = operation.getContext();
    const patient = untilOnline === true;
    if (once === true) return forward(operation);
    return new Observable((observer) => {
      let tried = 0;
      let subscription: Subscription | undefined;
      let stopWaiting: (() => void) | undefined;
      const go = () => {
        tried += 1;
        subscription = forward(operation).subscribe({
          next: (result) => observer.next(result),
          complete: () => observer.complete(),
          error: (thrown: unknown) => {
            const error = asKringError(thrown);
            if (!worthRetrying(error) || (!patient && tried >= attempts)) observer.error(error);
            else stopWaiting = wait(Math.max(pauseBefore(tried), (error.retryAfter ?? 0) * 1_000), go);
          },
        });
      };
      go();
      return () => {
        stopWaiting?.();
        subscription?.unsubscribe();
      };
    });
  });
}
