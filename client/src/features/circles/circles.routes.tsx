import type { RouteObject } from 'react-router';

export const circlesRoutes: RouteObject[] = [
  { path: '/kringen', lazy: async () => ({ Component: (await import('./CirclesScreen.js')).CirclesScreen }) },
  { path: '/kringen/nieuw', lazy: async () => ({ Component: (await import('./NewCircleScreen.js')).NewCircleScreen }) },
];
