import { randomUUID } from 'node:crypto';
import type { DataSource as DataSourceType } from 'typeorm';
import { DataSource } from 'typeorm';
import { UnitOfWork } from '../server/src/platform/database/unit-of-work.js';
import { actors } from '../server/test/contract/actors.js';
import { richText } from '../server/test/builders/discussions.js';
import { leadWrites } from '../server/test/contract/mutation-cases.js';
import { permissionMatrix } from '../server/test/contract/permission-matrix.js';
import { operationCases, senderOf } from '../server/test/contract/run-case.js';
import { buildScene, type Scene } from '../server/test/contract/scene.js';
import { documentFor, inputFields, type RootField, rootFields, schemaOf } from '../server/test/contract/schema-walk.js';
import type { GqlAnswer, Session } from '../server/test/harness/graphql-call.js';
import type { Proof, ProofContext } from './runner/proof.js';
import { census, difference } from './support/effect.js';
import { replaceMethod } from './support/mutants.js';

const times = 5;

interface Tried {
  mutation: string;
  problems: string[];
}

/** One mutation, by the first who may, in the first place where someone may. */
interface Subject {
  root: RootField;
  target: string;
  actor: (typeof actors)[number];
}

/** Mutations that carry a `mutationId`, and the ones that nobody can try: a new one must get a case. */
function subjects(roots: readonly RootField[]): { subjects: Subject[]; missing: string[]; without: string[] } {
  const found: Subject[] = [];
  const missing: string[] = [];
  const without: string[] = [];
  for (const root of roots.filter((one) => one.kind === 'mutation')) {
    if (!('mutationId' in inputFields(root))) {
      without.push(root.name);
      continue;
    }
    const rows = permissionMatrix.filter((row) => row.operation === root.key && actors.some((actor) => row.cells[actor] === 'yes'));
    if (rows.length === 0) missing.push(root.key);
    for (const row of rows) found.push({ root, target: row.target, actor: actors.find((actor) => row.cells[actor] === 'yes')! });
  }
  return { subjects: found, missing, without };
}

/** These change nothing that a second time could repeat, or may be repeated by anyone: no receipt. */
const withoutReceipt = new Set(['signIn', 'signOut', 'signOutEverywhere', 'requestPasswordReset', 'resetPassword', 'requestBeamer']);

type Args = Record<string, Record<string, unknown>>;

/** Answers about a session say when they were read, and what the clock showed: that is theirs and no second effect. */
const withoutMoment = (text: string): string => text.replace(/"at":"[^"]*"/g, '"at":"a moment"').replace(/"remainingMs":-?[\d.]+/g, '"remainingMs":0');

/** Numbers of which only some are allowed. */
const choicesOf: Record<string, readonly number[]> = { minutes: [1, 3], graceSeconds: [10, 30] };

/** For fields that are days; no case sends this one. */
const anotherDay = '2026-03-04';

/** The same arguments but for one field. */
function otherArguments(root: RootField, args: Args): Args | null {
  for (const [name, { type }] of Object.entries(inputFields(root))) {
    if (name === 'mutationId') continue;
    const value = args['input']![name];
    const changed = ((): unknown => {
      if (type === 'UUID') return randomUUID();
      if (type === 'Int' && choicesOf[name]) return choicesOf[name].find((choice) => choice !== value);
      if (type === 'Int') return typeof value === 'number' ? value + 1 : 1;
      if (type === 'Boolean') return value !== true;
      if (type === 'RichText') return richText('Iets heel anders');
      if (type === 'String' && /On$/.test(name)) return anotherDay;
      if (type === 'String' && name !== 'place' && !/assword|current/.test(name)) return `${String(value)} anders`;
      return undefined;
    })();
    if (changed !== undefined) return { input: { ...args['input'], [name]: changed } };
  }
  return null;
}

class Repeats {
  constructor(
    private readonly scene: Scene,
    private readonly roots: readonly RootField[],
  ) {}

  private send(session: Session | null, root: RootField, args: object): Promise<GqlAnswer<Record<string, unknown>>> {
    return this.scene.world.gql(session, documentFor(schemaOf(this.scene.world), root), args);
  }

