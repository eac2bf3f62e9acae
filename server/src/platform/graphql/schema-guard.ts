import {
  defaultFieldResolver,
  getNamedType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isAbstractType,
  isIntrospectionType,
  isObjectType,
} from 'graphql';
import { unauthenticated } from '../errors/kring-error.js';
import { brandOf } from './brand.js';
import type { KringContext } from './context.js';
import type { RuleStatement } from './rule.js';

/** Thrown at start-up: a root field without a rule must not serve. */
export class MissingRule extends Error {
  constructor(readonly fields: string[]) {
    super(`Root fields without a rule: ${fields.join(', ')}. State one with @Rule.`);
  }
}

export const ruleOf = (field: GraphQLField<unknown, unknown>): RuleStatement | undefined =>
  (field.extensions as { kring?: RuleStatement }).kring;

/**
 * Default deny, enforced: every root field states its rule, and every object that a field hands out carries
 * the brand of its type, given only by a door. Without it the answer is INTERNAL, never the object.
 */
export function guardSchema(schema: GraphQLSchema): GraphQLSchema {
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  const missing: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const isRoot = roots.has(type);
      const rule = ruleOf(field);
      if (isRoot && !rule) missing.push(`${type.name}.${field.name}`);
      const handsOutObjects = isObjectType(getNamedType(field.type)) || isAbstractType(getNamedType(field.type));
      if (isRoot) field.resolve = behindRule(field.resolve ?? defaultFieldResolver, rule);
      if (handsOutObjects) {
        field.resolve = branded(field.resolve ?? propertyOf(field.name), getNamedType(field.type).name, schema);
      }
    }
  }
  if (missing.length > 0) throw new MissingRule(missing.sort());
  return schema;
}

type Resolver = GraphQLFieldResolver<unknown, KringContext>;

const propertyOf =
  (name: string): Resolver =>
  (source) =>
    (source as Record<string, unknown>)[name];

function behindRule(resolve: Resolver, rule: RuleStatement | undefined): Resolver {
  return (source, args, context, info) => {
    if (rule?.rule !== 'public' && !context.viewer) throw unauthenticated();
    return resolve(source, args, context, info);
  };
}

function branded(resolve: Resolver, typeName: string, schema: GraphQLSchema): Resolver {
  const type = schema.getType(typeName);
  const allowed = new Set(isAbstractType(type) ? schema.getPossibleTypes(type).map((one) => one.name) : [typeName]);
  const check = (value: unknown): unknown => {
    if (value === null || value === undefined) return value;
    if (Array.isArray(value)) {
      for (const one of value) check(one);
      return value;
    }
    const brand = brandOf(value);
    if (!brand || !allowed.has(brand)) {
      throw new Error(`An object of type ${typeName} did not come through a door (it carries ${brand ?? 'no brand'}).`);
    }
    return value;
  };
  return (source, args, context, info) => {
    const value: unknown = resolve(source, args, context, info);
    return value instanceof Promise ? value.then(check) : check(value);
  };
}
