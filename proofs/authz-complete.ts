import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import { guardSchema, MissingRule, ruleOf } from '../server/src/platform/graphql/schema-guard.js';
import { StreamDoors } from '../server/src/platform/realtime/stream-doors.js';
import { actors } from '../server/test/contract/actors.js';
import { eventMatrix, eventProblems, type LoggedEvent } from '../server/test/contract/event-matrix.js';
import { leadWrites } from '../server/test/contract/mutation-cases.js';
import { type MatrixRow, permissionMatrix } from '../server/test/contract/permission-matrix.js';
import { rememberNames } from '../server/test/contract/query-cases.js';
import { operationCases } from '../server/test/contract/run-case.js';
import { buildScene } from '../server/test/contract/scene.js';
import { objectFields, rootFields, schemaOf } from '../server/test/contract/schema-walk.js';
import type { World } from '../server/test/harness/world.js';
import type { Proof, ProofContext } from './runner/proof.js';
import { acceptsUnmarked, checkMarks, handedOut } from './support/mark-check.js';
import { PermissionRun } from './support/permission-run.js';
import { eventsOfContract, eventsOfServer, filesInCatalogue, httpRoutes, streamKinds } from './support/product-surface.js';
import { unmarkedServer } from './support/unmarked-server.js';

/** Addresses beside GraphQL, sockets and files, and who may ask them. A new one needs a line here. */
const knownRoutes = new Set(['GET /healthz', 'GET /readyz', 'GET /metrics', 'GET /dev/mail', 'GET /graphiql', 'GET /agenda/feed/:file']);

/** Root fields and events without what they must have. */
function gaps(world: World, rows: readonly MatrixRow[]): string[] {
  const schema = schemaOf(world);
  const problems: string[] = [];
  const withRows = new Set(rows.map((row) => `${row.operation} ${row.target}`));
  for (const { key, field } of rootFields(schema)) {
    if (!ruleOf(field)) problems.push(`${key} states no rule`);
    const targets = Object.keys(operationCases[key] ?? {});
    if (targets.length === 0) problems.push(`${key} has no case`);
    for (const target of targets) if (!withRows.has(`${key} ${target}`)) problems.push(`${key} ${target} has no row in the permission matrix`);
  }
  if (schema.getSubscriptionType()) problems.push('there is a subscription type: facts travel over /realtime');
  const roots = new Set(rootFields(schema).map((root) => root.key));
  for (const row of rows) {
    if (!row.operation.startsWith('Stream.') && !roots.has(row.operation)) problems.push(`${row.operation} is in the matrix and not in the schema`);
  }
  const [contract, catalogue] = [eventsOfContract(), filesInCatalogue()];
  for (const [type, file] of contract) {
    if (!catalogue.has(file)) problems.push(`${type} (${file}) is not in the catalogue`);
    if (!eventMatrix[type]) problems.push(`${type} has no row in the event matrix`);
  }
  for (const type of eventsOfServer()) if (!contract.has(type)) problems.push(`the server sends ${type}, which the contract does not know`);
  for (const type of Object.keys(eventMatrix)) if (!contract.has(type)) problems.push(`${type} has a row and is not in the contract`);
  for (const route of httpRoutes(world)) if (!knownRoutes.has(route)) problems.push(`${route} is an address that nobody reviewed`);
  const kinds = streamKinds();
  for (const kind of kinds) if (!rows.some((row) => row.operation === `Stream.${kind}`)) problems.push(`streams of kind ${kind} have no row`);
  try {
    world.server.app.get(StreamDoors).assertComplete(kinds as never);
  } catch (error) {
    problems.push((error as Error).message);
  }
  return problems;
}

/** The guard itself, on the same schema with one rule taken away, for every root field. */
function guardMisses(schema: GraphQLSchema): string[] {
  const resolvers = [...rootFields(schema), ...objectFields(schema)].map(({ field }) => ({ field, resolve: field.resolve }));
  return rootFields(schema).flatMap(({ key, field }) => {
    const { extensions } = field;
    try {
      field.extensions = {};
      guardSchema(schema);
      return [key];
    } catch (error) {
      return error instanceof MissingRule && error.fields.join() === key ? [] : [key];
    } finally {
      field.extensions = extensions;
      for (const one of resolvers) one.field.resolve = one.resolve;
    }
  });
}

/** Starts the real server in a process of its own without the rule of one root field. */
async function bootWithout(world: World, name: string): Promise<string> {
  const { databaseUrl, databaseJobsUrl, dataDir, keyFile } = world.settings;
  const env = { ...process.env, NODE_ENV: 'test', PORT: '0', KRING_PORT: '1', DATABASE_URL: databaseUrl, DATABASE_JOBS_URL: databaseJobsUrl, KRING_DATA: dataDir, KRING_KEY_FILE: keyFile, KRING_JOBS: '0' };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(import.meta.dirname, 'support/boot-without-rule.js'), name], { env, timeout: 60_000 }, (_error, stdout, stderr) => resolve(stdout.trim() || stderr.trim()));
  });
}

