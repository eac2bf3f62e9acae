// `npm start`: builds what is older than its sources, then becomes the server. One process, so that Ctrl-C and
// `kill` reach the one that can stop everything in order.
import module from 'node:module';
import { buildWhatChanged } from './build.mjs';

// newer versions of Node keep what they compiled; this one may not know how
module.enableCompileCache?.();

// signals that arrive while building end the build, and us with it
const interrupted = (signal) => process.exit(signal === 'SIGINT' ? 130 : 143);
process.on('SIGINT', interrupted);
process.on('SIGTERM', interrupted);
if (!(await buildWhatChanged())) process.exit(1);
process.off('SIGINT', interrupted);
process.off('SIGTERM', interrupted);

const { start } = await import('../dist/server/src/start.js');
await start();
