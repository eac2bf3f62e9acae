import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { z } from 'zod';

const folder = new URL('../../../catalogue/', import.meta.url);

/** Files that were read already: two features look at the same one, and parsing it takes as long as a hundred requests. */
const parsed = new Map<string, unknown>();

/**
 * Reads one shipped data file (`server/catalogue/<name>.yaml`) and checks its shape.
 * @throws Error that names the file and every place that is wrong: a broken catalogue stops the start
 */
export function readCatalogue<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> {
  if (!parsed.has(name)) parsed.set(name, parse(readFileSync(new URL(`${name}.yaml`, folder), 'utf8')));
  const result = schema.safeParse(parsed.get(name));
  if (result.success) return result.data;
  const places = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The catalogue ${name}.yaml does not have the agreed shape:\n  ${places.join('\n  ')}`);
}
