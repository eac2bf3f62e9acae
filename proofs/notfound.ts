import { randomInt, randomUUID } from 'node:crypto';
import { getNamedType, isInputObjectType } from 'graphql';
import type { DataSource as DataSourceType } from 'typeorm';
import { DataSource } from 'typeorm';
import { forbidden, KringError } from '../server/src/platform/errors/kring-error.js';
import { GroupAccess } from '../server/src/features/groups/access/group.access.js';
import type { Actor } from '../server/test/contract/actors.js';
import { permissionMatrix } from '../server/test/contract/permission-matrix.js';
import { personOf } from '../server/test/contract/operation-case.js';
import { draftPlace, tokenOf } from '../server/test/contract/query-cases.js';
import { operationCases, senderOf } from '../server/test/contract/run-case.js';
import { buildScene, type Scene, type SceneCircle } from '../server/test/contract/scene.js';
import { documentFor, type RootField, rootFields, schemaOf } from '../server/test/contract/schema-walk.js';
import type { GqlAnswer } from '../server/test/harness/graphql-call.js';
import { makeCode } from '../server/src/features/intervision/domain/room-code.js';
import { newToken } from '../server/src/platform/identity/secret-token.js';
import type { Proof, ProofContext } from './runner/proof.js';
import { replaceMethod } from './support/mutants.js';
import { callTrusted, trustedDocuments } from './support/trusted-call.js';

/**
 * Ids that a client makes for what it creates: when one is taken, that is said. They are random, so whoever can try
 * one knows it already. `invite.personId`: people may be invited by who knows them.
 */
const reviewed = new Set(['createGroup.id', 'scheduleSession.id', 'pollSession.id', 'scheduleSeries.id', 'choosePollMoment.sessionId', 'suggestMoment.id', 'renewCalendarFeed.id', 'startPractice.id', 'createMethod.id', 'writeForSomeone.id', 'parkTopic.id', 'invite.id', 'postMessage.id', 'startTopic.topicId', 'startTopic.messageId', 'invite.personId']);

/** Ids of which the same mutation makes something and changes it later (`ifVersion`): making is reviewed, changing is compared. */
const madeOrChanged = new Set(['writeText.id', 'savePreparedCase.id', 'keepReport.id', 'saveHarvest.id']);

/** Numbers that a client makes for itself: which request this is, and which open field saves. They name nothing that is there. */
const ownNumbers = new Set(['mutationId', 'hand']);

/** Where an id stands in the arguments: `id`, or `input.groupId`. */
interface IdPlace {
  root: RootField;
  path: string[];
  name: string;
}

/** Every argument that names something: ids, the secret of a link, the place of a draft, the code in a room. */
function idPlaces(roots: readonly RootField[]): IdPlace[] {
  return roots.flatMap((root) =>
    root.field.args.flatMap((arg) => {
      const type = getNamedType(arg.type);
      if (isInputObjectType(type)) {
        return Object.values(type.getFields())
          .filter((field) => (String(getNamedType(field.type)) === 'UUID' && !ownNumbers.has(field.name)) || (field.name === 'place' && /Draft$/.test(root.name)))
          .map((field) => ({ root, path: [arg.name, field.name], name: field.name }));
      }
      return String(type) === 'UUID' || ['token', 'place', 'key', 'code'].includes(arg.name) ? [{ root, path: [arg.name], name: arg.name }] : [];
    }),
  );
}

/** Something that is there and not for this person, of the kind that this argument names. */
function foreign(scene: Scene, { root, name }: IdPlace, circle: SceneCircle, mine: Actor): string {
  const other = mine === 'stranger' ? scene.people.member : scene.people.stranger;
  // only closed circles have a session and a method, and the lead is in all but the one elsewhere
  const closed = circle.closed ? circle : mine === 'lead' ? scene.circles.elsewhereClosed : scene.circles.closed;
  const session = closed.session!;
  switch (name) {
    case 'groupId':
      return circle.id;
    case 'topicId':
      return circle.topic.id;
    case 'messageId':
      return circle.message;
    case 'invitationId':
      return circle.invitation || scene.circles.open.invitation;
    case 'appointmentId':
    case 'sessionId':
      return session.id;
    case 'pollId':
      return session.poll.id;
    case 'momentId':
      return session.poll.moments[0]!;
    case 'caseId':
    case 'caseIds':
      return session.ownCase;
    case 'textId':
    case 'optionIds':
      return session.openText;
    case 'key':
    case 'methodId':
      return closed.ownMethod!;
    case 'code':
      return session.row['room_code'] as string;
    case 'after':
    case 'toId':
    case 'forId':
    case 'order':
    case 'neededIds':
    case 'contributorId':
    case 'facilitatorId':
    case 'coFacilitatorId':
      return other.id;
    case 'personId':
      return root.name === 'invite' ? scene.people.disabled.id : other.id;
    case 'organisationId':
      return mine === 'stranger' ? scene.school.id : scene.otherSchool.id;
    case 'token':
      // whoever has the token of a screen is the screen: of somebody else's there is only one that waits, and one that was made up
      if (root.name === 'beamerPage') return newToken();
      return tokenOf(scene, scene.circles.open.invitation);
    case 'place':
      return `topic:${circle.topic.id}`;
    default:
      return root.name.startsWith('group') ? circle.id : root.name === 'topicPage' ? circle.topic.id : root.name === 'invitation' ? circle.invitation || scene.circles.open.invitation : root.name === 'messageHistory' ? circle.edited : ['sessionPage', 'sessionOutcome', 'sessionCases'].includes(root.name) ? session.id : root.name === 'sessionPoll' ? session.poll.id : root.name === 'markAction' ? session.action : ['discardPreparedCase', 'savePreparedCase'].includes(root.name) ? session.ownCase : ['removeText', 'writeText'].includes(root.name) ? session.openText : circle.message;
  }
}

