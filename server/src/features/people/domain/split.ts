/** One person manages or appraises the other (decisions 10). */
export interface Split {
  readonly managerId: string;
  readonly personId: string;
}

const keyOf = (split: Split): string => `${split.managerId}>${split.personId}`;

/** What holds now and did not before, and the other way round. */
export function splitChanges(
  before: readonly Split[],
  after: readonly Split[],
): { began: Split[]; ended: Split[] } {
  const had = new Set(before.map(keyOf));
  const has = new Set(after.map(keyOf));
  return {
    began: after.filter((split) => !had.has(keyOf(split))),
    ended: before.filter((split) => !has.has(keyOf(split))),
  };
}
