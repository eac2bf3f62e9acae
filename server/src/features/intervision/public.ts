/** What later features may use of intervision. */
export { intervisionEntities } from './data/session.entities.js';
export { IntervisionModule } from './intervision.module.js';
