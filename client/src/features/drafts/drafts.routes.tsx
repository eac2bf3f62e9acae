import type { RouteObject } from 'react-router';

export const draftsRoutes: RouteObject[] = [{ path: '/concepten', lazy: async () => ({ Component: (await import('./DraftsScreen.js')).DraftsScreen }) }];
