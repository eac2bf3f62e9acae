import type { RouteObject } from 'react-router';

export const settingsRoutes: RouteObject[] = [
  {
    path: '/instellingen',
    lazy: async () => ({ Component: (await import('./SettingsLayout.js')).SettingsLayout }),
    children: [
      { index: true, lazy: async () => ({ Component: (await import('./SettingsMenu.js')).SettingsIndex }) },
      { path: 'profiel', lazy: async () => ({ Component: (await import('./ProfileSection.js')).ProfileSection }) },
      { path: 'meldingen', lazy: async () => ({ Component: (await import('./NotificationsSection.js')).NotificationsSection }) },
      { path: 'agenda', lazy: async () => ({ Component: (await import('./CalendarSection.js')).CalendarSection }) },
      { path: 'taal', lazy: async () => ({ Component: (await import('./LanguageSection.js')).LanguageSection }) },
      { path: 'toegankelijkheid', lazy: async () => ({ Component: (await import('./AccessibilitySection.js')).AccessibilitySection }) },
      { path: 'inloggen', lazy: async () => ({ Component: (await import('./SignInsSection.js')).SignInsSection }) },
    ],
  },
];
