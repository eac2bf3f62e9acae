import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const server = process.env['KRING_DEV_SERVER'] ?? `http://127.0.0.1:${process.env['KRING_PORT'] ?? process.env['PORT'] ?? '3000'}`;

const packages = (names: string) => new RegExp(`/node_modules/(?:${names})/(?!.*/node_modules/)`);

/** Which libraries share a file: what changes together. The earlier ones first, so that the editor, which only some screens need, takes nothing that all need. */
const groups = [
  { name: 'react', test: packages('react|react-dom|scheduler|react-router|cookie|set-cookie-parser|i18next|react-i18next|use-sync-external-store') },
  { name: 'mantine', test: packages('@mantine/[^/]+|@floating-ui/[^/]+|react-remove-scroll|react-remove-scroll-bar|react-number-format|use-sidecar|use-callback-ref|react-style-singleton|tabbable|clsx') },
  { name: 'data', test: packages('@apollo/client|@wry/[^/]+|optimism|rxjs|tslib|socket\\.io-[^/]+|@socket\\.io/[^/]+|engine\\.io-[^/]+') },
  { name: 'editor', test: packages('prosemirror-[^/]+|@tiptap/[^/]+|linkifyjs|orderedmap|rope-sequence|w3c-keyname') },
].map((group, place) => ({ ...group, priority: 40 - place }));

export default defineConfig({
  root: here,
  plugins: [react()],
  server: {
    port: Number(process.env['KRING_CLIENT_PORT'] ?? 5173),
    proxy: {
      '/graphql': server,
      '/graphiql': server,
      '/healthz': server,
      '/readyz': server,
      '/dev': server,
      '/realtime': { target: server, ws: true },
    },
  },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    // A strict Content-Security-Policy knows no data: scripts or fonts; everything is a file of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // the second page is for developers; the server hands it out only where a setting opens it
      input: { index: `${here}index.html`, graphiql: `${here}graphiql/index.html` },
      output: { codeSplitting: { groups, includeDependenciesRecursively: false } },
    },
  },
});
