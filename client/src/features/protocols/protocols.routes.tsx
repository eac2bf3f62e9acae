import type { RouteObject } from 'react-router';

/** The coaching protocols, for everyone to read. */
export const protocolRoutes: RouteObject[] = [
  { path: '/protocollen', lazy: async () => ({ Component: (await import('./ProtocolsScreen.js')).ProtocolsScreen }) },
  { path: '/protocollen/:key', lazy: async () => ({ Component: (await import('./ProtocolScreen.js')).ProtocolScreen }) },
];