const absent = (name: string): string => (name === 'place' ? `topic:${randomUUID()}` : name === 'token' ? randomUUID().replaceAll('-', '').slice(0, 27) : name === 'code' ? makeCode(randomInt) : randomUUID());

function withValue(args: Record<string, unknown>, path: readonly string[], value: string): Record<string, unknown> {
  const copy = structuredClone(args);
  if (path.length === 1) copy[path[0]!] = value;
  else {
    const input = copy[path[0]!] as Record<string, unknown>;
    input[path[1]!] = value;
    input['mutationId'] = randomUUID();
  }
  return copy;
}

/** `etag` is a digest of the body, and the body is compared itself. */
const changing = new Set(['date', 'x-request-id', 'keep-alive', 'etag']);
const nonce = /'nonce-[^']+'/;

/** What someone can see of an answer, without the moment and without what they sent themselves. */
function visible(answer: GqlAnswer<unknown>, sent: string): string {
  const headers = [...answer.headers].filter(([name]) => !changing.has(name)).map(([name, value]) => `${name}: ${value.replace(nonce, 'nonce')}`);
  const id = sent.replace(/^topic:/, '');
  // an answer about a session one is in says when it was read
  const text = answer.text.replaceAll(id, 'the id').replace(/"at":"[^"]*"/g, '"at":"a moment"').replace(/"remainingMs":-?[\d.]+/g, '"remainingMs":0');
  // an answer about a draft of one's own carries its own new id and moment
  const own = /"__typename"|"savedDraft"|SavedDraft|"draft":\{/.test(text) ? text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'an id').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'a moment') : text;
  return [answer.status, ...headers.sort(), own].join('\n');
}

class Comparison {
  pairs = 0;
  readonly compared = new Set<string>();
  readonly problems: string[] = [];
  private readonly trusted = new Map(trustedDocuments().map((document) => [document.roots[0], document]));

  constructor(private readonly scene: Scene) {}

  /** The same question about something foreign and about nothing, by someone outside and by a lead of another circle. */
  async compare(place: IdPlace, only?: string): Promise<void> {
    const key = `${place.root.name}.${place.name}`;
    if (reviewed.has(key) || (only && !key.startsWith(only))) return;
    const { circles } = this.scene;
    for (const [actor, circle] of [['stranger', circles.open], ['stranger', circles.closed], ['lead', circles.elsewhere], ['former', circles.closed], ['suspended', circles.open], ['anonymous', circles.open]] as [Actor, SceneCircle][]) {
      const base = await this.base(place, actor);
      if (!base) continue;
      const there = place.name === 'draftId' ? await this.foreignDraft(actor) : foreign(this.scene, place, circle, actor);
      const nowhere = absent(place.name);
      const session = actor === 'anonymous' ? null : senderOf(this.scene, actor, { args: {} });
      const { world } = this.scene;
      const document = documentFor(schemaOf(world), place.root);
      await world.sql('DELETE FROM rate_limits');
      const ask = async (value: string) => {
        // each time as the first time: whoever asks has no draft there of their own
        if (place.name === 'draftId') await world.sql('DELETE FROM conf.drafts WHERE person_id = $1', [personOf(this.scene, actor).id]);
        return world.gql(session, document, withValue(base, place.path, value));
      };
      this.same(`${key} as ${actor} on ${circle.name}`, visible(await ask(there), there), visible(await ask(nowhere), nowhere));
      const known = place.root.kind === 'query' ? this.trusted.get(place.root.name) : undefined;
      if (known) {
        const filled = { ...Object.fromEntries(known.variables.map((name) => [name, null])), ...base, ...(known.variables.includes('first') && place.root.name !== 'topicPage' ? { first: 20 } : {}) };
        const trusted = (value: string) => callTrusted(world.url, session, known.hash, withValue(filled, place.path, value));
        this.same(`${known.name} as ${actor} on ${circle.name}`, visible(await trusted(there), there), visible(await trusted(nowhere), nowhere));
      }
      this.compared.add(key);
    }
    if (place.name === 'draftId') await this.scene.world.sql('DELETE FROM conf.drafts');
  }

