// `npm run check`: everything CI runs except browsers. `npm run check -- --quick`: only what reads files.
import { behaviour, proofs, quick, runSteps } from './run-steps.mjs';

const steps = process.argv.includes('--quick') ? quick : [...quick, ...behaviour, proofs('--no-browser')];
process.exitCode = await runSteps(steps);
