import { z } from 'zod';
import { readCatalogue } from '../catalogue/read-catalogue.js';

const retentionFile = z.object({
  units: z.literal('days'),
  retention: z
    .array(z.object({ data: z.string(), keep: z.number().int().positive().nullable(), from: z.string(), then: z.string() }))
    .min(1),
});

/** How long each kind of data is kept, in days; null = as long as the account. Nobody lengthens it in a setting. */
export type RetentionDays = ReadonlyMap<string, number | null>;

export function loadRetention(): RetentionDays {
  return new Map(readCatalogue('retention', retentionFile).retention.map((row) => [row.data, row.keep]));
}

/** @throws Error when the schedule has no such kind, or no end to it: then nothing may be erased by guess */
export function daysOf(retention: RetentionDays, data: string): number {
  const days = retention.get(data);
  if (!days) throw new Error(`The retention schedule has no period for ${data}`);
  return days;
}
