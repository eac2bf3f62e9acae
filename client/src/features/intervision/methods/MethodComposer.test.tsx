import { ApolloLink } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { MemoryRouter, Route, Routes } from 'react-router';
import { Observable } from 'rxjs';
import { createClient } from '../../../platform/apollo/create-client.js';
import { DraftsProvider } from '../../../platform/drafts/DraftsProvider.js';
import { startI18n } from '../../../platform/i18n/i18n.js';
import type { RealtimeSocket, Recovery } from '../../../platform/realtime/realtime-client.js';
import { RealtimeProvider, SnapshotBox } from '../../../platform/realtime/RealtimeProvider.js';
import { SessionStore } from '../../../platform/session/session-store.js';
import { LiveRegions } from '../../../ui/LiveRegions.js';
import { TestWorld, viewer } from '../../discussions/test-world.js';
import { CircleContext } from '../../groups/circle-context.js';
import type { Composition } from './composition.js';
import { compositionOf } from './composition.js';
import { MethodComposer } from './MethodComposer.js';
import { testRun, testSheet } from './test-method.js';

afterEach(cleanup);
beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

const socket = { connected: false, on: () => undefined, emit: () => undefined, connect: () => undefined, disconnect: () => undefined } as unknown as RealtimeSocket;
const recovery: Recovery = { missed: () => Promise.resolve(), otherLife: () => Promise.resolve() };

interface Server {
  asked: { name: string; variables: Record<string, unknown> }[];
  /** answers of an operation in the place of the usual one, once each */
  instead: Map<string, unknown[]>;
}

/** The composer with a server that finds a fault in what is written and never shown. */
function open({ isNew = true, version = 0 } = {}): Server {
  startI18n('nl');
  const server: Server = { asked: [], instead: new Map() };
  const sheet = testSheet(isNew ? {} : { key: 'own', origin: 'CIRCLE', version, mayEdit: true });
  const { group } = new TestWorld();
  const faults = (method: Composition) => method.blocks.flatMap(({ kind, key, opensHere }, at) => (kind === 'write' && !opensHere && !method.blocks.slice(at + 1).some(({ shows }) => shows === key) ? [{ __typename: 'MethodFault', path: `blocks.${at}.opensHere`, code: 'NEVER_SHOWN', count: null }] : []));
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- variables of any operation
  const usual: Record<string, (variables: any) => unknown> = {
    CheckMethod: ({ method }) => ({ checkMethod: { __typename: 'MethodCheck', minutes: 45, faults: faults(method) } }),
    DraftAt: () => ({ draft: null }),
    SaveDraft: ({ input }) => ({ saveDraft: { __typename: 'SavedDraft', draft: { __typename: 'Draft', id: 'd1', place: (input as { place: string }).place, groupId: null, topicId: null, groupName: null, topicTitle: null, text: '', body: (input as { body: unknown }).body, version: 1, updatedAt: '2026-11-17T13:00:00Z' } } }),
    DiscardDraft: () => ({ discardDraft: { __typename: 'Done', ok: true } }),
    CreateMethod: () => ({ createMethod: sheet }),
    EditMethod: ({ input }) => ({ editMethod: { __typename: 'EditedMethod', sheet: { ...sheet, composed: { ...sheet.composed, ...(input as { method: object }).method }, method: { ...sheet.method, version: version + 1 } } } }),
    DryRunMethod: () => ({ dryRunMethod: testRun() }),
  };
  const terminating = new ApolloLink(
    ({ operationName, variables }) =>
      new Observable((observer) => {
        const name = operationName ?? '';
        server.asked.push({ name, variables });
        const other = server.instead.get(name)?.shift();
        observer.next({ data: other ?? usual[name]?.(variables) ?? {} } as ApolloLink.Result);
        observer.complete();
      }),
  );
  const client = createClient({ session: new SessionStore(), onSnapshot: () => undefined, terminating });
  function Page() {
    const [snapshots] = useState(() => new SnapshotBox());
    return (
      <RealtimeProvider viewerId={viewer.id} handlers={{} as never} snapshots={snapshots} onSignedOut={() => undefined} recovery={recovery} open={() => socket}>
        <DraftsProvider viewerId={viewer.id}>
          <CircleContext.Provider value={{ group: { ...group, kind: 'INTERVISION' }, presence: { here: [], count: 0 }, nameOf: () => undefined, may: () => true }}>
            <MethodComposer sheet={sheet} start={{ method: compositionOf(sheet.composed), version, id: isNew ? 'new-id' : 'own' }} owners={[]} mayMakeHere isNew={isNew} />
          </CircleContext.Provider>
        </DraftsProvider>
      </RealtimeProvider>
    );
  }
  render(
    <MantineProvider env="test">
      <ApolloProvider client={client}>
        <LiveRegions>
          <MemoryRouter initialEntries={['/maken']}>
            <Routes>
              <Route path="/maken" element={<Page />} />
              <Route path="*" element={<p>de lijst</p>} />
            </Routes>
          </MemoryRouter>
        </LiveRegions>
      </ApolloProvider>
    </MantineProvider>,
  );
  return server;
}

