import { ApolloProvider } from '@apollo/client/react';
import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core';
import { useState } from 'react';
import { RouterProvider } from 'react-router';
import { createClient } from '../platform/apollo/create-client.js';
import { SnapshotBox } from '../platform/realtime/RealtimeProvider.js';
import { SessionStore } from '../platform/session/session-store.js';
import { SessionProvider } from '../platform/session/SessionProvider.js';
import { LiveRegions } from '../ui/LiveRegions.js';
import { kringTheme, kringVariables } from '../ui/theme/kring-theme.js';
import { UndoToasts } from '../ui/UndoToasts.js';
import { createRouter } from './create-router.js';
import { SnapshotContext } from './snapshot-context.js';

const schemes = localStorageColorSchemeManager({ key: 'kring.scheme' });
/** Mantine writes one <style>; the page's Content-Security-Policy lets it through by this number. */
const nonce = (): string => document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';

/** Everything that is there once: the client, who is signed in, the theme, the addresses. */
export function App() {
  const [parts] = useState(() => {
    const session = new SessionStore();
    const snapshots = new SnapshotBox();
    const client = createClient({
      session,
      onSnapshot: (positions) => snapshots.take(positions),
    });
    return { session, snapshots, client, router: createRouter() };
  });
  return (
    <MantineProvider theme={kringTheme} cssVariablesResolver={kringVariables} colorSchemeManager={schemes} defaultColorScheme="auto" getStyleNonce={nonce}>
      <ApolloProvider client={parts.client}>
        <SessionProvider store={parts.session}>
          <SnapshotContext.Provider value={parts.snapshots}>
            <LiveRegions>
              <UndoToasts>
                <RouterProvider router={parts.router} />
              </UndoToasts>
            </LiveRegions>
          </SnapshotContext.Provider>
        </SessionProvider>
      </ApolloProvider>
    </MantineProvider>
  );
}
