import { type Actor, actors } from '../../server/test/contract/actors.js';
import { permissionMatrix } from '../../server/test/contract/permission-matrix.js';
import { operationCases, senderOf } from '../../server/test/contract/run-case.js';
import type { Scene } from '../../server/test/contract/scene.js';
import { documentFor, type RootField, rootFields, schemaOf } from '../../server/test/contract/schema-walk.js';
import type { GqlAnswer } from '../../server/test/harness/graphql-call.js';
import type { SecretLedger } from './secret-ledger.js';
import { newToken } from '../../server/src/platform/identity/secret-token.js';
import { writtenPlanArguments } from './written-room.js';
import { callTrusted, type TrustedDocument, trustedDocuments } from './trusted-call.js';

/** Every id in the database, by the table it came from. */
export type Ids = Record<'groups' | 'topics' | 'messages' | 'people' | 'invitations' | 'sessions' | 'polls' | 'methods' | 'others', string[]>;

/** What kind of thing the `id` of a query names. */
const idKind: Record<string, keyof Ids> = { group: 'groups', groupPage: 'groups', topicPage: 'topics', message: 'messages', messageHistory: 'messages', invitation: 'invitations', sessionPage: 'sessions', sessionPoll: 'polls', sessionOutcome: 'sessions', sessionCases: 'sessions' };

/** A series of the coming months. */
const rhythm = () => ({ from: daysAhead(7), until: daysAhead(120), everyWeeks: 4, skipHolidays: true });
const daysAhead = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export async function allIds(scene: Scene): Promise<Ids> {
  const of = async (table: string): Promise<string[]> => (await scene.world.sql<{ id: string }>(`SELECT id FROM ${table}`)).map((row) => row.id);
  const others = (await Promise.all(['organisations', 'positions', 'sign_ins', 'conf.drafts', 'manager_relations', 'conf.session_texts', 'conf.harvests', 'conf.personal_reports', 'lessons'].map(of))).flat();
  return { groups: await of('groups'), topics: await of('topics'), messages: await of('messages'), people: await of('people'), invitations: await of('invitations'), sessions: await of('sessions'), polls: await of('polls'), methods: await of('own_methods'), others };
}

/** The ids of the scene itself: one of everything in every circle. */
export function sceneIds(scene: Scene, ids: Ids): Ids {
  const circles = Object.values(scene.circles);
  return { ...ids, groups: circles.map((one) => one.id), topics: circles.map((one) => one.topic.id), messages: circles.flatMap((one) => [one.message, one.edited]), people: [], sessions: circles.flatMap((one) => one.session?.id ?? []), polls: circles.flatMap((one) => one.session?.poll.id ?? []), methods: circles.flatMap((one) => one.ownMethod ?? []), others: [] };
}

/** A method that somebody has on screen: everyone write alone, then read it together. */
export const methodOnScreen = {
  basedOn: 'incident', name: { nl: 'Kijken', en: '' }, purpose: { nl: '', en: '' }, groupMin: 3, groupMax: 8, facilitatorRequired: true, rules: [],
  blocks: [
    {
      kind: 'write', key: 'look', minutes: 5, name: { nl: 'Kijken', en: '' }, instruction: { nl: 'Schrijf op wat je ziet.', en: '' }, speak: 'solo', previousSpeaks: false, contrib: 'listens',
      writer: null, names: 'author_choice', hidden: false, maxEach: null, shows: null, showsRatings: null, orderByRating: [], ratingScale: null, opensHere: true, present: 'together',
      ballot: null, fields: [], manyRows: false, items: [],
    },
  ],
};

/** Asks everything there is to ask as everyone there is, and shows the answers to the ledger. */
export class Crawl {
  /** operations that some actor got an answer from, and all there are */
  readonly reached = new Set<string>();
  readonly operations = new Set<string>();
  /** what was last said to whoever asked, per operation that was refused */
  readonly refusals = new Map<string, string>();
  requests = 0;
  /** while a fault is in, the database may refuse what the fault let through: that fails, and gives nothing away */
  mayFail = false;
  /** how often that was */
  failed = 0;
  /** by which rooms are found */
  roomCodes: string[] = [];
  private readonly roots: RootField[];
  private readonly trusted: TrustedDocument[] = trustedDocuments();

