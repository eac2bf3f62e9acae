import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { bellRoutes } from '../features/bell/bell.routes.js';
import { circlesRoutes } from '../features/circles/circles.routes.js';
import { discussionsRoutes } from '../features/discussions/discussions.routes.js';
import { draftsRoutes } from '../features/drafts/drafts.routes.js';
import { groupsRoutes, invitationRoutes } from '../features/groups/groups.routes.js';
import { identityRoutes } from '../features/identity/identity.routes.js';
import { afterRoutes } from '../features/intervision/after.routes.js';
import { beamerRoutes, intervisionRoutes, pollRoutes, roomRoutes, sessionRoutes } from '../features/intervision/intervision.routes.js';
import { protocolRoutes } from '../features/protocols/protocols.routes.js';
import { settingsRoutes } from '../features/settings/settings.routes.js';
import { practiceRoutes } from '../features/practice/practice.routes.js';
import { todayRoutes } from '../features/today/today.routes.js';
import { welcomeRoutes } from '../features/welcome/welcome.routes.js';
import { NotFoundScreen } from './NotFoundScreen.js';
import { RouteFailed } from './RouteFailed.js';
import { Shell } from './Shell.js';
import { SignedIn } from './SignedIn.js';

/** Every address there is. Dutch nouns, the same in both languages; each screen is loaded when it is opened. */
export function createRoutes(): RouteObject[] {
  return [
    { errorElement: <RouteFailed />, hydrateFallbackElement: <></>, children: [...identityRoutes, ...beamerRoutes] },
    {
      element: <SignedIn />,
      errorElement: <RouteFailed />,
      hydrateFallbackElement: <></>,
      children: [
        ...welcomeRoutes,
        ...sessionRoutes,
        {
          element: <Shell />,
          children: [
            { path: '/', element: <Navigate to="/vandaag" replace /> },
            ...todayRoutes,
            ...practiceRoutes,
            ...circlesRoutes,
            ...invitationRoutes,
            ...groupsRoutes([...discussionsRoutes, ...intervisionRoutes]),
            ...pollRoutes,
            ...roomRoutes,
            ...draftsRoutes,
            ...afterRoutes,
            ...protocolRoutes,
            ...bellRoutes,
            ...settingsRoutes,
            { path: '*', element: <NotFoundScreen /> },
          ],
        },
      ],
    },
  ];
}

export const createRouter = (): ReturnType<typeof createBrowserRouter> => createBrowserRouter(createRoutes());
