/** What later features may use of conversations. */
export { DiscussionAccess } from './access/discussion.access.js';
export { ConversationSeal, type Sealing } from './access/conversation-seal.js';
export { discussionEntities } from './data/discussion.entities.js';
export { DiscussionsModule } from './discussions.module.js';
