/** Conversations asked for at a time. */
export const topicsPage = 30;
