import { z } from 'zod';
import { changeTags } from '../domain/operation.js';
import { layers, spaces, statuses } from '../domain/protocol.js';

const text = z.string().min(1);
const whole = z.int();
const day = z.iso.date();
export const said = z.strictObject({ nl: text, en: text });
const oneUnit = { message: 'names exactly one of sw, d and sd' };
const offset = z
  .strictObject({ sw: whole.optional(), d: whole.optional(), sd: whole.optional() })
  .refine((value) => Object.values(value).filter((each) => each !== undefined).length === 1, oneUnit);
const range = z.tuple([whole, whole]);
const offsetRange = z
  .strictObject({ sw: range.optional(), d: range.optional(), sd: range.optional() })
  .refine((value) => Object.values(value).filter((each) => each !== undefined).length === 1, oneUnit);
const bounds = z.strictObject({ at: offsetRange.optional(), every: offsetRange.optional(), count: range.optional(), minutes: range.optional() });

/** One activity; a field that is not in the schema is refused with its path. */
export const activityShape = z.strictObject({
  uid: z.string().regex(/^[A-Z]{1,4}\d{2,3}$/, 'is a stable id: capitals and a number'),
  phase: text,
  theme: text,
  type: text,
  nl: text,
  en: text,
  role: text,
  with: z.array(text),
  at: offset,
  count: z.int().min(1).max(60),
  minutes: z.int().min(0).max(600),
  artefact: text,
  space: z.enum(spaces),
  status: z.enum(statuses),
  adapt: z.array(text),
  every: offset.optional(),
  text: said.optional(),
  method_hint: z.array(text).min(1).optional(),
  instrument: text.optional(),
  norm: text.nullable().optional(),
  bounds: bounds.optional(),
});

/** What a field may hold, by its name in an operation. */
export const fieldShapes: Readonly<Record<string, z.ZodType>> = {
  ...Object.fromEntries(Object.entries(activityShape.shape).filter(([field]) => field !== 'uid')),
  'bounds.at': offsetRange,
  'bounds.every': offsetRange,
  'bounds.count': range,
  'bounds.minutes': range,
};

const reasons = { reason: said.optional(), reason_nl: text.optional(), reason_en: text.optional() };
const uid = activityShape.shape.uid;

/** One operation, as the files and the API write it. */
export const operationShape = z
  .discriminatedUnion('op', [
    z.strictObject({ op: z.literal('set'), uid, field: z.string().refine((field) => Object.hasOwn(fieldShapes, field), 'names a field that activities do not have'), was: z.unknown().optional(), value: z.unknown(), ...reasons }),
    z.strictObject({ op: z.literal('add'), activity: activityShape, ...reasons }),
    z.strictObject({ op: z.literal('remove'), uid, was: z.unknown().optional(), ...reasons }),
    z.strictObject({ op: z.literal('move'), uid, phase: text, at: offset, ...reasons }),
    z.strictObject({ op: z.literal('rename_role'), role: text, value: said, ...reasons }),
    z.strictObject({ op: z.literal('reorder'), uid, after: uid.nullable(), ...reasons }),
    z.strictObject({ op: z.literal('attach'), uid, file: z.strictObject({ title: said }), ...reasons }),
    z.strictObject({ op: z.literal('note'), uid, text: said, ...reasons }),
  ])
  .superRefine((operation, context) => {
    if (operation.op !== 'set') return;
    if (operation.value === null && (operation.field === 'norm' || operation.field.startsWith('bounds.'))) return;
    const read = fieldShapes[operation.field]?.safeParse(operation.value);
    for (const issue of read?.error?.issues ?? []) context.addIssue({ code: 'custom', path: ['value', ...issue.path], message: issue.message });
  });

const baseRef = z.strictObject({ key: text, version: text });
const sectors = z.union([text, z.array(text).min(1)]).transform((value) => (typeof value === 'string' ? [value] : value));
const phase = z.strictObject({ key: text, nl: text, en: text, from: offset, to: offset });
const completion = z.strictObject({ needs_done: z.array(uid).min(1), all_core: z.literal('done_or_skipped_with_reason'), nl: text, en: text });
const roles = z.record(text, said);

/** coaching-protocols.yaml. What trajectories, visits and check-ins need of it is checked where they read it. */
export const protocolsShape = z.strictObject({
  norms: z.array(
    z.strictObject({
      key: text, sector: sectors, value: z.number(), unit: text, who: text.optional(), years: z.array(whole).optional(),
      prorate_fte: z.boolean().default(false), locked: z.boolean(), src: text, note: text.optional(),
    }),
  ),
  protocol: z.strictObject({
    key: text, name: said, layer: z.literal('region'), sector: sectors, version: text, valid_from: day, length_years: whole,
    phases: z.array(phase).min(1), types: z.array(text), themes: z.array(text), spaces: z.array(z.enum(spaces)).length(spaces.length), roles,
    fields: z.strictObject({ required: z.array(text), optional: z.array(text), units: z.strictObject({ sw: text, d: text, sd: text }) }),
    completion, activities: z.array(activityShape).min(1),
  }),
  rules: z.array(z.strictObject({ key: text, en: text, nl: text })),
  overlays: z.array(z.strictObject({ key: text, base: baseRef, sector: sectors, name: said, rename_roles: roles, ops: z.array(operationShape) })),
  variants: z.array(
    z.strictObject({
      key: text, name: said, version: text, base: baseRef, sector: sectors, length_years: whole, phases: z.array(text), evidence: text,
      norms: z.array(text).default([]), roles, include: z.array(uid), activities: z.array(activityShape), completion,
    }),
  ),
  trajectory: z.unknown(),
  viewing_guide: z.unknown(),
  observation: z.unknown(),
  checkin: z.unknown(),
  satisfaction_survey: z.unknown(),
  exit_reasons: z.unknown(),
});

const adaptation = { key: text, name: said, base: baseRef, version: text, ops: z.array(operationShape) };
const verdicts = z.array(text).default([]);

/** coaching-protocol-3.2-changes.yaml. */
export const changesShape = z.strictObject({
  change_set: z.strictObject({
    protocol: text, from: text, to: text, published: day,
    tags: z.record(z.enum(changeTags), z.strictObject({ nl: text, en: text, effect: text })),
    changes: z.array(z.strictObject({ id: text, tag: z.enum(changeTags), kind: text, due: day.optional(), ops: z.array(operationShape).min(1), reason: said })),
  }),
  adaptations: z.array(
    z.strictObject({
      ...adaptation,
      layer: z.literal(layers[1]),
      consent: z.strictObject({ body: z.enum(['mr', 'gmr', 'or']), date: day }),
      expected: z.strictObject({
        conflicts: z.record(text, text), automatic: verdicts, resolved: verdicts, removed_here: verdicts, proposals: verdicts, with_deadline: verdicts,
      }),
    }),
  ),
  localisations: z.array(z.strictObject({ ...adaptation, layer: z.literal(layers[2]) })),
});
