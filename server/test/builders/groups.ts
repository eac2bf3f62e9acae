import { randomUUID } from 'node:crypto';
import { nextNumber, type BuilderStore } from './builder-store.js';
import { buildOrganisation, type BuiltOrganisation } from './organisations.js';
import { buildPerson, type BuiltPerson } from './people.js';

export type GroupKind = 'knowledge' | 'coaching' | 'intervision';
export type GroupRole = 'lead' | 'co_lead' | 'member' | 'follower' | 'guest';

export interface GroupChoices {
  kind?: GroupKind;
  name?: string;
  purpose?: string;
  organisation?: BuiltOrganisation;
  /** the text of the pact; null: the circle has none (knowledge circles may) */
  pact?: string | null;
  /** who is in it; a name without a person makes one. Everyone here agreed to the pact, unless `newcomer` */
  roles?: Partial<Record<GroupRole, BuiltPerson | BuiltPerson[]>>;
  /** members who have not agreed to the pact yet */
  newcomers?: BuiltPerson[];
}

export interface BuiltGroup {
  id: string;
  kind: GroupKind;
  name: string;
  lead: BuiltPerson;
  organisationId: string;
}

/** A circle with at least a lead. */
export async function buildGroup(store: BuilderStore, choices: GroupChoices = {}): Promise<BuiltGroup> {
  const kind = choices.kind ?? 'knowledge';
  const organisation = choices.organisation ?? (await buildOrganisation(store, { kind: 'foundation' }));
  const given = Object.entries(choices.roles ?? {}).flatMap(([role, people]) => [people].flat().map((person) => ({ role: role as GroupRole, person })));
  if (!given.some(({ role }) => role === 'lead')) given.unshift({ role: 'lead', person: await buildPerson(store) });
  const lead = given.find(({ role }) => role === 'lead')!.person;
  const pact = choices.pact === undefined ? (kind === 'knowledge' ? null : 'Wat hier gezegd wordt, blijft hier.') : choices.pact;
  const pactVersion = pact === null ? 0 : 1;
  const id = randomUUID();
  const name = choices.name ?? `Kring ${nextNumber()}`;
  const newcomers = choices.newcomers ?? [];
  await store.sql(
    `INSERT INTO groups (id, kind, organisation_id, name, purpose, pact_version, member_count, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, kind, organisation.id, name, choices.purpose ?? 'Samen verder komen', pactVersion, given.length + newcomers.length, lead.id],
  );
  if (pact !== null) {
    await store.sql('INSERT INTO group_pacts (group_id, version, text, created_by) VALUES ($1, 1, $2, $3)', [id, pact, lead.id]);
  }
  const group = { id, kind, name, lead, organisationId: organisation.id };
  for (const { role, person } of given) await insertMembership(store, id, person, role, pactVersion);
  for (const person of newcomers) await insertMembership(store, id, person, 'member', 0);
  return group;
}

/** Adds a member, as an accepted invitation would: the number of members follows. */
export async function buildMembership(store: BuilderStore, group: { id: string }, person: BuiltPerson, role: GroupRole = 'member'): Promise<void> {
  const [found] = await store.sql<{ pact_version: number }>('UPDATE groups SET member_count = member_count + 1 WHERE id = $1 RETURNING pact_version', [group.id]);
  await insertMembership(store, group.id, person, role, found?.pact_version ?? 0);
}

async function insertMembership(store: BuilderStore, groupId: string, person: { id: string }, role: GroupRole, pactVersion: number): Promise<void> {
  await store.sql(
    `INSERT INTO memberships (person_id, group_id, role, joined_seq, read_count, pact_version, pact_accepted_at)
     SELECT $1, g.id, $3, g.last_seq, g.last_seq, $4, CASE WHEN $4 > 0 THEN now() END FROM groups g WHERE g.id = $2`,
    [person.id, groupId, role, pactVersion],
  );
  if (pactVersion > 0) {
    await store.sql('INSERT INTO pact_acceptances (group_id, version, person_id) VALUES ($1, $2, $3)', [groupId, pactVersion, person.id]);
  }
}
