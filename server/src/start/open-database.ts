import { SettingError, type Settings } from '../platform/config/settings.js';
import type { EmbeddedDatabase } from '../platform/embedded/start-embedded.js';

/** The settings with all addresses filled in, and the database that must be stopped afterwards when it is ours. */
export interface OpenDatabase {
  settings: Settings;
  embedded?: EmbeddedDatabase;
  /** leaves the database as it was found: stops it when this process started it */
  close(): Promise<void>;
}

/** How a command meets the embedded database of a server that may be running: `share` uses that one, `own` wants it stopped. */
export type Meeting = 'share' | 'own';

/** Starts the embedded database when there is no DATABASE_URL. */
export async function openDatabase(settings: Settings, meeting: Meeting, log: (line: string) => void): Promise<OpenDatabase> {
  if (!settings.embedded) return { settings, close: async () => undefined };
  const { startEmbedded, joinEmbedded } = await import('../platform/embedded/start-embedded.js');
  const joined = meeting === 'share' ? await joinEmbedded(settings.dataDir) : undefined;
  const embedded = joined ? undefined : await startEmbedded({ dataDir: settings.dataDir, log });
  const urls = joined ?? embedded!.urls;
  return {
    settings: { ...settings, databaseUrl: urls.runtime, databaseOwnerUrl: urls.owner, databaseJobsUrl: urls.jobs, databaseBackupUrl: urls.backup },
    embedded,
    close: async () => embedded?.stop(),
  };
}

/** The address of a role that a command cannot do without. */
export function needUrl(settings: Settings, name: 'DATABASE_OWNER_URL' | 'DATABASE_JOBS_URL' | 'DATABASE_BACKUP_URL'): string {
  const url = { DATABASE_OWNER_URL: settings.databaseOwnerUrl, DATABASE_JOBS_URL: settings.databaseJobsUrl, DATABASE_BACKUP_URL: settings.databaseBackupUrl }[name];
  if (!url) throw new SettingError(name, `${name} is missing: this command needs it (docs/operations.md, "Roles").`);
  return url;
}
