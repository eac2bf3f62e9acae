import type { KeySet } from './key-backup.js';

type Scope = Pick<KeySet['keys'][number], 'scopeKind' | 'scopeId'>;

/** Which keys open a backup, and what had been erased when it was made: ids and moments, no keys. */
export interface KeyNeeds {
  scopes: (Scope & { createdAt: string })[];
  erasures: KeySet['erasures'];
}

/** Keys that are at hand, and where they were found, in words. */
export interface KeysAtHand {
  from: string;
  set: KeySet;
}

/** What a restore works with. */
export interface ChosenKeys {
  /** without a master key when nothing at hand belongs to the installation of the backup */
  set: KeySet;
  /** keys of another installation: left alone */
  foreign: KeysAtHand[];
  /** scopes of the backup whose key is not at hand, although nobody erased it */
  missing: KeyNeeds['scopes'];
}

const nameOf = (scope: Scope): string => `${scope.scopeKind}:${scope.scopeId}`;

/** What a backup needs of the keys that are there when it is made. */
export function needsOf(set: KeySet): KeyNeeds {
  return { scopes: set.keys.map(({ scopeKind, scopeId, createdAt }) => ({ scopeKind, scopeId, createdAt })), erasures: set.erasures };
}

/**
 * Puts together what is known of the keys of one installation. Keys only come and, when erased, go for good; so keys of
 * several moments may be joined, and an erasure that any of them knows of counts. A set that never knew the backup's
 * master key belongs to another installation. A scope that has two keys (it was used on a copy of the installation
 * too) gets the one that the backup was written with.
 *
 * @param masterKeyId of the backup
 */
export function chooseKeys(masterKeyId: string | null, needs: KeyNeeds, atHand: readonly KeysAtHand[]): ChosenKeys {
  const knows = ({ set }: KeysAtHand): boolean => set.masterKeyId === masterKeyId || (set.earlierMasterKeyIds ?? []).includes(masterKeyId ?? '');
  const sets = atHand.filter(knows).map((one) => one.set);
  const foreign = atHand.filter((one) => !knows(one));
  // the last to have rotated its master key, then the last to be written down
  sets.sort((a, b) => rotations(b) - rotations(a) || (a.madeAt < b.madeAt ? 1 : -1));
  const last = sets[0] ?? { madeAt: '', masterKeyId: null, keys: [], erasures: [] };

  const erasures = latest([needs.erasures, ...sets.map((set) => set.erasures)].flat());
  const wanted = new Map(needs.scopes.map((scope) => [nameOf(scope), scope.createdAt]));
  const keys = new Map<string, KeySet['keys'][number]>();
  for (const key of sets.flatMap((set) => set.keys)) {
    if (key.masterKeyId !== last.masterKeyId || isErased(erasures, key)) continue;
    const name = nameOf(key);
    if (!keys.has(name) || key.createdAt === wanted.get(name)) keys.set(name, key);
  }
  const missing = needs.scopes.filter((scope) => !isErased(erasures, scope) && keys.get(nameOf(scope))?.createdAt !== scope.createdAt);
  return { set: { ...last, keys: [...keys.values()], erasures: [...erasures.values()] }, foreign, missing };
}

const rotations = (set: KeySet): number => set.earlierMasterKeyIds?.length ?? 0;

/** An erasure reaches what was made before it; a scope that is used again afterwards has a key of its own. */
const isErased = (erasures: ReadonlyMap<string, KeySet['erasures'][number]>, key: Scope & { createdAt: string }): boolean =>
  key.createdAt <= (erasures.get(nameOf(key))?.erasedAt ?? '');

function latest(erasures: KeySet['erasures']): Map<string, KeySet['erasures'][number]> {
  const found = new Map<string, KeySet['erasures'][number]>();
  for (const one of erasures) {
    if (one.erasedAt > (found.get(nameOf(one))?.erasedAt ?? '')) found.set(nameOf(one), one);
  }
  return found;
}
