import { z } from 'zod';
import { readCatalogue } from '../../../platform/catalogue/read-catalogue.js';
import {
  contribs,
  inputs,
  levels,
  methodRoles,
  namings,
  optionSources,
  presents,
  reveals,
  speaks,
  tagKinds,
  writers,
  type Ballot,
  type ChooserRule,
  type FrameStep,
  type Input,
  type Method,
  type MethodCatalogue,
  type MethodPhase,
  type Naming,
  type SurveyItem,
} from '../domain/method.js';
import { catalogueFaults } from '../domain/method-faults.js';

const text = z.string().min(1);
const count = z.int().nonnegative();
const minutes = z.int().min(1);
const keys = z.array(text);
const perKey = z.record(text, count);
const minutesPerKey = z.record(text, minutes);
const words = { nl: text, en: text };
const said = z.strictObject(words);
const label = z.strictObject({ key: text, ...words });
const surveyItem = z.strictObject({ key: text, ...words, type: z.enum(['agree5', 'text']).default('agree5'), optional: z.boolean().default(false) });

/** Every word of an enumeration explained, none missing and none that the engine does not know. */
const explained = <Key extends string>(known: readonly Key[]) => z.strictObject(Object.fromEntries(known.map((key) => [key, text])) as Record<Key, typeof text>);

const ballotFields = {
  options_from: z.enum(optionSources).optional(),
  options_phase: text.optional(),
  choices: z.int().min(1).optional(),
  ballot_nl: text.optional(),
  ballot_en: text.optional(),
  skip_if_options_lt: z.int().min(1).optional(),
  makes_contributor: z.boolean().default(false),
};

const phaseShape = z.strictObject({
  key: text,
  min: minutes,
  ...words,
  do_nl: text,
  do_en: text,
  speak: z.enum(speaks),
  speaker: z.literal('previous_contributor').optional(),
  contrib: z.enum(contribs),
  input: z.enum(inputs),
  writer: z.enum(writers).optional(),
  hidden: z.boolean().default(false),
  names: z.enum(namings).optional(),
  maxEach: z.int().min(1).optional(),
  shows: text.optional(),
  shows_ratings: text.optional(),
  order_by_rating: keys.default([]),
  rating_scale: text.optional(),
  reveal: z.enum(reveals).optional(),
  present: z.enum(presents).optional(),
  fields: keys.default([]),
  rows: z.literal('many').optional(),
  items: z.literal('evaluation_items').optional(),
  contributor_items: z.literal('contributor_items').optional(),
  ...ballotFields,
});

const stepShape = z.strictObject({
  key: text,
  ...words,
  offset_days: z.int(),
  who: text,
  visibility: text,
  input: z.enum(inputs).optional(),
  writer: z.enum(writers).optional(),
  names: z.enum(namings).optional(),
  fields: keys.default([]),
  ...ballotFields,
});

const methodShape = z.strictObject({
  key: text,
  name: said,
  src: text,
  level: z.enum(levels),
  group: z.strictObject({ min: z.int().min(2), max: z.int().min(2) }),
  facilitator: z.enum(['required', 'optional']),
  participant_min: z.int().min(1),
  core_min: minutes,
  core_min_per_round: minutes.optional(),
  repeat_per_person: z.boolean().default(false),
  subgroup: z.strictObject({ size: z.int().min(2), allow: z.array(z.int().min(2)).min(1), trio_nl: text.optional(), trio_en: text.optional() }).optional(),
  short: z.strictObject({ core_min: minutes, core_min_per_round: minutes.optional(), min: minutesPerKey, subgroup_size: z.int().min(2).optional() }).optional(),
  async: z.boolean(),
  async_profile: z.strictObject({ total_days: minutes, max_days: minutes, min_visits_per_day: minutes, phase_days: perKey }).optional(),
  purpose: said,
  suits: keys,
  avoid: keys,
  contributor_from: text.optional(),
  modules: z.array(label).default([]),
  artefact_required: z.boolean().default(false),
  phases: z.array(phaseShape).min(1),
  rules: z.array(said),
  output: keys,
  followup: z.strictObject({ next_session: keys, required: z.boolean() }).optional(),
});

const chooserRule = z.strictObject({
  if: z
    .strictObject({
      minutes_available_lt: minutes.optional(),
      group_sessions_lt: minutes.optional(),
      members_present_lt: minutes.optional(),
      case_tag: text.optional(),
      audience: text.optional(),
      cannot_meet: z.literal(true).optional(),
    })
    .refine((condition) => Object.keys(condition).length > 0, 'a rule needs a condition'),
  frame: z.enum(['full', 'short']).optional(),
  profile: z.enum(['normal', 'short']).optional(),
  suggest: keys.default([]),
  block: keys.default([]),
  only_these: z.boolean().default(false),
  mode: z.literal('async').optional(),
  note_nl: text.optional(),
  note_en: text.optional(),
});

