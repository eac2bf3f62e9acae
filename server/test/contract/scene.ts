import { randomUUID } from 'node:crypto';
import { hashToken, newToken } from '../../src/platform/identity/secret-token.js';
import { buildMessage, buildTopic, richText, type BuiltTopic } from '../builders/discussions.js';
import { buildVotingMethod, buildOwnMethod } from '../builders/methods.js';
import { buildOrganisation, type BuiltOrganisation } from '../builders/organisations.js';
import { buildManager, buildPerson, buildPosition, type BuiltPerson } from '../builders/people.js';
import type { Session } from '../harness/graphql-call.js';
import type { World } from '../harness/world.js';
import { actors, type Actor } from './actors.js';
import { buildSceneSession, type SceneSession } from './session-scene.js';

/** The circles of the scene. All but the last two have the whole cast in them; `elsewhere` belongs to the stranger. */
export const circleNames = ['open', 'closed', 'coaching', 'archived', 'elsewhere', 'elsewhereClosed'] as const;
export type CircleName = (typeof circleNames)[number];

export interface SceneCircle {
  name: CircleName;
  id: string;
  kind: 'knowledge' | 'coaching' | 'intervision';
  closed: boolean;
  topic: BuiltTopic;
  /** by the author */
  message: string;
  /** by the lead */
  leadMessage: string;
  /** a decision, by the lead */
  decision: string;
  /** by the author, edited twice: its first texts live on in its history */
  edited: string;
  /** by the author, taken away again */
  removed: string;
  /** the open invitation of `invited` */
  invitation: string;
  /** coaching and intervision circles hold one */
  session: SceneSession | null;
  /** a method of their own, with something in its name and in an instruction; likewise */
  ownMethod: string | null;
}

export interface Scene {
  world: World;
  people: Record<Exclude<Actor, 'anonymous'>, BuiltPerson>;
  sessions: Record<Actor, Session | null>;
  /** colleagues outside every circle: someone to invite, and someone who may not come because of the manager rule */
  candidate: BuiltPerson;
  /** a member of every circle whom others remove or promote */
  victim: BuiltPerson;
  network: BuiltOrganisation;
  foundation: BuiltOrganisation;
  school: BuiltOrganisation;
  otherSchool: BuiltOrganisation;
  /** of the foundation, with a vote and a survey in it; made by the co-lead, who is programme lead there as well */
  organisationMethod: string;
  circles: Record<CircleName, SceneCircle>;
  /** a sign-in of its own for someone of the cast, without asking the server */
  freshSession(actor: Exclude<Actor, 'anonymous'>): Promise<Session & { signInId: string }>;
}

/** What a scene writes where; a crawl for secrets gives every text a word of its own. */
export type Wording = (field: string) => string;

const plain: Wording = (field) => `Tekst voor ${field}`;

