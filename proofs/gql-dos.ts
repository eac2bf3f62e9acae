import { createServer } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import type { GraphQLSchema } from 'graphql';
import { schemaOf } from '../server/test/contract/schema-walk.js';
import { buildScene } from '../server/test/contract/scene.js';
import { callGraphql } from '../server/test/harness/graphql-call.js';
import type { World } from '../server/test/harness/world.js';
import type { Proof, ProofContext } from './runner/proof.js';
import { type Hostile, hostileDocuments, sendHostile } from './support/hostile-documents.js';
import { callTrusted, trustedDocuments } from './support/trusted-call.js';

/** The promise is 100 ms on a quiet machine; a busy one may be slower, never this slow. */
const bound = 2_000;
const hint = /did you mean/i;

interface Round {
  problems: string[];
  times: number[];
  refused: number;
}

/** Everything in the collection against one server. */
async function attack(where: string, url: string, options: { open: boolean; cookie?: string }): Promise<Round> {
  const round: Round = { problems: [], times: [], refused: 0 };
  for (const one of hostileDocuments) {
    if (options.open && one.introspects) continue;
    const { status, text, ms } = await sendHostile(url, one, options.cookie);
    round.times.push(ms);
    if (status >= 400 && status < 500) round.refused += 1;
    else round.problems.push(`${where}: ${one.name} gave ${status} ${text.slice(0, 120)}`);
    if (ms > bound) round.problems.push(`${where}: ${one.name} took ${Math.round(ms)} ms`);
    if (!options.open && hint.test(text)) round.problems.push(`${where}: ${one.name} was answered with a hint: ${text.slice(0, 160)}`);
    if (!options.open && /stack|node_modules|\bat \//.test(text)) round.problems.push(`${where}: ${one.name} shows the inside: ${text.slice(0, 160)}`);
    if (!options.open && !isBare(text)) round.problems.push(`${where}: ${one.name} says more than a code: ${text.slice(0, 160)}`);
  }
  return round;
}

/** A refusal is codes only: nobody learns from it what the schema holds. */
function isBare(text: string): boolean {
  if (text === '') return true;
  try {
    const { errors = [] } = JSON.parse(text) as { errors?: { message: string; extensions?: Record<string, unknown>; locations?: unknown }[] };
    return errors.every((error) => /^[A-Z_]+$/.test(error.message) && error.locations === undefined);
  } catch {
    return !/[{<]/.test(text);
  }
}

/** Pages larger than a hundred, asked for by someone who may ask, in every list there is. */
async function hugePages(world: World, cookieOf: Awaited<ReturnType<World['signIn']>>, groupId: string, topicId: string, trusted: boolean): Promise<{ asked: number; problems: string[] }> {
  const problems: string[] = [];
  let asked = 0;
  const sizes = [101, 1_000_000, 2_147_483_647, 0, -1];
  for (const document of trustedDocuments().filter((one) => one.variables.includes('first'))) {
    for (const first of sizes) {
      const variables = { first, id: document.roots[0] === 'topicPage' ? topicId : groupId, groupId };
      const answer = await callTrusted(world.url, cookieOf, document.hash, Object.fromEntries(document.variables.map((name) => [name, (variables as Record<string, unknown>)[name] ?? null])));
      asked += 1;
      const field = answer.errors?.[0]?.extensions?.fields?.[0];
      if (answer.errors?.[0]?.extensions?.code !== 'INVALID_INPUT' || field?.path !== 'first') problems.push(`${document.name} with first ${first}: ${answer.text.slice(0, 120)}`);
    }
  }
  if (!trusted) {
    for (const last of sizes) {
      const answer = await callGraphql(world.url, cookieOf, 'query T($id: UUID!, $last: Int) { topicPage(id: $id, last: $last) { topic { id } } }', { id: topicId, last });
      asked += 1;
      if (answer.errors?.[0]?.extensions?.code !== 'INVALID_INPUT') problems.push(`topicPage with last ${last}: ${answer.text.slice(0, 120)}`);
    }
  }
  return { asked, problems };
}

/** The same schema behind a server as it comes out of the box. */
async function naiveServer(schema: GraphQLSchema): Promise<{ url: string; stop(): Promise<void> }> {
  const apollo = new ApolloServer({ schema, introspection: true, csrfPrevention: false, allowBatchedHttpRequests: true });
  await apollo.start();
  const web = express();
  web.use('/graphql', express.json({ limit: '50mb' }), expressMiddleware(apollo) as never);
  const server = createServer(web);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await apollo.stop();
    },
  };
}

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

