import type { RouteObject } from 'react-router';

export const todayRoutes: RouteObject[] = [{ path: '/vandaag', lazy: async () => ({ Component: (await import('./TodayScreen.js')).TodayScreen }) }];
