import type { RouteObject } from 'react-router';

export const bellRoutes: RouteObject[] = [{ path: '/meldingen', lazy: async () => ({ Component: (await import('./BellScreen.js')).BellScreen }) }];
