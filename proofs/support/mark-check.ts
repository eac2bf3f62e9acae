import { getNamedType, type GraphQLNamedType, type GraphQLObjectType, type GraphQLSchema, isIntrospectionType, isObjectType, isUnionType } from 'graphql';
import { brand } from '../../server/src/platform/graphql/brand.js';
import { actors } from '../../server/test/contract/actors.js';
import { permissionMatrix } from '../../server/test/contract/permission-matrix.js';
import { operationCases, senderOf } from '../../server/test/contract/run-case.js';
import type { Scene } from '../../server/test/contract/scene.js';
import { documentFor, type RootField, schemaOf } from '../../server/test/contract/schema-walk.js';
import { callGraphql } from '../../server/test/harness/graphql-call.js';
import { callTrusted, trustedDocuments } from './trusted-call.js';
import type { UnmarkedServer } from './unmarked-server.js';

/** Object types that fields hand out: everything but the roots. */
export function handedOut(schema: GraphQLSchema): GraphQLObjectType[] {
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  return Object.values(schema.getTypeMap()).filter((type): type is GraphQLObjectType => isObjectType(type) && !isIntrospectionType(type) && !roots.has(type));
}

/** Types that take an object without a mark, or with the mark of another type. */
export function acceptsUnmarked(schema: GraphQLSchema): string[] {
  return handedOut(schema).flatMap((type) => {
    const takes = (value: object): boolean => type.isTypeOf === undefined || type.isTypeOf === null || type.isTypeOf(value, {}, {} as never) !== false;
    const other = type.name === 'Person' ? 'Group' : 'Person';
    if (takes({ id: 'x' })) return [`${type.name} goes out without a mark`];
    return takes(brand(other, { id: 'x' })) ? [`${type.name} goes out with the mark of ${other}`] : [];
  });
}

/** Every object type in what a root field can answer. */
function typesIn(schema: GraphQLSchema, type: GraphQLNamedType, seen = new Set<string>()): Set<string> {
  if (isUnionType(type)) for (const one of schema.getPossibleTypes(type)) typesIn(schema, one, seen);
  if (!isObjectType(type) || seen.has(type.name)) return seen;
  seen.add(type.name);
  for (const field of Object.values(type.getFields())) typesIn(schema, getNamedType(field.type), seen);
  return seen;
}

/** Types whose objects the executor was seen to refuse, by both ways through the server, and what went wrong. */
export interface MarkCheck {
  refused: Set<string>;
  asked: number;
  /** an answer that still held an object of a type that lost its mark */
  leaked: string[];
}

/**
 * Takes the mark of one type after the other away in a running server, and asks for something that holds such an
 * object, as someone who may: the answer must be a failure. Once by the client's document, once by one of our own.
 */
export async function checkMarks(scene: Scene, roots: ReadonlyMap<string, RootField>, server: UnmarkedServer): Promise<MarkCheck> {
  const schema = schemaOf(scene.world);
  const trusted = new Map(trustedDocuments().map((one) => [one.roots.at(-1)!, one]));
  const found: MarkCheck = { refused: new Set(), asked: 0, leaked: [] };
  const rows = permissionMatrix.filter((row) => roots.has(row.operation) && actors.some((actor) => row.cells[actor] === 'yes'));
  const types = handedOut(schema).map((type) => type.name);
  for (const name of types) {
    await server.forget([name]);
    const holding = rows.filter((row) => typesIn(schema, getNamedType(roots.get(row.operation)!.field.type)).has(name));
    const ways = new Set<string>();
    for (const row of holding) {
      if (ways.size === 2) break;
      const root = roots.get(row.operation)!;
      const actor = actors.find((one) => row.cells[one] === 'yes')!;
      const known = trusted.get(root.name);
      for (const way of ['own', ...(known ? ['client'] : [])].filter((one) => !ways.has(one))) {
        await scene.world.sql('DELETE FROM rate_limits');
        const attempt = await operationCases[row.operation]![row.target]!(scene, actor);
        const sender = senderOf(scene, actor, attempt);
        const variables = { ...Object.fromEntries((known?.variables ?? []).map((one) => [one, one === 'archived' ? row.target === 'archived' : null])), ...attempt.args };
        const session = sender && { ...sender, origin: server.url };
        const answer = way === 'client' ? await callTrusted(server.url, session, known!.hash, variables) : await callGraphql<Record<string, unknown> | null>(server.url, session, documentFor(schema, root), attempt.args);
        await attempt.undo?.();
        found.asked += 1;
        if (answer.errors?.[0]?.extensions?.code === 'INTERNAL') ways.add(way);
        else if (answer.text.includes(`"__typename":"${name}"`) && known?.roots.length === 1) found.leaked.push(`${row.operation}: an object of type ${name} without a mark`);
      }
    }
    if (ways.size > 0) found.refused.add(name);
  }
  await server.forget([]);
  return found;
}
