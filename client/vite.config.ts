import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const server = process.env['KRING_DEV_SERVER'] ?? `http://127.0.0.1:${process.env['KRING_PORT'] ?? process.env['PORT'] ?? '3000'}`;

/** Which libraries share a file: what changes together, and what only some screens need. */
function chunkOf(id: string): string | undefined {
  if (!id.includes('/node_modules/')) return undefined;
  if (/\/(prosemirror-|@tiptap\/|linkifyjs|orderedmap|rope-sequence|w3c-keyname)/.test(id)) return 'editor';
  if (/\/(@mantine|@floating-ui|react-remove-scroll|react-number-format|use-sidecar|use-callback-ref|react-style-singleton)/.test(id)) return 'mantine';
  if (/\/(graphiql|@graphiql|codemirror|codemirror-graphql|graphql-language-service|markdown-it|@headlessui|@radix-ui)\//.test(id)) return undefined;
  if (/\/(@apollo|graphql|@wry|optimism|rxjs|socket\.io|engine\.io|@socket\.io)/.test(id)) return 'data';
  if (/\/(react|react-dom|scheduler|react-router|i18next|react-i18next)\//.test(id)) return 'react';
  return undefined;
}

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
    rollupOptions: {
      // the second page is for developers; the server hands it out only where a setting opens it
      input: { index: `${here}index.html`, graphiql: `${here}graphiql/index.html` },
      output: { manualChunks: chunkOf },
    },
  },
});
