import type { RouteObject } from 'react-router';

const conversations = async () => ({ Component: (await import('./ConversationsTab.js')).ConversationsTab });

/** The parts of a circle that are about talking. One component for list and conversation, so that the list stays where it is. */
export const discussionsRoutes: RouteObject[] = [
  { path: 'gesprekken/:topicId?', lazy: conversations },
  { path: 'besluiten', lazy: async () => ({ Component: (await import('./DecisionsTab.js')).DecisionsTab }) },
];
