import { loadEnvFile } from '../platform/config/env-file.js';
import { projectDir } from '../platform/config/project-dir.js';
import { readSettings, type Settings } from '../platform/config/settings.js';
import { openDatabase, type Meeting, type OpenDatabase } from '../start/open-database.js';
import { sayFailure, sayProgress } from '../start/say.js';

/** What a command gets to work with. */
export interface CommandContext {
  settings: Settings;
  database: OpenDatabase;
  /** the words after `--` on the command line */
  words: string[];
  log: (line: string) => void;
}

/** Reads the settings, opens the database, does the work, leaves everything as it was found; exit code 1 when it fails. */
export async function runCommand(meeting: Meeting, work: (context: CommandContext) => Promise<void>): Promise<void> {
  let database: OpenDatabase | undefined;
  try {
    loadEnvFile(projectDir());
    database = await openDatabase(readSettings(process.env), meeting, sayProgress);
    await work({ settings: database.settings, database, words: process.argv.slice(2), log: sayProgress });
  } catch (error) {
    sayFailure(error);
    process.exitCode = 1;
  } finally {
    await database?.close().catch(sayFailure);
  }
}

/** Takes `--name value` out of the words; undefined when it is not there. */
export function takeOption(words: string[], name: string): string | undefined {
  const at = words.indexOf(name);
  return at < 0 ? undefined : words.splice(at, 2)[1];
}

/** Takes `--name` out of the words. */
export function takeFlag(words: string[], name: string): boolean {
  const at = words.indexOf(name);
  if (at >= 0) words.splice(at, 1);
  return at >= 0;
}
