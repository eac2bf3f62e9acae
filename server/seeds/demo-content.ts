import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { readTalk, type TalkMessage } from './talk-script.js';

const folder = new URL('./demo/', import.meta.url);
const key = z.string().regex(/^[a-z][a-z0-9-]*$/);

const organisation = z.strictObject({
  key,
  kind: z.enum(['network', 'region', 'foundation', 'school', 'institute']),
  in: key.optional(),
  name: z.string().max(80),
  holidays: z.enum(['noord', 'midden', 'zuid']).optional(),
  brin: z
    .string()
    .regex(/^[0-9]{2}[A-Z]{2}$/)
    .optional(),
  mail: z.string().endsWith('.example').optional(),
});

const staff = z.strictObject({ at: key, people: z.record(z.string(), z.string()) });

const circle = z.strictObject({
  key,
  kind: z.enum(['knowledge', 'coaching', 'intervision']),
  at: key,
  name: z.string().max(80),
  purpose: z.string().max(600),
  lead: key,
  coLead: z.array(key).default([]),
  members: z.array(key).default([]),
  left: z.array(key).default([]),
  fill: z.strictObject({ to: z.int(), from: z.array(key), as: z.array(z.string()) }).optional(),
  pact: z.array(z.strictObject({ daysAgo: z.int().optional(), text: z.string().max(4_000) })).min(1),
  pending: z.array(key).default([]),
});

const talkFile = z.array(
  z
    .strictObject({
      title: z.string().max(140),
      /** began on this day of the year, the last time it was that day */
      on: z
        .string()
        .regex(/^\d\d-\d\d$/)
        .optional(),
      /** the last message came so many minutes (`25m`) or school days (`3d`) before the seed moment */
      ended: z
        .string()
        .regex(/^\d+[md]$/)
        .optional(),
      talk: z.string(),
    })
    .refine((one) => (one.on === undefined) !== (one.ended === undefined), 'either `on` or `ended`'),
);

const demoPerson = z.strictObject({
  person: key,
  label: z.string(),
  new: z.boolean().default(false),
  seen: z.record(key, z.string().regex(/^\d+[md]$/)).default({}),
  joins: z.strictObject({ circle: key, daysAgo: z.int() }).optional(),
  invitation: z.strictObject({ circle: key, by: key, daysAgo: z.int() }).optional(),
  draft: z.strictObject({ circle: key, topic: z.string(), text: z.string() }).optional(),
});

export type DemoOrganisation = z.output<typeof organisation>;
export type DemoStaff = z.output<typeof staff>;
export type DemoCircle = z.output<typeof circle>;
export type DemoPersonSpec = z.output<typeof demoPerson>;
export interface DemoConversation {
  circle: string;
  title: string;
  on: string | null;
  ended: string | null;
  messages: TalkMessage[];
}

export interface DemoContent {
  organisations: DemoOrganisation[];
  staff: DemoStaff[];
  circles: DemoCircle[];
  conversations: DemoConversation[];
  demoPeople: DemoPersonSpec[];
}

function read<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(parse(readFileSync(new URL(name, folder), 'utf8')));
  if (result.success) return result.data;
  const places = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${name} does not have the agreed shape:\n  ${places.join('\n  ')}`);
}

/** Who can sign in with one click; the rest of the content is not needed for that. */
export const readDemoPeople = (): DemoPersonSpec[] => read('demo-people.yaml', z.array(demoPerson));

/** Reads and checks the whole demo region. @throws Error naming the file and the place that is wrong */
export function readDemoContent(): DemoContent {
  const conversations = readdirSync(new URL('talk/', folder))
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) =>
      read(`talk/${name}`, talkFile).map((one) => ({
        circle: name.slice(0, -'.yaml'.length),
        title: one.title,
        on: one.on ?? null,
        ended: one.ended ?? null,
        messages: readTalk(one.talk),
      })),
    );
  return {
    organisations: read('organisations.yaml', z.array(organisation)),
    staff: read('people.yaml', z.array(staff)),
    circles: read('circles.yaml', z.array(circle)),
    conversations,
    demoPeople: readDemoPeople(),
  };
}
