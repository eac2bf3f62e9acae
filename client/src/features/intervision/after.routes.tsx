import type { RouteObject } from 'react-router';

/** In a circle: how it found its sessions, and what it shared. */
export const circleAfterRoutes: RouteObject[] = [
  { path: 'agenda/evaluatie', lazy: async () => ({ Component: (await import('./EvaluationsScreen.js')).EvaluationsScreen }) },
  { path: 'agenda/oogst', lazy: async () => ({ Component: (await import('./CircleLessonsScreen.js')).CircleLessonsScreen }) },
];

/** What is left of sessions, outside their room: a lesson on its way, the run sheet on paper, one's own reports, what the region reads. */
export const afterRoutes: RouteObject[] = [
  { path: '/sessies/:sessionId/oogst', lazy: async () => ({ Component: (await import('./HarvestScreen.js')).HarvestScreen }) },
  { path: '/sessies/:sessionId/draaiboek', lazy: async () => ({ Component: (await import('./ScriptScreen.js')).ScriptScreen }) },
  { path: '/mijn-verslagen', lazy: async () => ({ Component: (await import('./ReportsScreen.js')).ReportsScreen }) },
  { path: '/mijn-verslagen/:sessionId', lazy: async () => ({ Component: (await import('./ReportsScreen.js')).ReportScreen }) },
  { path: '/kennis', lazy: async () => ({ Component: (await import('./KnowledgeScreen.js')).KnowledgeScreen }) },
];
