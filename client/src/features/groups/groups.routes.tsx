import { Navigate, type RouteObject } from 'react-router';

/** A circle with its tabs. What belongs to conversations comes from that feature. */
export const groupsRoutes = (inside: RouteObject[]): RouteObject[] => [
  {
    path: '/kringen/:groupId',
    lazy: async () => ({ Component: (await import('./CirclePage.js')).CirclePage }),
    children: [
      { index: true, element: <Navigate to="gesprekken" replace /> },
      ...inside,
      { path: 'leden', lazy: async () => ({ Component: (await import('./MembersTab.js')).MembersTab }) },
      { path: 'instellingen', lazy: async () => ({ Component: (await import('./SettingsTab.js')).SettingsTab }) },
    ],
  },
];

export const invitationRoutes: RouteObject[] = [
  {
    path: '/uitnodiging/:token',
    lazy: async () => ({ Component: (await import('./InvitationScreen.js')).InvitationScreen }),
  },
];
