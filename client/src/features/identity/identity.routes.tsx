import type { RouteObject } from 'react-router';

/** Screens for who is not signed in. */
export const identityRoutes: RouteObject[] = [
  { path: '/inloggen', lazy: async () => ({ Component: (await import('./SignInScreen.js')).SignInScreen }) },
  { path: '/wachtwoord', lazy: async () => ({ Component: (await import('./ForgotPasswordScreen.js')).ForgotPasswordScreen }) },
  { path: '/wachtwoord/:token', lazy: async () => ({ Component: (await import('./ResetPasswordScreen.js')).ResetPasswordScreen }) },
];
