import {
  type FieldNode,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type DocumentNode,
} from 'graphql';
import { documentLimits, limits } from '../../../../schema/limits.js';
import { ruleOf } from './schema-guard.js';

export interface DocumentSize {
  depth: number;
  cost: number;
  rootFields: number;
}

export type DocumentVerdict = { ok: true; size: DocumentSize } | { ok: false; why: string };

/**
 * Weighs a document before it runs: depth, root fields (aliases count) and cost, where a list costs its
 * page size times what is inside.
 */
export function weighDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): DocumentVerdict {
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])),
  );
  let visited = 0;
  let deepest = 0;

  const walk = (set: SelectionSetNode, type: GraphQLCompositeType | undefined, depth: number, seen: Set<string>): number => {
    deepest = Math.max(deepest, depth);
    if (depth > documentLimits.depth + 4 || (visited += 1) > 2_000) return documentLimits.cost + 1;
    let cost = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        // introspection, where it is on at all, is bounded by the number of words
        if (depth === 1 && selection.name.value.startsWith('__')) continue;
        cost += costOf(selection, type, depth, seen);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : type;
        cost += walk(selection.selectionSet, isCompositeType(condition) ? condition : undefined, depth, seen);
      } else {
        const fragment = fragments.get(selection.name.value);
        if (!fragment || seen.has(selection.name.value)) continue;
        const condition = schema.getType(fragment.typeCondition.name.value);
        const inside = new Set(seen).add(selection.name.value);
        cost += walk(fragment.selectionSet, isCompositeType(condition) ? condition : undefined, depth, inside);
      }
      if (cost > documentLimits.cost) return cost;
    }
    return cost;
  };

  const costOf = (node: FieldNode, type: GraphQLCompositeType | undefined, depth: number, seen: Set<string>): number => {
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    if (!node.selectionSet) return field && ruleOf(field)?.cost ? ruleOf(field)!.cost! : 0;
    const inner = field ? getNamedType(field.type) : undefined;
    const own = (field && ruleOf(field)?.cost) ?? 1;
    const inside = walk(node.selectionSet, isCompositeType(inner) ? inner : undefined, depth + 1, seen);
    return own + inside * (pageOf(node, variables) ?? 1);
  };

  const root = schema.getRootType(operation.operation) ?? undefined;
  const rootFields = countFields(operation.selectionSet, fragments);
  const most = operation.operation === 'mutation' ? documentLimits.mutationRootFields : documentLimits.rootFields;
  if (rootFields > most) return { ok: false, why: 'ROOT_FIELDS' };
  const cost = walk(operation.selectionSet, root, 1, new Set());
  if (deepest > documentLimits.depth) return { ok: false, why: 'DEPTH' };
  if (cost > documentLimits.cost) return { ok: false, why: 'COST' };
  return { ok: true, size: { depth: deepest, cost, rootFields } };
}

function countFields(set: SelectionSetNode, fragments: Map<string, { selectionSet: SelectionSetNode }>, hops = 0): number {
  let count = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) count += 1;
    else if (hops > 8) count += documentLimits.rootFields + 1;
    else if (selection.kind === Kind.INLINE_FRAGMENT) count += countFields(selection.selectionSet, fragments, hops + 1);
    else {
      const fragment = fragments.get(selection.name.value);
      if (fragment) count += countFields(fragment.selectionSet, fragments, hops + 1);
    }
  }
  return count;
}

/** The page size a field asks for; the wildest one counts when it cannot be read. */
function pageOf(node: FieldNode, variables: Record<string, unknown>): number | undefined {
  const argument = node.arguments?.find((one) => one.name.value === 'first' || one.name.value === 'last');
  if (!argument) return undefined;
  const value = argument.value;
  const size =
    value.kind === Kind.INT ? Number(value.value) : value.kind === Kind.VARIABLE ? variables[value.name.value] : undefined;
  if (size === undefined || size === null) return limits.defaultPage;
  return typeof size === 'number' && size > 0 ? Math.min(size, limits.pageSize) : limits.pageSize;
}
