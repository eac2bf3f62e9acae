// `npm run build`: makes dist/ anew where sources changed. `node tools/build-part.mjs server` makes only that part.
import { buildWhatChanged } from './build.mjs';

const named = process.argv.slice(2);
process.exitCode = (await buildWhatChanged(named.length ? named : undefined)) ? 0 : 1;
