import { randomUUID } from 'node:crypto';
import { nextNumber, type BuilderStore } from './builder-store.js';

export type OrganisationKind = 'network' | 'region' | 'foundation' | 'school' | 'institute';

export interface BuiltOrganisation {
  id: string;
  kind: OrganisationKind;
  name: string;
  path: string[];
}

/** What stands above an organisation when a test does not say: a school belongs to a foundation, that to a region. */
const above: Partial<Record<OrganisationKind, OrganisationKind>> = { school: 'foundation', foundation: 'region', institute: 'region', region: 'network' };

/** An organisation; without a parent it gets the chain up to a network of its own. */
export async function buildOrganisation(store: BuilderStore, choices: { kind?: OrganisationKind; name?: string; parent?: BuiltOrganisation | null; brin?: string } = {}): Promise<BuiltOrganisation> {
  const kind = choices.kind ?? 'school';
  const parentKind = above[kind];
  const parent = choices.parent !== undefined ? choices.parent : parentKind ? await buildOrganisation(store, { kind: parentKind }) : null;
  const id = randomUUID();
  const built = { id, kind, name: choices.name ?? `${kind} ${nextNumber()}`, path: [...(parent?.path ?? []), id] };
  await store.sql('INSERT INTO organisations (id, kind, parent_id, path, name, brin) VALUES ($1, $2, $3, $4, $5, $6)', [id, kind, parent?.id ?? null, built.path, built.name, choices.brin ?? null]);
  return built;
}