/** Builds a region with two foundations, the whole cast, and circles of every kind with something of everything in them. */
export async function buildScene(world: World, word: Wording = plain, names: readonly CircleName[] = circleNames): Promise<Scene> {
  const network = await buildOrganisation(world, { kind: 'network' });
  const region = await buildOrganisation(world, { kind: 'region', parent: network });
  const foundation = await buildOrganisation(world, { kind: 'foundation', parent: region });
  const school = await buildOrganisation(world, { parent: foundation });
  const elsewhere = await buildOrganisation(world, { kind: 'foundation', parent: region });
  const otherSchool = await buildOrganisation(world, { parent: elsewhere });

  const at = { school, foundation, otherSchool };
  const places: Record<Exclude<Actor, 'anonymous'>, [string, keyof typeof at]> = {
    stranger: ['teacher', 'otherSchool'],
    invited: ['teacher', 'school'],
    follower: ['policy_officer', 'foundation'],
    guest: ['student', 'school'],
    newcomer: ['starter', 'school'],
    member: ['teacher', 'school'],
    author: ['teacher', 'school'],
    coLead: ['workplace_mentor', 'school'],
    lead: ['coach', 'school'],
    former: ['teacher', 'school'],
    suspended: ['assistant', 'school'],
    appraiser: ['school_leader', 'school'],
    administrator: ['administrator_foundation', 'foundation'],
    disabled: ['teacher', 'school'],
  };
  const people = {} as Scene['people'];
  for (const [actor, [position, place]] of Object.entries(places) as [keyof typeof places, [string, keyof typeof at]][]) {
    people[actor] = await buildPerson(world, { position, at: at[place], email: `${word(`email.${actor}`).toLowerCase().replace(/[^a-z0-9]/g, '-')}@kring.example` });
  }
  await buildManager(world, { manager: people.suspended, person: people.member });
  await buildPosition(world, { person: people.coLead, kind: 'programme_lead', at: foundation });
  const candidate = await buildPerson(world, { position: 'coach', at: otherSchool });
  const victim = await buildPerson(world, { position: 'buddy', at: school });

  const cookieName = await nameOfCookie(world, people.lead);
  const freshSession: Scene['freshSession'] = async (actor) => {
    const token = newToken();
    const signInId = randomUUID();
    await world.sql(`INSERT INTO sign_ins (id, token_hash, person_id, device, expires_at) VALUES ($1, $2, $3, 'Browser', now() + interval '1 day')`, [signInId, hashToken(token), people[actor].id]);
    return { email: people[actor].email, cookie: `${cookieName}=${token}`, origin: new URL(world.settings.publicUrl).origin, setCookie: [], signInId };
  };
  const sessions = { anonymous: null } as Scene['sessions'];
  for (const actor of actors) if (actor !== 'anonymous') sessions[actor] = await freshSession(actor);

  // before anything is planned: of what comes afterwards this account may get nothing, no mail either
  await world.sql(`UPDATE people SET status = 'disabled' WHERE id = $1`, [people.disabled.id]);
  const scene: Scene = { world, people, sessions, candidate, victim, network, foundation, school, otherSchool, organisationMethod: '', circles: {} as Scene['circles'], freshSession };
  for (const name of names) scene.circles[name] = await buildCircle(scene, name, word, name.startsWith('elsewhere') ? elsewhere : foundation);
  if (scene.circles.archived) await world.sql('UPDATE groups SET archived_at = now() WHERE id = $1', [scene.circles.archived.id]);
  scene.organisationMethod = await buildVotingMethod(world, sessions.coLead!, foundation);
  return scene;
}

async function nameOfCookie(world: World, person: BuiltPerson): Promise<string> {
  return (await world.signIn(person)).cookie.split('=')[0]!;
}

const kinds: Record<CircleName, SceneCircle['kind']> = {
  open: 'knowledge',
  closed: 'intervision',
  coaching: 'coaching',
  archived: 'knowledge',
  elsewhere: 'knowledge',
  elsewhereClosed: 'intervision',
};

async function buildCircle(scene: Scene, name: CircleName, word: Wording, organisation: BuiltOrganisation): Promise<SceneCircle> {
  const { world, people } = scene;
  const kind = kinds[name];
  const closed = kind !== 'knowledge';
  const ours = !name.startsWith('elsewhere');
  const id = randomUUID();
  const lead = ours ? people.lead : people.stranger;
  await world.sql(`INSERT INTO groups (id, kind, organisation_id, name, purpose, pact_version, created_by) VALUES ($1, $2, $3, $4, $5, 1, $6)`, [
    id,
    kind,
    organisation.id,
    word(`${name}.name`),
    word(`${name}.purpose`),
    lead.id,
  ]);
  await world.sql('INSERT INTO group_pacts (group_id, version, text, created_by) VALUES ($1, 1, $2, $3)', [id, word(`${name}.pact`), lead.id]);
  const places: [BuiltPerson, string, { pact?: number; end?: boolean; rest?: boolean }?][] = ours
    ? [
        [people.lead, 'lead'],
        [people.coLead, 'co_lead'],
        [people.member, 'member'],
        [people.author, 'member'],
        [scene.victim, 'member'],
        [people.newcomer, 'member', { pact: 0 }],
        [people.guest, 'guest'],
        [people.former, 'member', { end: true }],
        [people.suspended, 'member', { rest: true }],
        [people.disabled, 'member'],
        ...(closed ? [] : ([[people.follower, 'follower', { pact: 0 }]] as [BuiltPerson, string, { pact: number }][])),
      ]
    : [[people.stranger, 'lead']];
  for (const [person, role, { pact = 1, end = false, rest = false } = {}] of places) {
    await world.sql(
      `INSERT INTO memberships (person_id, group_id, role, pact_version, pact_accepted_at, ended_at, ended_reason, suspended_at)
       VALUES ($1, $2, $3, $4, CASE WHEN $4 > 0 THEN now() END, CASE WHEN $5 THEN now() END, CASE WHEN $5 THEN 'REMOVED' END, CASE WHEN $6 THEN now() END)`,
      [person.id, id, role, pact, end, rest],
    );
    if (pact > 0) await world.sql('INSERT INTO pact_acceptances (group_id, version, person_id) VALUES ($1, 1, $2)', [id, person.id]);
  }
  await world.sql('UPDATE groups g SET member_count = (SELECT count(*) FROM memberships m WHERE m.group_id = g.id AND m.ended_at IS NULL) WHERE id = $1', [id]);
  const talk = await buildTalk(scene, id, name, word, ours);
  const invitation = ours ? await invite(scene, id) : '';
  const at = (actor: Exclude<Actor, 'anonymous'>): [BuiltPerson, Session] => [people[actor], scene.sessions[actor]!];
  const cast = ours ? { facilitator: at('lead'), second: at('coLead'), contributor: at('author'), writer: at('member') } : { facilitator: at('stranger') };
  const session = closed ? await buildSceneSession(world, id, name, word, cast) : null;
  const ownMethod = closed ? await buildOwnMethod(world, cast.facilitator[1], { groupId: id, name: word(`${name}.method`), instruction: word(`${name}.method`) }) : null;
  return { name, id, kind, closed, ...talk, invitation, session, ownMethod };
}

