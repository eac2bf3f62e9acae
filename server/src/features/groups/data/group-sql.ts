import { activeMember, groupColumns, groupJoins } from './group.reads.js';

/** The circle's own columns, joins and membership condition, for statements of features inside the circle. */
export const groupSql = { columns: groupColumns, joins: groupJoins, active: activeMember } as const;