export const proof: Proof = {
  name: 'gql-dos',
  claim: 'documents that are too deep, too wide, too dear or not ours are refused at once, without a word about the schema',
  patience: 5,
  async run(context: ProofContext) {
    const smtp = { KRING_SMTP_URL: 'smtp://127.0.0.1:9', KRING_MAIL_FROM: 'Kring <kring@example.nl>' };
    const production = await context.createWorld({ env: { NODE_ENV: 'production', KRING_ADHOC_DOCUMENTS: '0', KRING_LOG_LEVEL: 'silent', ...smtp } });
    const opened = await context.createWorld({ env: { NODE_ENV: 'production', KRING_ADHOC_DOCUMENTS: '1', KRING_LOG_LEVEL: 'silent', ...smtp } });
    const development = await context.createWorld({ env: { KRING_GRAPHIQL: '1' } });
    const scene = await buildScene(opened, undefined, ['open']);
    const member = scene.sessions.member!;
    const memory = process.memoryUsage().rss;

    const rounds: [string, Round][] = [
      ['production', await attack('production', production.url, { open: false })],
      ['production with ad-hoc documents', await attack('production with ad-hoc documents', opened.url, { open: false })],
      ['the same, signed in', await attack('the same, signed in', opened.url, { open: false, cookie: member.cookie })],
      ['development', await attack('development', development.url, { open: true })],
    ];
    const problems = rounds.flatMap(([, round]) => round.problems);
    for (const [where, round] of rounds) {
      const over = round.times.filter((ms) => ms > 100).length;
      context.progress(`${where}: ${round.refused} of ${round.times.length} refused; median ${median(round.times).toFixed(1)} ms, slowest ${Math.max(...round.times).toFixed(0)} ms, ${over} over 100 ms`);
    }
    const huge = await hugePages(opened, member, scene.circles.open.id, scene.circles.open.topic.id, false);
    problems.push(...huge.problems);
    const grown = Math.round((process.memoryUsage().rss - memory) / 1e6);

    const naive = await naiveServer(schemaOf(opened));
    const through: Hostile[] = [];
    let hinted = false;
    for (const one of hostileDocuments.filter((hostile) => !/fragment bomb/.test(hostile.name))) {
      const { status, text } = await sendHostile(naive.url, one).catch(() => ({ status: 0, text: '' }));
      if (status === 200) through.push(one);
      hinted ||= hint.test(text);
    }
    await naive.stop();

    for (const problem of problems) context.progress(problem);
    const all = rounds.flatMap(([, round]) => round.times);
    const refused = rounds.reduce((sum, [, round]) => sum + round.refused, 0);
    return {
      ok: problems.length === 0,
      covered: { documents: hostileDocuments.length, servers: rounds.length, 'huge pages': huge.asked },
      minimum: { documents: 60, servers: 4, 'huge pages': 25 },
      figure: `${refused} of ${all.length} refused with 4xx, median ${median(all).toFixed(1)} ms, slowest ${Math.max(...all).toFixed(0)} ms; memory +${grown} MB; pages over 100: ${huge.asked - huge.problems.length} of ${huge.asked} refused`,
      control: { ok: through.length >= 10 && hinted, what: `a server with the usual settings lets ${through.length} of them through and gives hints` },
    };
  },
};
