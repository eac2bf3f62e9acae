import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { z } from 'zod';

const folder = new URL('../../../catalogue/', import.meta.url);

/** Files that were read already: two features look at the same one. */
const contents = new Map<string, unknown>();

/** The build keeps each file as JSON beside it; from the sources the YAML itself is read, and only then its parser loaded. */
function contentOf(name: string): unknown {
  const built = new URL(`${name}.json`, folder);
  if (existsSync(built)) return JSON.parse(readFileSync(built, 'utf8'));
  const { parse } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  return parse(readFileSync(new URL(`${name}.yaml`, folder), 'utf8'));
}

/**
 * Reads one shipped data file (`server/catalogue/<name>.yaml`) and checks its shape.
 * @throws Error that names the file and every place that is wrong: a broken catalogue stops the start
 */
export function readCatalogue<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> {
  if (!contents.has(name)) contents.set(name, contentOf(name));
  const result = schema.safeParse(contents.get(name));
  if (result.success) return result.data;
  const places = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The catalogue ${name}.yaml does not have the agreed shape:\n  ${places.join('\n  ')}`);
}
