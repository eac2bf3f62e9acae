import { z } from 'zod';
import { readCatalogue } from '../../../platform/catalogue/read-catalogue.js';
import { type Adaptation, type Change, fieldOf, isField, type Operation } from '../domain/operation.js';
import { lineageFaults, protocolFaults, type ProtocolFault } from '../domain/protocol-faults.js';
import { type Activity, activityOf, optionalFields, type Norm, type Protocol, requiredFields, sameValue, type Said } from '../domain/protocol.js';
import { render } from '../domain/render.js';
import { changesShape, type operationShape, protocolsShape } from './protocol-file.js';

type File = z.output<typeof protocolsShape>;
type ChangesFile = z.output<typeof changesShape>;

/** The shipped base, its sector overlays as ready protocols, the variants for other people, and the norms. */
export interface ProtocolCatalogue {
  readonly norms: readonly Norm[];
  /** how dates and hours follow from a protocol, in words */
  readonly rules: readonly ({ readonly key: string } & Said)[];
  readonly base: Protocol;
  /** the day (ISO) from which the base is followed */
  readonly validFrom: string;
  readonly overlays: readonly Adaptation[];
  /** the sectors that each overlay is for, by its key */
  readonly overlaySectors: ReadonlyMap<string, readonly string[]>;
  readonly variants: readonly Protocol[];
}

/** The shipped step from one version to the next, and who coloured the earlier one in. */
export interface ProtocolChanges {
  readonly from: string;
  readonly to: string;
  readonly published: string;
  readonly changes: readonly Change[];
  readonly adaptations: readonly (Adaptation & { readonly consent: { readonly body: 'mr' | 'gmr' | 'or'; readonly date: string }; readonly expected: ChangesFile['adaptations'][number]['expected'] })[];
  readonly localisations: readonly Adaptation[];
}

/** coaching-protocols.yaml, checked in shape and in meaning. */
export const protocolCatalogueFile = z.unknown().transform((raw, context): ProtocolCatalogue => {
  const file = read(protocolsShape, raw, context);
  if (!file) return z.NEVER;
  const catalogue = catalogueFrom(file);
  const norms = new Set(catalogue.norms.map(({ key }) => key));
  const faults = [
    ...schemaFaults(file),
    ...named('protocol', protocolFaults(catalogue.base, norms)),
    ...catalogue.overlays.flatMap((overlay) => [
      ...named(`overlay ${overlay.key}`, operationFaults(catalogue.base, overlay.ops)),
      ...named(`overlay ${overlay.key}`, protocolFaults(render(catalogue.base, { layer: 'region', ops: overlay.ops }), norms)),
    ]),
    ...file.variants.flatMap((variant) => named(`variant ${variant.key}`, inclusionFaults(variant, catalogue.base))),
    ...catalogue.variants.flatMap((variant) => named(`variant ${variant.key}`, protocolFaults(variant, norms))),
    ...lineageFaults(lineageOf(file)),
  ];
  report(faults, context);
  return catalogue;
});

/** coaching-protocol-3.2-changes.yaml, checked in shape and against the base that it changes. */
export const protocolChangesFile = (base: Protocol) =>
  z.unknown().transform((raw, context): ProtocolChanges => {
    const file = read(changesShape, raw, context);
    if (!file) return z.NEVER;
    const changes = file.change_set.changes.map((change): Change => ({ ...change, ops: change.ops.map(operationFrom) }));
    const adaptations = file.adaptations.map((each) => ({ ...each, ops: each.ops.map(operationFrom) }));
    const localisations = file.localisations.map((each) => ({ ...each, ops: each.ops.map(operationFrom) }));
    const rendered = new Map(adaptations.map((each) => [`${each.key}@${each.version}`, render(base, { layer: 'foundation', ops: each.ops })]));
    report(
      [
        ...changes.flatMap((change) => named(`change ${change.id}`, operationFaults(base, change.ops))),
        ...changes.filter((change) => (change.tag === 'legal') !== (change.due !== undefined)).map(({ id }) => ({ where: `change ${id}`, field: 'due', rule: 'legal_due', says: 'a legal change has a due date, and no other has' })),
        ...protocolFaults(render(base, { layer: 'region', ops: changes.flatMap(({ ops }) => ops) })),
        ...adaptations.flatMap((each) => named(`adaptation ${each.key}`, operationFaults(base, each.ops))),
        ...localisations.flatMap((each) => named(`localisation ${each.key}`, operationFaults(rendered.get(`${each.base.key}@${each.base.version}`) ?? base, each.ops))),
        ...lineageFaults(new Map<string, string | null>([
          [`${base.key}@${base.version}`, null],
          ...[...adaptations, ...localisations].map((each): [string, string] => [`${each.key}@${each.version}`, `${each.base.key}@${each.base.version}`]),
        ])),
      ],
      context,
    );
    return { from: file.change_set.from, to: file.change_set.to, published: file.change_set.published, changes, adaptations, localisations };
  });

/**
 * The shipped coaching protocols.
 * @throws Error that names activity and rule of everything that is wrong
 */
export const loadProtocolCatalogue = (): ProtocolCatalogue => readCatalogue('coaching-protocols', protocolCatalogueFile);

/**
 * The shipped step to the next version, with the adaptations of the earlier one.
 * @throws Error that names what is wrong
 */
export const loadProtocolChanges = (base: Protocol): ProtocolChanges => readCatalogue('coaching-protocol-3.2-changes', protocolChangesFile(base));

function read<Schema extends z.ZodType>(schema: Schema, raw: unknown, context: z.RefinementCtx): z.output<Schema> | null {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  for (const { path, message } of result.error.issues) context.addIssue({ code: 'custom', path: placeOf(raw, path), message });
  return null;
}

