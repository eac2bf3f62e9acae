import type { RouteObject } from 'react-router';

export const practiceRoutes: RouteObject[] = [{ path: '/oefenen', lazy: async () => ({ Component: (await import('./PracticeScreen.js')).PracticeScreen }) }];