const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }));
const names = () => screen.getAllByRole('button', { name: /^Open fase/ }).map((button) => button.getAttribute('aria-label')!.replace(/^Open fase \d+: /, ''));
const sent = (server: Server, name: string) => server.asked.filter((one) => one.name === name);

it('finds a fault, leads to it, and says the sentence at the setting; mended, it is saved', async () => {
  const server = open();
  await screen.findByText('Deze methode kan zo gebruikt worden.');
  await press('Haal Advies tonen weg');
  await screen.findByText('1 ding moet nog anders.');
  expect(screen.getByText(/gaat nooit open/)).toBeTruthy();
  await press('Bewaar de methode');
  expect(sent(server, 'CreateMethod')).toHaveLength(0);
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Open fase 2: Advies schrijven'));
  await userEvent.keyboard('{Enter}');
  const when = await screen.findByRole('combobox', { name: 'Wanneer lezen anderen het' });
  expect(when.getAttribute('aria-invalid')).toBe('true');
  await userEvent.selectOptions(when, 'here');
  await screen.findByText('Deze methode kan zo gebruikt worden.');
  await press('Bewaar de methode');
  await screen.findByText('de lijst');
  const [made] = sent(server, 'CreateMethod');
  expect(made!.variables['input']).toMatchObject({ id: 'new-id', organisationId: null, method: { basedOn: 'incident', blocks: [{ key: 'tell' }, { key: 'advise', opensHere: true, present: 'together' }] } });
});

it('moves with buttons and keyboard, keeps the focus, and takes steps back', async () => {
  open();
  await userEvent.click(await screen.findByRole('button', { name: 'Zet Advies tonen eerder' }));
  expect(names()).toEqual(['Vertellen', 'Advies tonen', 'Advies schrijven']);
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Zet Advies tonen eerder'));
  await userEvent.keyboard('{Enter}');
  expect(names()).toEqual(['Advies tonen', 'Vertellen', 'Advies schrijven']);
  await press('Ongedaan maken');
  await press('Ongedaan maken');
  expect(names()).toEqual(['Vertellen', 'Advies schrijven', 'Advies tonen']);
  expect(screen.queryByRole('button', { name: 'Ongedaan maken' })).toBeNull();
});

it('keeps what is made as a draft within a second', async () => {
  const server = open();
  await userEvent.type(await screen.findByRole('textbox', { name: 'Naam' }), ' van ons');
  await waitFor(() => expect(JSON.stringify(sent(server, 'SaveDraft').at(-1)?.variables ?? '')).toContain('Incidentmethode van ons'), { timeout: 3_000 });
});

it('shows both when somebody else changed it, and saves over the version that is there now', async () => {
  const server = open({ isNew: false, version: 3 });
  const theirs = testSheet({ key: 'own', origin: 'CIRCLE', version: 4, mayEdit: true });
  server.instead.set('EditMethod', [{ editMethod: { __typename: 'MethodConflict', current: { ...theirs, composed: { ...theirs.composed, name: { __typename: 'Words', nl: 'Van Bram', en: '' } } } } }]);
  await userEvent.type(await screen.findByRole('textbox', { name: 'Naam' }), ' van mij');
  await screen.findByText('Deze methode kan zo gebruikt worden.');
  await press('Bewaar de methode');
  const both = await screen.findByRole('region', { name: 'Deze methode is intussen gewijzigd' });
  expect(within(both).getByText('Incidentmethode van mij')).toBeTruthy();
  expect(within(both).getByText('Van Bram')).toBeTruthy();
  await press('Houd die van mij');
  await screen.findByText(/^Bewaard als versie/);
  expect(sent(server, 'EditMethod').map(({ variables }) => (variables['input'] as { ifVersion: number }).ifVersion)).toEqual([3, 4]);
});

it('runs dry: nobody else sees a sealed text until it opens', async () => {
  open();
  await screen.findByText('Deze methode kan zo gebruikt worden.');
  await press('Proefdraaien');
  await press('Draai proef');
  const next = await screen.findByRole('button', { name: 'Volgende stap' });
  await userEvent.click(next);
  await userEvent.click(next);
  expect(screen.getByText('Iemand schrijft iets. Je ziet niet wie of wat.')).toBeTruthy();
  expect(screen.queryByText('Begin klein.')).toBeNull();
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Door de ogen van' }), '2');
  expect(screen.getByText('Begin klein.')).toBeTruthy();
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Door de ogen van' }), '0');
  for (let step = 0; step < 4; step += 1) await userEvent.click(next);
  expect(screen.getByText('Begin klein.')).toBeTruthy();
  expect(screen.getByRole('region', { name: 'Zo ging de proef' })).toBeTruthy();
});
