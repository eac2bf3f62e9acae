import { ApolloLink } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { afterEach, expect, it } from '@jest/globals';
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { Observable } from 'rxjs';
import { createClient } from '../../platform/apollo/create-client.js';
import { KringError } from '../../platform/errors/kring-error.js';
import { startI18n } from '../../platform/i18n/i18n.js';
import { SessionStore } from '../../platform/session/session-store.js';
import { groupId, TestWorld } from '../discussions/test-world.js';
import { CircleContext } from './circle-context.js';
import { Archive } from './SettingsTab.js';

startI18n('nl');
afterEach(cleanup);

/** The part that closes and opens a circle; as the server does, an id that was carried out before does nothing. */
function show() {
  const { group } = new TestWorld();
  const sent: { name: string; id: string }[] = [];
  const failures: KringError[] = [];
  const done = new Set<string>();
  let archivedAt: string | null = null;
  let seen: (at: string | null) => void = () => undefined;
  const terminating = new ApolloLink(
    ({ operationName, variables }) =>
      new Observable((observer) => {
        const id = String((variables['input'] as { mutationId: string }).mutationId);
        sent.push({ name: operationName ?? '', id });
        const failure = failures.shift();
        if (failure) return observer.error(failure);
        const archiving = operationName === 'ArchiveGroup';
        if (!done.has(id)) archivedAt = archiving ? '2026-11-17T13:00:00Z' : null;
        done.add(id);
        const answer = { ...group, archivedAt };
        observer.next({ data: archiving ? { archiveGroup: answer } : { reopenGroup: answer } } as ApolloLink.Result);
        observer.complete();
        seen(archivedAt);
      }),
  );
  const client = createClient({ session: new SessionStore(), onSnapshot: () => undefined, terminating });
  function Page() {
    const [at, setAt] = useState<string | null>(null);
    seen = setAt;
    return (
      <CircleContext.Provider value={{ group: { ...group, archivedAt: at }, presence: { here: [], count: 0 }, nameOf: () => undefined, may: () => true }}>
        <Archive />
      </CircleContext.Provider>
    );
  }
  const router = createMemoryRouter([{ path: '*', element: <Page /> }], { initialEntries: [`/kringen/${groupId}/instellingen`] });
  render(
    <MantineProvider env="test">
      <ApolloProvider client={client}>
        <RouterProvider router={router} />
      </ApolloProvider>
    </MantineProvider>,
  );
  return { sent, failures };
}

const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }));

it('closes a circle again after it was opened again', async () => {
  const { sent } = show();
  await press('Kring sluiten');
  await press('Sluiten');
  await press('Kring weer openen');
  expect(await screen.findByRole('button', { name: 'Kring sluiten' })).toBeTruthy();
  expect(screen.queryByRole('group')).toBeNull();
  await press('Kring sluiten');
  await press('Sluiten');
  expect(await screen.findByRole('button', { name: 'Kring weer openen' })).toBeTruthy();
  expect(new Set(sent.map(({ id }) => id)).size).toBe(3);
});

it('tries one closing again under the same id', async () => {
  const { sent, failures } = show();
  failures.push(new KringError({ code: 'INTERNAL' }));
  await press('Kring sluiten');
  await press('Sluiten');
  await waitFor(() => expect(sent).toHaveLength(1));
  await press('Sluiten');
  expect(await screen.findByRole('button', { name: 'Kring weer openen' })).toBeTruthy();
  expect(sent[1]!.id).toBe(sent[0]!.id);
});
