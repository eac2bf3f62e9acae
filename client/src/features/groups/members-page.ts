/** Members asked for at a time. */
export const membersPage = 100;
