/** What later features may use of circles. */
export { GroupAccess } from './access/group.access.js';
export { circumstancesOf } from './access/group-view.js';
export { RenewPact } from './actions/renew-pact.js';
export { InvitationAccess } from './access/invitation.access.js';
export { activeMember, type GroupRow } from './data/group.reads.js';
export { groupSql } from './data/group-sql.js';
export { type CircleToFound, FoundCircle } from './actions/found-circle.js';
export type { LockedGroup } from './data/group.repository.js';
export { GroupsModule } from './groups.module.js';
export { isClosed, type GroupKind } from './domain/group.js';
export { GroupModel } from './api/group.model.js';
export { groupEntities } from './data/group.entities.js';
