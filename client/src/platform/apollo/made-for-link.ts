import { ApolloLink } from '@apollo/client/link';
import { Observable, tap } from 'rxjs';
import { madeForHeader } from '../../../../schema/made-for.js';
import { KringError } from '../errors/kring-error.js';
import type { SessionStore } from '../session/session-store.js';

/** What may be asked by whoever sits here: it is how one signs in. */
const anybodys = new Set(['Session', 'DemoPeople', 'SignIn', 'RequestPasswordReset', 'ResetPassword']);

const goneError = (): KringError => new KringError({ code: 'UNAUTHENTICATED', reason: 'NOT_SIGNED_IN' });

/**
 * Lets nothing of one person leave the page in the name of another. Every request says for whom the page was made, and the
 * server refuses it when the cookie is of somebody else. While the sign-in is gone, nothing is sent at all; and an answer
 * to "who is this" with another name does not become this page's.
 */
export function createMadeForLink(session: SessionStore): ApolloLink {
  return new ApolloLink((operation, forward) => {
    const name = operation.operationName ?? '';
    if (!anybodys.has(name)) {
      if (session.read() === 'gone') return new Observable((observer) => observer.error(goneError()));
      if (session.madeFor !== null) operation.setContext({ headers: { [madeForHeader]: session.madeFor } });
      return forward(operation);
    }
    if (name !== 'Session') return forward(operation);
    return forward(operation).pipe(
      tap(({ data }) => {
        const me = (data as { me?: { id: string } | null } | null | undefined)?.me ?? null;
        if (!session.isOf(me?.id ?? null)) throw goneError();
      }),
    );
  });
}
