import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { madeForHeader } from '../../../../schema/made-for.js';
import { DraftAtDocument, SaveDraftDocument, SessionDocument, SignInDocument, SignOutDocument } from '../../generated/graphql.js';
import { bodyOf } from '../drafts/body.js';
import { SessionStore } from '../session/session-store.js';
import { createClient } from './create-client.js';

const meOf = (id: string) => ({
  __typename: 'Me', id, givenName: id, familyName: 'Bosuil', name: id, email: `${id}@school.example`, language: 'NL', mailLevel: 'IMPORTANT',
  singleKeys: true, plainReading: false, calmMotion: false, introducedAt: '2026-01-01T10:00:00Z', version: 1, positions: [], mayCreate: [],
  asOf: { __typename: 'StreamPosition', stream: `person:${id}`, epoch: 1, seq: 0 },
});
const instance = { __typename: 'Instance', name: 'Proef', demo: false, insecureLan: false, adhocDocuments: false };
const answers: Record<string, () => object> = {
  Session: () => ({ instance, me: cookie === null ? null : meOf(cookie) }),
  SignIn: () => ({ signIn: { __typename: 'SignInPayload', me: meOf(cookie ?? 'anna') } }),
  DraftAt: () => ({ draft: null }),
  SaveDraft: () => ({ saveDraft: { __typename: 'DraftConflict', current: null } }),
  SignOut: () => ({ signOut: { __typename: 'Done', ok: true } }),
};

/** Whose sign-in the browser has: of all tabs together. */
let cookie: string | null = null;
let sent: { name: string; madeFor: string | undefined; keepalive: boolean }[] = [];

beforeEach(() => {
  cookie = 'anna';
  sent = [];
  globalThis.fetch = jest.fn(async (_to: unknown, init?: RequestInit) => {
    const { operationName } = JSON.parse(init!.body as string) as { operationName: string };
    sent.push({ name: operationName, madeFor: (init!.headers as Record<string, string>)[madeForHeader], keepalive: init!.keepalive === true });
    return { ok: true, status: 200, json: async () => ({ data: answers[operationName]!() }) } as Response;
  }) as typeof fetch;
});

function page() {
  const session = new SessionStore();
  const client = createClient({ session, onSnapshot: () => undefined });
  const ask = () => client.query({ query: SessionDocument, fetchPolicy: 'network-only' });
  return { session, client, ask };
}
const draft = (words: string, keepalive: boolean) => ({
  mutation: SaveDraftDocument,
  variables: { input: { mutationId: '1', place: 'topic:1', body: bodyOf(words) } },
  context: { keepalive },
  fetchPolicy: 'no-cache' as const,
});

describe('a page of one person', () => {
  it('says so with everything it asks and writes, also when it is being left', async () => {
    const { client, ask } = page();
    await ask();
    await client.query({ query: DraftAtDocument, variables: { place: 'topic:1' } });
    await client.mutate(draft('woorden', true));
    await client.mutate({ mutation: SignOutDocument });
    expect(sent).toEqual([
      { name: 'Session', madeFor: undefined, keepalive: false },
      { name: 'DraftAt', madeFor: 'anna', keepalive: false },
      { name: 'SaveDraft', madeFor: 'anna', keepalive: true },
      { name: 'SignOut', madeFor: 'anna', keepalive: false },
    ]);
  });

  it('asks a browser to let a request outlive it only when the browser would', async () => {
    const { client } = page();
    await client.mutate(draft('x'.repeat(70_000), true));
    expect(sent[0]!.keepalive).toBe(false);
  });

  it.each(['bram', null])('does not become the page of %s when the browser signed in anew', async (next) => {
    const { session, client, ask } = page();
    await ask();
    cookie = next;
    await expect(ask()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(session.read()).toBe('gone');
    expect(client.readQuery({ query: SessionDocument })?.me?.id).toBe('anna');
  });

  it('sends nothing while its sign-in is gone, except for signing in again', async () => {
    const { session, client, ask } = page();
    await ask();
    session.set('gone');
    sent = [];
    await expect(client.mutate(draft('woorden', true))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(client.query({ query: DraftAtDocument, variables: { place: 'topic:2' } })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await client.mutate({ mutation: SignInDocument, variables: { input: { email: 'anna@school.example', password: 'x' } } });
    expect(sent.map((one) => one.name)).toEqual(['SignIn']);
    session.set('fine');
    await client.mutate(draft('woorden', false));
    expect(sent.at(-1)).toMatchObject({ name: 'SaveDraft', madeFor: 'anna' });
  });

  it('is nobody\'s until somebody signs in', async () => {
    cookie = null;
    const { session, ask } = page();
    await ask();
    expect([session.madeFor, session.read()]).toEqual([null, 'fine']);
    cookie = 'bram';
    await ask();
    expect(session.madeFor).toBe('bram');
  });
});
