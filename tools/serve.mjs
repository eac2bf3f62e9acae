// Becomes the server that is built in dist/, without looking whether it is up to date: for `npm run dev` and containers.
import module from 'node:module';

module.enableCompileCache?.();
const { start } = await import('../dist/server/src/start.js');
await start();
