/** What later features may use of intervision. */
export { Methods } from './access/methods.js';
export { SessionAccess } from './access/session.access.js';
export { EnterAnswers } from './actions/enter-answers.js';
export { PlanPractice } from './actions/plan-practice.js';
export { RemoveText } from './actions/remove-text.js';
export { SessionCommands } from './actions/session-commands.js';
export { SessionRunner } from './actions/session-runner.js';
export { WriteText } from './actions/write-text.js';
export { SessionStatus } from './api/session.enums.js';
export { words } from './access/methods.js';
export { WordsModel } from './api/method.edges.model.js';
export { SessionModel } from './api/session.edges.model.js';
export { type NextSessionRow, nextSessionSelect } from './data/next-session.sql.js';
export { type AwaitingMe, WrittenAccess } from './access/written.access.js';
export { intervisionEntities } from './data/session.entities.js';
export { ownTasksSelect } from './data/outcome.reads.js';
export { IntervisionModule } from './intervision.module.js';