  constructor(
    private readonly scene: Scene,
    private readonly ledger: SecretLedger,
    private readonly random: () => number,
  ) {
    this.roots = rootFields(schemaOf(scene.world));
    for (const root of this.roots) this.operations.add(root.key);
    for (const document of this.trusted) this.operations.add(document.name);
  }

  /**
   * Queries of the schema, with every id of the right kind and some (or all) of the wrong ones; queries of the client
   * with the ids in `few`.
   */
  async queries(actor: Actor, ids: Ids, few: Ids, strangeIds: number): Promise<void> {
    const schema = schemaOf(this.scene.world);
    const calls: (() => Promise<void>)[] = [];
    for (const root of this.roots.filter((one) => one.kind === 'query')) {
      const document = documentFor(schema, root);
      for (const args of this.argumentsOf(root.name, root.field.args.map((arg) => arg.name), ids, strangeIds)) {
        calls.push(async () => this.note(root.key, actor, await this.scene.world.gql(this.scene.sessions[actor], document, args), args));
      }
    }
    for (const document of this.trusted.filter((one) => one.kind === 'query')) {
      for (const args of this.argumentsOf(document.roots[0] ?? '', document.variables, few, 0)) {
        calls.push(async () => this.note(document.name, actor, await callTrusted(this.scene.world.url, this.scene.sessions[actor], document.hash, args), args));
      }
    }
    await inParallel(calls, 6);
  }

  /** Types every secret, the beginning of it and its capitals into every search. */
  async searches(actor: Actor, ids: Ids, every: boolean): Promise<void> {
    const { world, sessions } = this.scene;
    const calls: (() => Promise<void>)[] = [];
    const ask = (name: string, args: Record<string, unknown>): void => {
      const root = this.roots.find((one) => one.name === name)!;
      const document = documentFor(schemaOf(world), root);
      calls.push(async () => this.note(root.key, actor, await world.gql(sessions[actor], document, args), args, true));
    };
    for (const [secret, field] of this.ledger.fields) {
      // only names and titles are ever looked through; the long form types everything
      if (!every && !/name|title/i.test(field)) continue;
      ask('goTo', { text: secret });
      ask('goTo', { text: secret.slice(0, 10).toUpperCase() });
    }
    for (const groupId of ids.groups) {
      for (const text of every ? ['knrqzx', 'a', 'v', '%', '_'] : ['knrqzx', 'v']) {
        ask('mentionable', { groupId, text });
        ask('candidates', { groupId, text });
      }
    }
    await inParallel(calls, 6);
  }

  /** Every mutation in every place where the matrix refuses it, and once for someone who may. */
  async mutations(settle: () => Promise<void>): Promise<void> {
    for (const row of permissionMatrix.filter((one) => one.operation.startsWith('Mutation.'))) {
      await this.scene.world.sql('DELETE FROM rate_limits');
      const may = actors.find((actor) => row.cells[actor] === 'yes');
      for (const actor of actors) if (row.cells[actor] !== '-' && (row.cells[actor] !== 'yes' || actor === may)) await this.mutate(row.operation, row.target, actor);
      // the mail that was asked for ends earlier ways to a new password
      if (row.operation === 'Mutation.requestPasswordReset') await settle();
    }
  }

  /** Mutations as the client writes them, by someone who may. */
  async trustedMutations(settle: () => Promise<void>): Promise<void> {
    for (const document of this.trusted.filter((one) => one.kind === 'mutation')) {
      const row = permissionMatrix.find((one) => one.operation === `Mutation.${document.roots[0]}` && actors.some((actor) => one.cells[actor] === 'yes'));
      const actor = row && actors.find((one) => row.cells[one] === 'yes');
      if (!row || !actor) continue;
      await this.scene.world.sql('DELETE FROM rate_limits');
      const attempt = await operationCases[row.operation]![row.target]!(this.scene, actor);
      this.note(document.name, actor, await callTrusted(this.scene.world.url, senderOf(this.scene, actor, attempt), document.hash, attempt.args), attempt.args);
      await attempt.undo?.();
      if (document.name === 'RequestPasswordReset') await settle();
    }
  }

