import { describe, expect, it } from '@jest/globals';
import { waitFor } from '@testing-library/react';
import { ApolloClient, ApolloLink, InMemoryCache, Observable, type TypedDocumentNode } from '@apollo/client';
import { parse } from 'graphql';
import { askAgain } from './ask-again.js';

/** A server whose answers say how many cases there were when the question reached it; each is given when told to. */
function slowServer() {
  let voters = 0;
  const waiting: (() => void)[] = [];
  const link = new ApolloLink(
    () =>
      new Observable((observer) => {
        const asOf = voters;
        waiting.push(() => {
          observer.next({ data: { sessionCases: { __typename: 'SessionCases', voters: asOf } } });
          observer.complete();
        });
      }),
  );
  return { link, vote: () => voters++, waiting, answer: () => waiting.shift()?.() };
}

const query = parse('query SessionCases($id: ID!) { sessionCases(id: $id) { voters } }') as TypedDocumentNode<{ sessionCases: { voters: number } }, { id: string }>;

describe('asking again', () => {
  const open = (server: ReturnType<typeof slowServer>) => {
    const client = new ApolloClient({ link: server.link, cache: new InMemoryCache() });
    const shown: (number | undefined)[] = [];
    client.watchQuery({ query, variables: { id: 's' } }).subscribe({ next: ({ dataState, data }) => shown.push(dataState === 'complete' ? data.sessionCases.voters : undefined) });
    return { client, last: () => shown.at(-1) };
  };

  it('does not take an answer to an older question for news', async () => {
    const server = slowServer();
    const { client, last } = open(server);
    await waitFor(() => expect(server.waiting).toHaveLength(1));
    server.vote();
    askAgain(client, 'SessionCases');
    server.answer();
    await waitFor(() => expect(server.waiting).toHaveLength(1));
    server.answer();
    await waitFor(() => expect(last()).toBe(1));
  });

  it('asks once for many reasons while it waits, and once more after them', async () => {
    const server = slowServer();
    const { client, last } = open(server);
    await waitFor(() => expect(server.waiting).toHaveLength(1));
    server.answer();
    await waitFor(() => expect(last()).toBe(0));
    let asked = 0;
    askAgain(client, 'SessionCases');
    for (let reason = 0; reason < 20; reason += 1) {
      server.vote();
      askAgain(client, 'SessionCases');
    }
    for (; asked < 2; asked += 1) {
      await waitFor(() => expect(server.waiting).toHaveLength(1));
      server.answer();
    }
    await waitFor(() => expect(last()).toBe(20));
    expect(server.waiting).toHaveLength(0);
  });
});
