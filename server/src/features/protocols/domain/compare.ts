import { type Change, fieldOf, type Operation } from './operation.js';
import { type Activity, activityOf, boundFields, optionalFields, type Protocol, type RenderedActivity, requiredFields, sameValue, type Said } from './protocol.js';

/** One difference between two versions, by stable id and field. */
export type Difference =
  | { readonly kind: 'added' | 'removed'; readonly uid: string; readonly activity: RenderedActivity }
  | { readonly kind: 'changed'; readonly uid: string; readonly field: string; readonly was: unknown; readonly value: unknown }
  | { readonly kind: 'role'; readonly role: string; readonly was: Said | undefined; readonly value: Said };

/** Fields one by one; bounds apart, because each may be tightened alone. */
export const comparedFields: readonly string[] = [
  ...requiredFields.filter((field) => field !== 'uid'),
  ...optionalFields.filter((field) => field !== 'bounds'),
  ...boundFields.map((field) => `bounds.${field}`),
];

/** What differs between any two versions, in the order of the later one. */
export function differencesBetween(before: Protocol, after: Protocol): Difference[] {
  return [
    ...before.activities.filter(({ uid }) => !activityOf(after, uid)).map((activity): Difference => ({ kind: 'removed', uid: activity.uid, activity })),
    ...after.activities.flatMap((activity): Difference[] => {
      const earlier = activityOf(before, activity.uid);
      if (!earlier) return [{ kind: 'added', uid: activity.uid, activity }];
      return comparedFields
        .filter((field) => !sameValue(fieldOf(earlier, field), fieldOf(activity, field)))
        .map((field): Difference => ({ kind: 'changed', uid: activity.uid, field, was: fieldOf(earlier, field), value: fieldOf(activity, field) }));
    }),
    ...Object.entries(after.roles)
      .filter(([role, value]) => !sameValue(before.roles[role], value))
      .map(([role, value]): Difference => ({ kind: 'role', role, was: before.roles[role], value })),
  ];
}

const reworded: Said = { nl: 'Anders verwoord.', en: 'Put in other words.' };
const chosen: Said = { nl: 'Eigen keuze van de stichting.', en: "The foundation's own choice." };

/** An activity without what hangs onto it. */
export function plain({ addedBy: _addedBy, files: _files, notes: _notes, ...activity }: RenderedActivity): Activity {
  return activity;
}

/**
 * What a school hears when its foundation publishes: the improvements of the region that came through, under their own names and tags,
 * and what the foundation changed itself (`own-` and the activity).
 */
export function changesBetween(before: Protocol, after: Protocol, known: readonly Change[]): Change[] {
  const grouped = new Map<string, Change>();
  for (const difference of differencesBetween(before, after)) {
    const [operation, uid, field] = operationFor(difference);
    const source = known.find(({ ops }) => ops.some((each) => isAbout(each, uid, field)));
    const words = ['nl', 'en', 'text'].includes(field);
    const id = source?.id ?? `own-${uid}${words ? '-words' : ''}`;
    const start: Change = grouped.get(id) ?? (source ? { ...source, ops: [] } : { id, tag: words ? 'editorial' : 'recommended', kind: words ? 'text' : 'own', ops: [], reason: words ? reworded : chosen });
    grouped.set(id, { ...start, ops: [...start.ops, operation] });
  }
  return [...grouped.values()];
}

function operationFor(difference: Difference): [Operation, string, string] {
  switch (difference.kind) {
    case 'added':
      return [{ op: 'add', activity: plain(difference.activity) }, difference.uid, ''];
    case 'removed':
      return [{ op: 'remove', uid: difference.uid }, difference.uid, ''];
    case 'role':
      return [{ op: 'rename_role', role: difference.role, value: difference.value }, difference.role, 'role'];
    case 'changed':
      return [{ op: 'set', uid: difference.uid, field: difference.field, was: difference.was, value: difference.value ?? null }, difference.uid, difference.field];
  }
}

function isAbout(operation: Operation, uid: string, field: string): boolean {
  if (operation.op === 'set') return operation.uid === uid && (operation.field === field || (operation.field === 'bounds' && field.startsWith('bounds.')));
  if (operation.op === 'move') return operation.uid === uid && (field === 'phase' || field === 'at');
  if (operation.op === 'add') return field === '' && operation.activity.uid === uid;
  if (operation.op === 'rename_role') return field === 'role' && operation.role === uid;
  return operation.op === 'remove' && field === '' && operation.uid === uid;
}