async function buildTalk(scene: Scene, groupId: string, name: CircleName, word: Wording, ours: boolean) {
  const { world } = scene;
  const author = (ours ? scene.sessions.author : scene.sessions.stranger)!;
  const lead = (ours ? scene.sessions.lead : scene.sessions.stranger)!;
  const topic = await buildTopic(world, author, { group: { id: groupId }, title: word(`${name}.title`), text: word(`${name}.body`) });
  const leadMessage = (await buildMessage(world, lead, { topic, text: word(`${name}.leadBody`) })).id;
  const decision = (await buildMessage(world, lead, { topic, text: word(`${name}.decision`), kind: 'DECISION' })).id;
  const edited = (await buildMessage(world, author, { topic, text: word(`${name}.firstText`) })).id;
  for (const [ifVersion, field] of [[1, 'secondText'], [2, 'lastText']] as const) {
    await world.ask(author, 'mutation E($input: EditMessageInput!) { editMessage(input: $input) { __typename } }', {
      input: { mutationId: randomUUID(), messageId: edited, ifVersion, body: richText(word(`${name}.${field}`)) },
    });
  }
  const removed = (await buildMessage(world, author, { topic, text: word(`${name}.removed`) })).id;
  await world.ask(author, 'mutation R($input: RemoveMessageInput!) { removeMessage(input: $input) { id } }', { input: { mutationId: randomUUID(), messageId: removed } });
  // the newest message gives the conversation its preview
  const message = (await buildMessage(world, author, { topic, text: word(`${name}.preview`) })).id;
  return { topic, leadMessage, decision, edited, removed, message };
}

async function invite(scene: Scene, groupId: string): Promise<string> {
  const id = randomUUID();
  await scene.world.ask(scene.sessions.lead, 'mutation I($input: InviteInput!) { invite(input: $input) { id } }', {
    input: { mutationId: randomUUID(), id, groupId, personId: scene.people.invited.id, role: 'MEMBER' },
  });
  return id;
}

/** Someone who joined long ago, for circles of proofs that need one more head. */
export async function addColleague(scene: Scene, groupId: string, role = 'member'): Promise<BuiltPerson> {
  const person = await buildPerson(scene.world);
  await buildPosition(scene.world, { person, kind: 'teacher', at: scene.school });
  await scene.world.sql('INSERT INTO memberships (person_id, group_id, role, pact_version, pact_accepted_at) VALUES ($1, $2, $3, 1, now())', [person.id, groupId, role]);
  await scene.world.sql('UPDATE groups SET member_count = member_count + 1 WHERE id = $1', [groupId]);
  return person;
}
