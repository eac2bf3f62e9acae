import type { MessageKey } from '../../platform/i18n/catalogue.js';

export const sections = [
  { path: 'profiel', label: 'settings.profile' },
  { path: 'meldingen', label: 'settings.notifications' },
  { path: 'agenda', label: 'settings.calendar' },
  { path: 'taal', label: 'settings.language' },
  { path: 'toegankelijkheid', label: 'settings.accessibility' },
  { path: 'inloggen', label: 'settings.signIns' },
] as const satisfies { path: string; label: MessageKey }[];