  private async mutate(operation: string, target: string, actor: Actor): Promise<void> {
    const { world } = this.scene;
    const root = this.roots.find((one) => one.key === operation)!;
    const attempt = await operationCases[operation]![target]!(this.scene, actor);
    this.note(operation, actor, await world.gql(senderOf(this.scene, actor, attempt), documentFor(schemaOf(world), root), attempt.args), attempt.args);
    await attempt.undo?.();
  }

  /** Values for the arguments of a query: each id that could be meant, and a few that could not. */
  private argumentsOf(root: string, names: readonly string[], ids: Ids, strange: number): Record<string, unknown>[] {
    const fixed: Record<string, unknown> = {};
    if (names.includes('first')) fixed['first'] = root === 'topicPage' ? null : 100;
    if (names.includes('archived')) return [{ archived: false }, { archived: true }];
    if (names.includes('place')) return [...ids.topics.map((id) => `topic:${id}`), ...ids.groups.map((id) => `newTopic:${id}`)].map((place) => ({ place }));
    if (names.includes('key')) return ['incident', ...ids.methods].map((key) => ({ key }));
    // a method is asked about with itself: what is on somebody's own screen
    if (names.includes('method')) return [{ method: methodOnScreen, people: 5, seed: 1 }];
    if (root === 'room') return this.roomCodes.map((code) => ({ code }));
    // whoever has a screen's token is that screen: what it gets is looked at apart (sealed-session.ts)
    if (root === 'beamerPage') return [{ token: newToken() }];
    if (names.includes('minutes')) return [{ minutes: 90, people: 6, caseTags: [] }];
    if (names.includes('everyWeeks')) Object.assign(fixed, rhythm());
    if (names.includes('startsOn')) Object.assign(fixed, writtenPlanArguments());
    if (names.includes('text')) fixed['text'] = 'knrqzx';
    const name = ['groupId', 'sessionId', 'id'].find((one) => names.includes(one));
    if (!name) return [fixed];
    const right = ids[name === 'groupId' ? 'groups' : name === 'sessionId' ? 'sessions' : (idKind[root] ?? 'others')];
    const rest = Object.values(ids).flat().filter((id) => !right.includes(id));
    const some = strange >= rest.length ? rest : Array.from({ length: strange }, () => rest[Math.floor(this.random() * rest.length)]!);
    return [...right, ...some].map((id) => ({ ...fixed, [name]: id }));
  }

  private note(operation: string, actor: Actor, answer: GqlAnswer<unknown>, args: unknown, search = false): void {
    this.requests += 1;
    const refused = (answer.errors?.length ?? 0) > 0;
    if (!refused && answer.status === 200) this.reached.add(operation);
    else this.refusals.set(operation, `${actor}: ${answer.errors?.[0]?.extensions?.code ?? answer.status} ${answer.errors?.[0]?.extensions?.reason ?? ''}`.trim());
    if (answer.status >= 500 && this.mayFail) this.failed += 1;
    else if (answer.status >= 500) throw new Error(`${operation} as ${actor} failed: ${answer.text.slice(0, 200)} ${JSON.stringify(args)}`);
    const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    // what someone types into a search is no secret to them; only what comes back counts, and that never repeats it
    this.ledger.look(`${answer.text}\n${headers}`, refused ? 'refusal' : 'answer', actor, `${operation}${search ? ' (search)' : ''}`);
    this.ledger.lookForWriters(answer.data, actor, operation);
  }
}

/** Runs calls a few at a time. */
export async function inParallel(calls: readonly (() => Promise<void>)[], atOnce: number): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < calls.length) await calls[next++]!();
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
