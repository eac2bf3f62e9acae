import {
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isInputObjectType,
  isIntrospectionType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { World } from '../harness/world.js';

/** The schema that this server runs, with the guard around its resolvers. */
export const schemaOf = (world: World): GraphQLSchema => world.server.app.get(GraphQLSchemaHost).schema;

export interface RootField {
  /** `Mutation.postMessage` */
  key: string;
  kind: 'query' | 'mutation';
  name: string;
  field: GraphQLField<unknown, unknown>;
}

export function rootFields(schema: GraphQLSchema): RootField[] {
  const of = (type: GraphQLObjectType | null | undefined, kind: RootField['kind']): RootField[] =>
    type ? Object.values(type.getFields()).map((field) => ({ key: `${type.name}.${field.name}`, kind, name: field.name, field })) : [];
  return [...of(schema.getQueryType(), 'query'), ...of(schema.getMutationType(), 'mutation')];
}

/** Every field of an object type that hands out objects, root fields included. */
export function objectFields(schema: GraphQLSchema): { type: GraphQLObjectType; field: GraphQLField<unknown, unknown> }[] {
  return Object.values(schema.getTypeMap())
    .filter((type): type is GraphQLObjectType => isObjectType(type) && !isIntrospectionType(type))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
    .filter(({ field }) => isObjectType(getNamedType(field.type)) || isAbstractType(getNamedType(field.type)));
}

/** Everything there is below a type, as a selection: every scalar of every object, at most `deepest` levels. */
export function everythingOf(schema: GraphQLSchema, type: GraphQLField<unknown, unknown>['type'], deepest = 6): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (isUnionType(named)) {
    return `{ __typename ${schema.getPossibleTypes(named).map((one) => `... on ${one.name} ${everythingOf(schema, one, deepest)}`).join(' ')} }`;
  }
  if (!isObjectType(named)) return '{ __typename }';
  const parts = Object.values(named.getFields()).flatMap((field) => {
    if (field.args.some((arg) => isNonNullType(arg.type))) return [];
    const inner = getNamedType(field.type);
    if (isLeafType(inner)) return [field.name];
    return deepest > 1 ? [`${field.name} ${everythingOf(schema, field.type, deepest - 1)}`] : [];
  });
  return `{ ${parts.join(' ') || '__typename'} }`;
}

/** A document that asks one root field for everything (or for `selection`), with a variable per argument. */
export function documentFor(schema: GraphQLSchema, root: RootField, selection = everythingOf(schema, root.field.type)): string {
  const variables = root.field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const passed = root.field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const around = (list: string): string => (list ? `(${list})` : '');
  return `${root.kind} Everything${around(variables)} { ${root.name}${around(passed)} ${selection} }`;
}

/** The fields of a mutation's `input`, by name; empty for one that takes none. */
export function inputFields(root: RootField): Record<string, { type: string; required: boolean }> {
  const type = root.field.args.find((arg) => arg.name === 'input')?.type;
  const named = type && getNamedType(type);
  if (!named || !isInputObjectType(named)) return {};
  return Object.fromEntries(Object.values(named.getFields()).map((field) => [field.name, { type: String(getNamedType(field.type)), required: isNonNullType(field.type) }]));
}