/** A place as people find it: `protocol.activities.8.count` becomes "protocol, activities C01", count. */
function placeOf(raw: unknown, path: readonly PropertyKey[]): string[] {
  let here = raw;
  return path.map((step, at) => {
    here = (here as Record<PropertyKey, unknown> | undefined)?.[step];
    const entry = here as { uid?: unknown; key?: unknown; id?: unknown } | undefined;
    const name = typeof path[at] === 'number' ? [entry?.uid, entry?.key, entry?.id].find((each) => typeof each === 'string') : undefined;
    return String(name ?? step);
  });
}

function report(faults: readonly ProtocolFault[], context: z.RefinementCtx): void {
  for (const { where, field, says } of faults) context.addIssue({ code: 'custom', path: [`${where}, ${field}`], message: says });
}

const named = (what: string, faults: readonly ProtocolFault[]): ProtocolFault[] => faults.map((fault) => ({ ...fault, where: `${what}, ${fault.where}` }));

const renderedActivity = (activity: Activity) => ({ ...activity, addedBy: 'region' as const, files: [], notes: [] });

/** What the schema of the file says must be what the product knows. */
function schemaFaults(file: File): ProtocolFault[] {
  const { required, optional } = file.protocol.fields;
  const right = sameValue([...required].sort(), [...requiredFields].sort()) && sameValue([...optional].sort(), [...optionalFields].sort());
  return right ? [] : [{ where: 'protocol', field: 'fields', rule: 'fields', says: `names other fields than ${[...requiredFields, ...optionalFields].join(', ')}` }];
}

/** Operations must be about what is there, and say truly what it was. */
function operationFaults(base: Protocol, ops: readonly Operation[]): ProtocolFault[] {
  return ops.flatMap((operation): ProtocolFault[] => {
    const say = (where: string, field: string, rule: string, says: string): ProtocolFault[] => [{ where, field, rule, says }];
    if (operation.op === 'add') return activityOf(base, operation.activity.uid) ? say(operation.activity.uid, 'uid', 'uid_once', 'is there already') : [];
    if (operation.op === 'rename_role') return Object.hasOwn(base.roles, operation.role) ? [] : say(operation.role, 'role', 'role_exists', 'is a role that does not exist');
    const activity = activityOf(base, operation.uid);
    if (!activity) return say(operation.uid, 'uid', 'uid_exists', 'does not exist');
    if (operation.op !== 'set' || operation.was === undefined || !isField(operation.field)) return [];
    const is = fieldOf(activity, operation.field);
    return sameValue(is, operation.was) ? [] : say(operation.uid, operation.field, 'was_true', `was ${JSON.stringify(is)}, not ${JSON.stringify(operation.was)}`);
  });
}

function inclusionFaults(variant: File['variants'][number], base: Protocol): ProtocolFault[] {
  const missing = (names: readonly string[], there: readonly string[], field: string): ProtocolFault[] =>
    names.filter((name) => !there.includes(name)).map((name) => ({ where: name, field, rule: `${field}_exists`, says: 'is not in the base' }));
  return [
    ...missing(variant.include, base.activities.map(({ uid }) => uid), 'include'),
    ...missing(variant.phases, base.phases.map(({ key }) => key), 'phases'),
  ];
}

function lineageOf(file: File): Map<string, string | null> {
  const base = `${file.protocol.key}@${file.protocol.version}`;
  const ref = ({ key, version }: { key: string; version: string }): string => `${key}@${version}`;
  return new Map<string, string | null>([
    [base, null],
    ...file.overlays.map((each): [string, string] => [`${each.key}@${each.base.version}`, ref(each.base)]),
    ...file.variants.map((each): [string, string] => [ref(each), ref(each.base)]),
  ]);
}

function catalogueFrom(file: File): ProtocolCatalogue {
  const { protocol } = file;
  const shared = { types: protocol.types, themes: protocol.themes };
  const completion = ({ needs_done: needsDone, nl, en }: File['protocol']['completion']) => ({ needsDone, nl, en });
  const base: Protocol = {
    ...shared,
    key: protocol.key, name: protocol.name, sectors: protocol.sector, version: protocol.version, lengthYears: protocol.length_years,
    phases: protocol.phases, roles: protocol.roles, completion: completion(protocol.completion), activities: protocol.activities.map(renderedActivity),
  };
  return {
    norms: file.norms.map(({ sector, ...norm }) => ({ ...norm, sectors: sector })),
    rules: file.rules,
    base,
    validFrom: protocol.valid_from,
    overlays: file.overlays.map((each) => ({
      key: each.key, layer: 'region', name: each.name, base: each.base, version: each.base.version,
      ops: [...Object.entries(each.rename_roles).map(([role, value]): Operation => ({ op: 'rename_role', role, value })), ...each.ops.map(operationFrom)],
    })),
    overlaySectors: new Map(file.overlays.map(({ key, sector }) => [key, sector])),
    variants: file.variants.map((each) => ({
      ...shared,
      key: each.key, name: each.name, sectors: each.sector, version: each.version, lengthYears: each.length_years,
      phases: base.phases.filter(({ key }) => each.phases.includes(key)),
      roles: each.roles, completion: completion(each.completion),
      activities: [...base.activities.filter(({ uid }) => each.include.includes(uid)), ...each.activities.map(renderedActivity)],
    })),
  };
}

/** An operation of a file in the words of the domain: overlays write their reason in two fields. */
export function operationFrom({ reason, reason_nl: nl, reason_en: en, ...operation }: z.output<typeof operationShape>): Operation {
  const why = reason ?? (nl && en ? { nl, en } : undefined);
  return (why ? { ...operation, reason: why } : operation) as Operation;
}