async function loggedEvents(world: World): Promise<LoggedEvent[]> {
  return world.sql<{ stream: string; type: string; payload: Record<string, unknown>; closed: boolean | null }>(
    `SELECT e.stream, e.type, e.payload, g.kind <> 'knowledge' AS closed FROM realtime_event e LEFT JOIN groups g ON g.id::text = e.payload ->> 'groupId'`,
  );
}

export const proof: Proof = {
  name: 'authz-complete',
  claim: 'every root field, type of object, stream, event and address has a rule, and every cell of the permission matrix is what the server does',
  patience: 5,
  async run(context: ProofContext) {
    const world = await context.createWorld();
    const scene = await buildScene(world);
    await rememberNames(scene);
    await leadWrites(scene);
    await world.sql(
      `INSERT INTO mentions (message_id, person_id, group_id) SELECT x.id, p.id, x.group_id FROM messages x CROSS JOIN people p WHERE x.id = ANY($1::uuid[]) ON CONFLICT DO NOTHING`,
      [[scene.circles.open.message, scene.circles.closed.message, scene.circles.archived.message]],
    );
    const schema = schemaOf(world);
    const roots = new Map(rootFields(schema).map((root) => [root.key, root]));
    const problems = gaps(world, permissionMatrix);
    const types = handedOut(schema);
    problems.push(...acceptsUnmarked(schema));

    context.progress(`${roots.size} root fields, ${types.length} types of object; running the matrix`);
    const run = await new PermissionRun(scene, roots, context.long).run(permissionMatrix);
    for (const { cell, expected, got } of run.faults) problems.push(`${cell}: expected ${expected}, got ${got}`);

    const events = await loggedEvents(world);
    problems.push(...new Set(events.flatMap((event) => eventProblems(event))));
    const seenTypes = new Set(events.map((event) => event.type));

    context.progress('taking away what protects, to see the refusal');
    const server = await unmarkedServer(world);
    context.onEnd(() => server.stop());
    const marks = await checkMarks(scene, roots, server);
    problems.push(...marks.leaked);
    // what only a demo hands out, what only a conflict of two devices does, and what only a filled in survey does
    const unseen = types.map((type) => type.name).filter((name) => !marks.refused.has(name) && !['DemoPerson', 'EditConflict', 'DraftConflict', 'Answer', 'SurveyPicture'].includes(name));
    problems.push(...unseen.map((name) => `nobody saw what happens to a ${name} without its mark`));
    const missed = guardMisses(schema);
    problems.push(...missed.map((key) => `the guard accepts ${key} without a rule`));
    const names = [...roots.values()].map((root) => root.name);
    const chosen = names[Math.floor(context.random() * names.length)]!;
    const [whole, without] = [await bootWithout(world, 'none'), await bootWithout(world, chosen)];
    const refuses = without.startsWith('refused') && without.includes(`.${chosen}.`);

    // a matrix with one wrong cell, a lost row and an event that says too much must be seen
    const wrongRow: MatrixRow = { ...permissionMatrix.find((row) => row.operation === 'Query.group' && row.target === 'closed')! };
    wrongRow.cells = { ...wrongRow.cells, stranger: 'yes' };
    const wrong = await new PermissionRun(scene, roots, false).run([wrongRow]);
    const lost = gaps(world, permissionMatrix.filter((row) => row.operation !== 'Mutation.react'));
    const fat = eventProblems({ stream: 'group:x', type: 'discussions.messagePosted', payload: { content: {} }, closed: true });
    const noDoor = throws(() => new StreamDoors().assertComplete(['group']));
    const controls: [string, boolean][] = [
      [`the server starts with all rules (${whole})`, whole === 'booted'],
      [`and not without the rule of ${chosen}`, refuses],
      ['a wrong cell', wrong.faults.length === 1 && wrong.faults[0]!.cell.includes('stranger')],
      ['a lost row', lost.some((problem) => problem.includes('Mutation.react open has no row'))],
      ['a fat event', fat.length === 1],
      ['a stream without a door', noDoor],
    ];
    const failed = controls.filter(([, ok]) => !ok).map(([what]) => what);
    for (const problem of problems) context.progress(problem);
    return {
      ok: problems.length === 0,
      covered: { 'root fields': roots.size, 'types of object': types.length, 'types refused without their mark': marks.refused.size, cells: run.cells, "of which by the client's documents": run.trusted, refusals: run.refusals, 'kinds of event': seenTypes.size, actors: actors.length },
      minimum: { 'root fields': 130, 'types of object': 105, 'types refused without their mark': 100, cells: 3_900, "of which by the client's documents": 1_800, refusals: 1_600, 'kinds of event': 38, actors: 15 },
      figure: `${problems.length} of ${run.cells} cells and ${roots.size} root fields and ${types.length} types against the rules`,
      control: { ok: failed.length === 0, what: failed.length === 0 ? controls.map(([what]) => what).join('; ') : failed.join('; ') + ` (${without})` },
    };
  },
};

function throws(work: () => void): boolean {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}