const shape = z.strictObject({
  enums: z.strictObject({
    speak: explained(speaks),
    input: explained(inputs),
    writer: explained(writers),
    names: explained(namings),
    names_default: z.partialRecord(z.enum(inputs), z.enum(namings)),
    present: explained(presents),
    reveal: explained(reveals),
    options_from: explained(optionSources),
    rating_scales: z.record(text, z.array(label).min(2)),
    agree5: z.array(z.strictObject({ value: z.int().min(1).max(5), ...words })).length(5),
    contrib: explained(contribs),
    level: z.record(z.enum(levels), z.int()),
    roles: z.record(z.enum(methodRoles), z.strictObject({ ...words, min: count, max: count, required: z.union([z.boolean(), z.literal('per_method')]), note: text.optional() })),
    rules: z.array(label),
  }),
  fields: z.array(label),
  frame: z.strictObject({
    before: z.array(stepShape),
    open: z.array(phaseShape),
    close: z.array(phaseShape),
    after: z.array(stepShape),
    tie_break: text,
    fairness_hint: text,
    open_min: minutes,
    close_min: minutes,
  }),
  frame_short: z.strictObject({ open_min: minutes, close_min: minutes, min: minutesPerKey }),
  evaluation_items: z.array(surveyItem).min(1),
  contributor_items: z.array(surveyItem).min(1),
  group_agreement: z.array(z.strictObject({ key: text, locked: z.boolean(), ...words })),
  methods: z.array(methodShape).min(1),
  tags: z.array(z.strictObject({ key: text, kind: z.enum(tagKinds), ...words })),
  chooser: z.strictObject({ total: z.record(text, text), rules: z.array(chooserRule) }),
  async_defaults: z.strictObject({
    days_by_input: z.record(z.enum(inputs), count),
    extra_days_for: z.partialRecord(z.enum(speaks), count),
    working_days_only: z.literal(true),
    reminder: z.strictObject({ at_percent_of_phase: z.array(z.int().min(1).max(99)), quiet_hours: text }),
    advance: z.strictObject({ when: text, facilitator_can: keys, exception_nl: text, exception_en: text }),
    dialogue_answers: text,
    contrib_listens: text,
    contrib_away: text,
    private_reveal: text,
    missed: text,
    mail_content: text,
  }),
});

type File = z.output<typeof shape>;
type PhaseRow = z.output<typeof phaseShape>;

/** intervision-methods.yaml, checked in shape and in meaning, in the words of the domain. */
export const methodCatalogueFile = z.unknown().transform((raw, context): MethodCatalogue => {
  const read = shape.safeParse(raw);
  if (!read.success) {
    for (const { path, message } of read.error.issues) context.addIssue({ code: 'custom', path: placeOf(raw, path), message });
    return z.NEVER;
  }
  const catalogue = catalogueFrom(read.data);
  for (const { where, says } of catalogueFaults(catalogue)) context.addIssue({ code: 'custom', path: [where], message: says });
  return catalogue;
});

/**
 * The shipped methods of intervision.
 * @throws Error that names method and phase of everything that is wrong
 */
export const loadMethodCatalogue = (): MethodCatalogue => readCatalogue('intervision-methods', methodCatalogueFile);

/** A place as people find it: `methods.3.phases.2.speak` becomes "method gossip, phase gossip", speak. */
function placeOf(raw: unknown, path: readonly PropertyKey[]): string[] {
  const names: string[] = [];
  let rest: string[] = [];
  let here = raw;
  for (const [at, step] of path.entries()) {
    here = (here as Record<PropertyKey, unknown> | undefined)?.[step];
    const key = (here as { key?: unknown } | undefined)?.key;
    const list = String(path[at - 1] ?? '').replace(/s$/, '').replace(/^(open|close)$/, 'frame, phase');
    const named = typeof step === 'number' && typeof key === 'string';
    if (named) names.push(`${list} ${key}`);
    rest = named ? [] : [...rest, String(step)];
  }
  return names.length > 0 ? [names.join(', '), ...rest] : rest;
}

