import { defaultFieldResolver, type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema, isIntrospectionType, isObjectType } from 'graphql';
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
 * The check is the type's own and not a resolver per field.
 */
export function guardSchema(schema: GraphQLSchema): GraphQLSchema {
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  const missing: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    if (!roots.has(type)) {
      // executors ask this of every object before they read a field of it, in lists and unions as well
      type.isTypeOf = (value) => brandOf(value) === type.name;
      for (const field of Object.values(type.getFields())) if (onlyReads(field)) field.resolve = undefined;
      continue;
    }
    for (const field of Object.values(type.getFields())) {
      const rule = ruleOf(field);
      if (!rule) missing.push(`${type.name}.${field.name}`);
      field.resolve = behindRule(field.resolve ?? defaultFieldResolver, rule);
    }
  }
  if (missing.length > 0) throw new MissingRule(missing.sort());
  return schema;
}

/**
 * Nest gives every field a resolver, also where it only reads the property of the same name, which executors do by
 * themselves. A compiled query calls a resolver through five functions and reads a property in one step.
 */
function onlyReads(field: GraphQLField<unknown, KringContext>): boolean {
  if (field.resolve?.name !== 'rootFieldResolver') return false;
  const read = field.resolve as (source: object) => unknown;
  return read({ [field.name]: field }) === field && read({}) === undefined;
}

type Resolver = GraphQLFieldResolver<unknown, KringContext>;

function behindRule(resolve: Resolver, rule: RuleStatement | undefined): Resolver {
  return (source, args, context, info) => {
    if (rule?.rule !== 'public' && !context.viewer) throw unauthenticated();
    return resolve(source, args, context, info);
  };
}
