import { activeMember, groupColumns, groupJoins, myGroupsSelect } from './group.reads.js';

/** The circle's own columns, joins and membership condition, and the select of one's own circles, for statements of later features. */
export const groupSql = { columns: groupColumns, joins: groupJoins, active: activeMember, mine: myGroupsSelect('false') } as const;