function catalogueFrom(file: File): MethodCatalogue {
  const { enums, frame } = file;
  const items = (name: string | undefined, list: readonly SurveyItem[]): readonly SurveyItem[] => (name ? list : []);
  const phase = (row: PhaseRow): MethodPhase => ({
    key: row.key,
    minutes: row.min,
    name: { nl: row.nl, en: row.en },
    instruction: { nl: row.do_nl, en: row.do_en },
    speak: row.speak,
    speaker: row.speaker ?? null,
    contrib: row.contrib,
    input: row.input,
    writer: row.writer ?? null,
    hidden: row.hidden,
    names: row.names ?? defaultName(enums.names_default, row.input),
    maxEach: row.maxEach ?? null,
    shows: row.shows ?? null,
    showsRatings: row.shows_ratings ?? null,
    orderByRating: row.order_by_rating,
    ratingScale: row.rating_scale ?? null,
    reveal: row.reveal ?? null,
    present: row.present ?? null,
    ballot: ballotFrom(row),
    fields: row.fields,
    manyRows: row.rows === 'many',
    items: items(row.items, file.evaluation_items),
    contributorItems: items(row.contributor_items, file.contributor_items),
  });
  return {
    methods: file.methods.map((row) => methodFrom(row, row.phases.map(phase))),
    frame: {
      before: frame.before.map(stepFrom),
      open: frame.open.map(phase),
      close: frame.close.map(phase),
      after: frame.after.map(stepFrom),
      openMinutes: frame.open_min,
      closeMinutes: frame.close_min,
    },
    shortFrame: { openMinutes: file.frame_short.open_min, closeMinutes: file.frame_short.close_min, minutes: file.frame_short.min },
    agreement: file.group_agreement,
    fields: file.fields,
    tags: file.tags,
    ratingScales: enums.rating_scales,
    agree5: enums.agree5,
    roles: methodRoles.map((role) => ({ role, nl: enums.roles[role].nl, en: enums.roles[role].en, min: enums.roles[role].min, max: enums.roles[role].max })),
    chooser: file.chooser.rules.map(chooserFrom),
    writtenDefaults: {
      daysByInput: file.async_defaults.days_by_input,
      extraDaysFor: file.async_defaults.extra_days_for,
      reminderAtPercent: file.async_defaults.reminder.at_percent_of_phase,
      exception: { nl: file.async_defaults.advance.exception_nl, en: file.async_defaults.advance.exception_en },
    },
  };
}

const defaultName = (names: Partial<Record<Input, Naming>>, input: Input): Naming | null => names[input] ?? null;

function ballotFrom(row: z.output<z.ZodObject<typeof ballotFields>>): Ballot | null {
  if (!row.options_from || !row.choices || !row.ballot_nl || !row.ballot_en) return null;
  return {
    from: row.options_from,
    phase: row.options_phase ?? null,
    choices: row.choices,
    nl: row.ballot_nl,
    en: row.ballot_en,
    skipBelow: row.skip_if_options_lt ?? null,
    makesContributor: row.makes_contributor,
  };
}

const stepFrom = (row: z.output<typeof stepShape>): FrameStep => ({
  key: row.key,
  nl: row.nl,
  en: row.en,
  offsetDays: row.offset_days,
  who: row.who,
  visibility: row.visibility,
  fields: row.fields,
  ballot: ballotFrom(row),
});

const methodFrom = (row: z.output<typeof methodShape>, phases: readonly MethodPhase[]): Method => ({
  key: row.key,
  name: row.name,
  source: row.src,
  level: row.level,
  group: row.group,
  facilitator: row.facilitator,
  participantMin: row.participant_min,
  coreMinutes: row.core_min,
  coreMinutesPerRound: row.core_min_per_round ?? null,
  repeatPerPerson: row.repeat_per_person,
  subgroup: row.subgroup
    ? { size: row.subgroup.size, allow: row.subgroup.allow, trioNote: row.subgroup.trio_nl && row.subgroup.trio_en ? { nl: row.subgroup.trio_nl, en: row.subgroup.trio_en } : null }
    : null,
  short: row.short
    ? { coreMinutes: row.short.core_min, coreMinutesPerRound: row.short.core_min_per_round ?? null, minutes: row.short.min, subgroupSize: row.short.subgroup_size ?? null }
    : null,
  written: row.async,
  writtenProfile: row.async_profile
    ? { totalDays: row.async_profile.total_days, maxDays: row.async_profile.max_days, minVisitsPerDay: row.async_profile.min_visits_per_day, phaseDays: row.async_profile.phase_days }
    : null,
  purpose: row.purpose,
  suits: row.suits,
  avoid: row.avoid,
  contributorFrom: row.contributor_from ?? null,
  modules: row.modules,
  artefactRequired: row.artefact_required,
  phases,
  rules: row.rules,
  output: row.output,
  followUp: row.followup ? { nextSession: row.followup.next_session, required: row.followup.required } : null,
});

const chooserFrom = (row: z.output<typeof chooserRule>): ChooserRule => ({
  if: {
    minutesAvailableBelow: row.if.minutes_available_lt ?? null,
    groupSessionsBelow: row.if.group_sessions_lt ?? null,
    membersPresentBelow: row.if.members_present_lt ?? null,
    caseTag: row.if.case_tag ?? null,
    audience: row.if.audience ?? null,
    cannotMeet: row.if.cannot_meet ?? false,
  },
  frame: row.frame ?? null,
  suggest: row.suggest,
  block: row.block,
  onlyThese: row.only_these,
  written: row.mode === 'async',
  note: row.note_nl && row.note_en ? { nl: row.note_nl, en: row.note_en } : null,
});
