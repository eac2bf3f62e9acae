import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { nextNumber, type BuilderStore } from './builder-store.js';
import { buildOrganisation, type BuiltOrganisation, type OrganisationKind } from './organisations.js';

/** Everyone that a builder makes signs in with this. */
export const testPassword = 'zomer-in-de-school';

let hashed: Promise<string> | undefined;

/** One hash for all: making one takes as long as checking one, on purpose. */
const passwordHash = (): Promise<string> => (hashed ??= hash(testPassword));

export interface BuiltPerson {
  id: string;
  email: string;
  givenName: string;
  familyName: string;
  name: string;
}

export interface PersonChoices {
  givenName?: string;
  familyName?: string;
  email?: string;
  status?: 'active' | 'disabled';
  language?: 'nl' | 'en';
  mailLevel?: 'all' | 'important' | 'nothing';
  /** false: the welcome screens are still ahead */
  introduced?: boolean;
  /** also gives the person this position; `at` defaults to a school of its own */
  position?: string;
  at?: BuiltOrganisation;
}

/** Someone who can sign in with {@link testPassword}. */
export async function buildPerson(store: BuilderStore, choices: PersonChoices = {}): Promise<BuiltPerson> {
  const n = nextNumber();
  const id = randomUUID();
  const givenName = choices.givenName ?? `Voornaam${n}`;
  const familyName = choices.familyName ?? `Achternaam${n}`;
  const email = (choices.email ?? `persoon${n}@kring.example`).toLowerCase();
  await store.sql(
    `INSERT INTO people (id, given_name, family_name, email, status, language, mail_level, introduced_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $8 THEN now() END)`,
    [id, givenName, familyName, email, choices.status ?? 'active', choices.language ?? 'nl', choices.mailLevel ?? 'important', choices.introduced ?? true],
  );
  await store.sql('INSERT INTO credentials (person_id, password_hash) VALUES ($1, $2)', [id, await passwordHash()]);
  const person = { id, email, givenName, familyName, name: `${givenName} ${familyName}` };
  if (choices.position) await buildPosition(store, { person, kind: choices.position, at: choices.at });
  return person;
}

/** Where a position is held when a test does not say. */
const usualPlace: Record<string, OrganisationKind> = {
  hr: 'foundation',
  policy_officer: 'foundation',
  board_member: 'foundation',
  administrator_foundation: 'foundation',
  programme_lead: 'region',
  adviser: 'region',
  administrator_network: 'network',
  institute_educator: 'institute',
};

/** Days are whole days; a negative number lies in the past. */
const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

export interface BuiltPosition {
  id: string;
  personId: string;
  organisationId: string;
  kind: string;
}

/** What someone holds where. Without a person or a place it makes them. */
export async function buildPosition(
  store: BuilderStore,
  choices: { person?: { id: string }; kind?: string; at?: BuiltOrganisation; /** days from today */ fromDay?: number; untilDay?: number } = {},
): Promise<BuiltPosition> {
  const kind = choices.kind ?? 'teacher';
  const person = choices.person ?? (await buildPerson(store));
  const at = choices.at ?? (await buildOrganisation(store, { kind: usualPlace[kind] ?? 'school' }));
  const id = randomUUID();
  await store.sql('INSERT INTO positions (id, person_id, organisation_id, kind, from_date, until_date) VALUES ($1, $2, $3, $4, $5, $6)', [
    id,
    person.id,
    at.id,
    kind,
    day(choices.fromDay ?? -30),
    choices.untilDay === undefined ? null : day(choices.untilDay),
  ]);
  return { id, personId: person.id, organisationId: at.id, kind };
}

/** Who manages whom. Without either of the two it makes them. */
export async function buildManager(
  store: BuilderStore,
  choices: { manager?: { id: string }; person?: { id: string }; /** days from today */ fromDay?: number; untilDay?: number } = {},
): Promise<{ id: string; managerId: string; personId: string }> {
  const manager = choices.manager ?? (await buildPerson(store));
  const person = choices.person ?? (await buildPerson(store));
  const id = randomUUID();
  await store.sql('INSERT INTO manager_relations (id, manager_id, person_id, from_date, until_date) VALUES ($1, $2, $3, $4, $5)', [
    id,
    manager.id,
    person.id,
    day(choices.fromDay ?? -30),
    choices.untilDay === undefined ? null : day(choices.untilDay),
  ]);
  return { id, managerId: manager.id, personId: person.id };
}
