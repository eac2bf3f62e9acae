import type { RouteObject } from 'react-router';
import { circleAfterRoutes } from './after.routes.js';

/** The part of a circle that is about meeting. */
export const intervisionRoutes: RouteObject[] = [
  { path: 'agenda', lazy: async () => ({ Component: (await import('./AgendaTab.js')).AgendaTab }) },
  { path: 'agenda/plannen', lazy: async () => ({ Component: (await import('./PlanScreen.js')).PlanScreen }) },
  { path: 'methoden', lazy: async () => ({ Component: (await import('./methods/MethodsScreen.js')).MethodsScreen }) },
  { path: 'methoden/nieuw', lazy: async () => ({ Component: (await import('./methods/ComposerScreen.js')).ComposerScreen }) },
  { path: 'methoden/:methodKey', lazy: async () => ({ Component: (await import('./methods/ComposerScreen.js')).ComposerScreen }) },
  ...circleAfterRoutes,
];

/** A poll at an address of its own, as the mail about it has it. */
export const pollRoutes: RouteObject[] = [{ path: '/prikker/:pollId', lazy: async () => ({ Component: (await import('./PollScreen.js')).PollScreen }) }];

/** A screen in the room: nobody is signed in on it. */
export const beamerRoutes: RouteObject[] = [
  { path: '/beamer', lazy: async () => ({ Component: (await import('./BeamerScreen.js')).BeamerPairing }) },
  { path: '/beamer/:token', lazy: async () => ({ Component: (await import('./BeamerScreen.js')).BeamerScreen }) },
];

/** Finding a session by the code that stands in its room. */
export const roomRoutes: RouteObject[] = [
  { path: '/kamer', lazy: async () => ({ Component: (await import('./RoomScreen.js')).RoomScreen }) },
  { path: '/kamer/:code', lazy: async () => ({ Component: (await import('./RoomScreen.js')).RoomScreen }) },
];

/** The room itself: outside the shell, because in a session the room bar takes the place of all navigation. */
export const sessionRoutes: RouteObject[] = ['/sessies/:sessionId', '/sessies/:sessionId/afronding'].map((path) => ({
  path,
  lazy: async () => ({ Component: (await import('./SessionScreen.js')).SessionScreen }),
}));
