import type { RouteObject } from 'react-router';

export const welcomeRoutes: RouteObject[] = [{ path: '/welkom', lazy: async () => ({ Component: (await import('./WelcomeScreen.js')).WelcomeScreen }) }];
