import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SettingError } from './setting-error.js';

/** Reads `.env` in the project folder, when there is one. What the environment already says, wins. */
export function loadEnvFile(projectFolder: string): void {
  const file = join(projectFolder, '.env');
  if (!existsSync(file)) return;
  try {
    process.loadEnvFile(file);
  } catch (error) {
    throw new SettingError('.env', `The file .env cannot be read: ${(error as Error).message}`);
  }
}
