import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { KeyNeeds } from './choose-keys.js';
import { CommandError } from './command-error.js';

/** One table in a backup. */
export interface BackedUpTable {
  /** schema and name, as in `conf.drafts` */
  table: string;
  columns: string[];
  rows: number;
  /** uncompressed */
  bytes: number;
  /** of the uncompressed COPY text, hex */
  sha256: string;
  file: string;
}

/** What a backup says about itself: `manifest.json` in its folder. */
export interface Manifest {
  format: 1;
  madeAt: string;
  /** the last migration the database had; restoring goes to that version first */
  migration: string;
  masterKeyId: string | null;
  /** absent in backups of before 0.2: then nobody can tell whether keys fit */
  keyNeeds?: KeyNeeds;
  tables: BackedUpTable[];
  /** tables that are not in it, and why */
  leftOut: Record<string, string>;
}

/** What a backup does not hold. Whoever adds a table decides by this list: everything else in our schemas is in it. */
export const leftOut: Readonly<Record<string, string>> = {
  'conf.keys': 'has a backup of its own with 30 days rotation, so that what is erased becomes unreadable here too',
  'public.erasures': 'travels with the keys, so that a restore knows of erasures after this backup',
  'public.migrations': 'written by migrating',
  'public.realtime_event': 'after a restore all clients ask again',
  'public.rate_limits': 'forgets itself',
  'public.sign_ins': 'a sign-in that was ended must not come back: everybody signs in again',
  'public.password_resets': 'the same',
  'public.beamers': 'a screen that was taken away must not come back: it is paired again',
};

/** Reads what a backup says about itself. */
export function readManifest(folder: string): Manifest {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) throw new CommandError(`There is no backup in ${folder}: it has no manifest.json.`);
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  if (manifest.format !== 1) throw new CommandError(`The backup in ${folder} has format ${String(manifest.format)}, which this version of Kring does not know.`);
  return manifest;
}

/** Compares every file of a backup with its checksum and its count. @throws CommandError naming the first that differs */
export async function verifyBackup(folder: string): Promise<Manifest> {
  const manifest = readManifest(folder);
  for (const table of manifest.tables) {
    const hash = createHash('sha256');
    let rows = 0;
    let bytes = 0;
    try {
      await pipeline(createReadStream(join(folder, table.file)), createGunzip(), async (source) => {
        for await (const chunk of source as AsyncIterable<Buffer>) {
          hash.update(chunk);
          bytes += chunk.length;
          rows += countLines(chunk);
        }
      });
    } catch (error) {
      throw new CommandError(`${table.file} of the backup in ${folder} cannot be read: ${(error as Error).message}`, { cause: error });
    }
    if (hash.digest('hex') !== table.sha256 || rows !== table.rows || bytes !== table.bytes) {
      throw new CommandError(`${table.file} of the backup in ${folder} is damaged: it is not what the manifest says.`);
    }
  }
  return manifest;
}

/** Rows of COPY text are lines; a line break inside a value is written as \n, two characters. */
export function countLines(chunk: Buffer): number {
  let lines = 0;
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
  return lines;
}