  /** A draft of somebody else, at the place where this person could have one. */
  private async foreignDraft(mine: Actor): Promise<string> {
    const { world, people } = this.scene;
    const other = mine === 'stranger' ? people.member : people.stranger;
    const id = randomUUID();
    await world.sql('DELETE FROM conf.drafts WHERE person_id = $1', [other.id]);
    await world.sql(`INSERT INTO conf.drafts (id, person_id, place, body) VALUES ($1, $2, $3, '\\x00')`, [id, other.id, draftPlace(this.scene)]);
    return id;
  }

  /** The other arguments are right: only the one in question points elsewhere. */
  private async base(place: IdPlace, actor: Actor): Promise<Record<string, unknown> | null> {
    const target = permissionMatrix.find((row) => row.operation === place.root.key)?.target;
    const make = target && operationCases[place.root.key]?.[target];
    if (!make) return null;
    // the token stands alone: with an id beside it nobody would look at it
    if (place.name === 'token') return {};
    const { args } = await make(this.scene, actor);
    return madeOrChanged.has(`${place.root.name}.${place.name}`) ? { input: { ...(args['input'] as object), ifVersion: 1 } } : args;
  }

  same(what: string, one: string, other: string): void {
    this.pairs += 1;
    if (one !== other) this.problems.push(`${what}: ${firstDifference(one, other)}`);
  }
}

function firstDifference(one: string, other: string): string {
  const [a, b] = [one.split('\n'), other.split('\n')];
  const at = a.findIndex((line, i) => line !== b[i]);
  return `"${a[at]?.slice(0, 140)}" or "${b[at]?.slice(0, 140)}"`;
}

/** Streams of circles and people that are not mine, and of nobody. */
async function compareStreams(scene: Scene, comparison: Comparison): Promise<void> {
  const socket = await scene.world.socket(scene.sessions.stranger);
  for (const [kind, id] of [['group', scene.circles.closed.id], ['group', scene.circles.open.id], ['person', scene.people.lead.id]] as const) {
    for (const after of [undefined, { epoch: 1, seq: 0 }, { epoch: 1, seq: 5 }, { epoch: 9, seq: 9 }]) {
      const [there, nowhere] = [await socket.subscribe(`${kind}:${id}`, after), await socket.subscribe(`${kind}:${randomUUID()}`, after)];
      comparison.same(`stream ${kind}`, JSON.stringify(there), JSON.stringify(nowhere));
    }
  }
  socket.close();
}

export const proof: Proof = {
  name: 'notfound',
  claim: 'what is not for you answers exactly as what is not there',
  patience: 5,
  async run(context: ProofContext) {
    const world = await context.createWorld();
    const scene = await buildScene(world);
    const roots = rootFields(schemaOf(world));
    const places = idPlaces(roots);
    const comparison = new Comparison(scene);
    for (const place of places) await comparison.compare(place);
    await compareStreams(scene, comparison);
    const skipped = places.map((place) => `${place.root.name}.${place.name}`).filter((key) => !comparison.compared.has(key) && !reviewed.has(key));
    const problems = [...comparison.problems, ...skipped.map((key) => `${key} was not compared`)];

    const dataSource = world.server.app.get<DataSourceType>(DataSource);
    const mend = replaceMethod(world.server.app.get(GroupAccess), 'require', (original) => async (viewer, groupId) => {
      try {
        return await original(viewer, groupId);
      } catch (error) {
        const there = (await dataSource.query('SELECT 1 FROM groups WHERE id = $1', [groupId])) as unknown[];
        throw error instanceof KringError && there.length > 0 ? forbidden('NOT_A_MEMBER') : error;
      }
    });
    const fault = new Comparison(scene);
    for (const place of places) await fault.compare(place, 'group.');
    mend();
    for (const problem of problems) context.progress(problem);
    return {
      ok: problems.length === 0,
      covered: { 'arguments that name something': comparison.compared.size, pairs: comparison.pairs, 'root fields': new Set(places.map((place) => place.root.name)).size },
      minimum: { 'arguments that name something': 135, pairs: 950, 'root fields': 105 },
      figure: `${comparison.pairs - comparison.problems.length} of ${comparison.pairs} pairs equal to the byte (status, headers, body)`,
      control: { ok: fault.problems.length > 0, what: `a door that says FORBIDDEN: ${fault.problems.length} of ${fault.pairs} pairs differ` },
    };
  },
};