  /** Once, to know the effect; then five times at the same moment with one id, a late sixth, and one with other arguments. */
  async try({ root, target, actor }: Subject): Promise<Tried> {
    const { world } = this.scene;
    const make = operationCases[root.key]![target]!;
    const problems: string[] = [];
    await world.sql('DELETE FROM rate_limits');
    // the first time ever makes rows that later times find (a stream, a key, a reading mark)
    const first = await make(this.scene, actor);
    await this.send(senderOf(this.scene, actor, first), root, first.args);
    await first.undo?.();

    const once = await make(this.scene, actor);
    const before = await census(world);
    const single = await this.send(senderOf(this.scene, actor, once), root, once.args);
    const effect = difference(before, await census(world));
    await once.undo?.();
    if (single.errors) return { mutation: `${root.name} ${target}`, problems: [`refused: ${single.text.slice(0, 200)}`] };

    const again = await make(this.scene, actor);
    const sender = senderOf(this.scene, actor, again);
    const start = await census(world);
    const answers = await Promise.all(Array.from({ length: times }, () => this.send(sender, root, again.args)));
    const late = await this.send(sender, root, again.args);
    const five = difference(start, await census(world));
    const expected = JSON.stringify(sorted(effect));
    if (JSON.stringify(sorted(five)) !== expected) problems.push(`once: ${expected}, six times: ${JSON.stringify(sorted(five))}`);
    const texts = new Set([...answers, late].map((answer) => withoutMoment(answer.text)));
    if (texts.size > 1) problems.push(`${texts.size} different answers: ${[...texts].map((text) => text.slice(0, 160)).join(' | ')}`);

    const other = otherArguments(root, again.args as Args);
    const foreign = other ? await this.send(sender, root, other) : await this.send(sender, ...this.otherMutation(root, again.args as Args));
    if (foreign.errors?.[0]?.extensions.code !== 'IDEMPOTENCY_MISMATCH') problems.push(`other arguments with the same id: ${foreign.text.slice(0, 160)}`);
    if (JSON.stringify(sorted(difference(start, await census(world)))) !== expected) problems.push('the refused arguments had an effect');
    await again.undo?.();
    return { mutation: `${root.name} ${target}`, problems };
  }

  /** For a mutation whose only argument is the id: the same id for another mutation. */
  private otherMutation(root: RootField, args: Args): [RootField, Args] {
    const name = root.name === 'seeBell' ? 'updateSettings' : 'seeBell';
    return [this.roots.find((one) => one.name === name)!, { input: { mutationId: args['input']!['mutationId'], ...(name === 'updateSettings' ? { calmMotion: true } : {}) } }];
  }
}

const sorted = (one: Record<string, number>): [string, number][] => Object.entries(one).sort();

export const proof: Proof = {
  name: 'idem',
  claim: 'a mutation that is sent again and again with one id happens once and answers the same; with other arguments it is refused',
  patience: 5,
  async run(context: ProofContext) {
    const world = await context.createWorld();
    const scene = await buildScene(world);
    await leadWrites(scene);
    const roots = rootFields(schemaOf(world));
    const { subjects: all, missing, without } = subjects(roots);
    const problems = missing.map((key) => `${key} carries a mutationId and nobody may do it anywhere in the matrix`);
    problems.push(...without.filter((name) => !withoutReceipt.has(name)).map((name) => `${name} carries no mutationId and nobody said why`));
    const repeats = new Repeats(scene, roots);
    const chosen = context.long ? all : all.filter((one, i) => all.findIndex((other) => other.root === one.root) === i || one.target === 'closed' || /createGroup|postMessage/.test(one.root.name));
    for (const subject of chosen) {
      const { mutation, problems: found } = await repeats.try(subject);
      problems.push(...found.map((one) => `${mutation}: ${one}`));
    }

    context.progress('taking receipts away, to see that it shows');
    const uow = world.server.app.get(UnitOfWork);
    const dataSource = world.server.app.get<DataSourceType>(DataSource);
    const mend = replaceMethod(uow, 'run', (original) => async (request, work) => {
      await dataSource.query('DELETE FROM mutation_receipts WHERE person_id = $1', [request.viewer.personId]).catch(() => undefined);
      return original({ ...request, mutationId: randomUUID() }, work);
    });
    const noticed: string[] = [];
    const unnoticed: string[] = [];
    for (const subject of all.filter((one, i) => all.findIndex((other) => other.root === one.root) === i)) {
      const { problems: found } = await repeats.try(subject);
      (found.length > 0 ? noticed : unnoticed).push(subject.root.name);
    }
    mend();
    for (const problem of problems) context.progress(problem);
    const mutations = new Set(chosen.map((one) => one.root.name)).size;
    return {
      ok: problems.length === 0,
      covered: { mutations, cases: chosen.length, calls: chosen.length * (times + 4) },
      minimum: { mutations: 90, cases: 110, calls: 1_000 },
      figure: `${mutations - new Set(problems.map((one) => one.split(' ')[0])).size} of ${mutations} mutations with exactly one effect, ${times} at once and one late`,
      control: { ok: unnoticed.length === 0, what: unnoticed.length === 0 ? `without receipts all ${noticed.length} mutations fail` : `without receipts these still pass: ${unnoticed.join(', ')}` },
    };
  },
};
