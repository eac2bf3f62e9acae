import type { RouteObject } from 'react-router';

/** The part of a circle that is about meeting. */
export const intervisionRoutes: RouteObject[] = [
  { path: 'agenda', lazy: async () => ({ Component: (await import('./AgendaTab.js')).AgendaTab }) },
  { path: 'agenda/plannen', lazy: async () => ({ Component: (await import('./PlanScreen.js')).PlanScreen }) },
];

/** The room itself: outside the shell, because in a session the room bar takes the place of all navigation. */
export const sessionRoutes: RouteObject[] = [{ path: '/sessies/:sessionId', lazy: async () => ({ Component: (await import('./SessionScreen.js')).SessionScreen }) }];
