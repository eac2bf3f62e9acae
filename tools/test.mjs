// `npm test`: the whole. Checks, tests, the fast form of every proof, and journeys in real browsers.
import { behaviour, build, journeys, proofs, quick, runSteps } from './run-steps.mjs';

process.exitCode = await runSteps([...quick, build, ...behaviour, journeys, proofs()]);
