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

/**
 * Milliseconds of processor that a refused document may cost, the sender in this process included. Time on the clock is
 * printed and not judged: what else the machine does is in it.
 */
const bound = 100;
/** Milliseconds on the clock after which a document counts as never answered. */
const hung = 30_000;
const hint = /did you mean/i;

interface Round {
  problems: string[];
  /** milliseconds on the clock and of the processor, for each document */
  times: { name: string; wall: number; cpu: number }[];
  refused: number;
}

/** Sends one document and sees what it costs. What is compiled at the first use counts once: a dear one is sent again. */
async function weighed(url: string, one: Hostile, cookie?: string) {
  const tries: { status: number; text: string; ms: number; cpu: number }[] = [];
  do {
    const before = process.cpuUsage();
    const answer = await sendHostile(url, one, cookie);
    const { user, system } = process.cpuUsage(before);
    tries.push({ ...answer, cpu: (user + system) / 1_000 });
  } while (tries.length < 3 && tries.at(-1)!.cpu > bound);
  return { ...tries[0]!, cpu: Math.min(...tries.map((one) => one.cpu)) };
}

/** Everything in the collection against one server. */
async function attack(where: string, url: string, options: { open: boolean; cookie?: string }): Promise<Round> {
  const round: Round = { problems: [], times: [], refused: 0 };
  for (const one of hostileDocuments) {
    if (options.open && one.introspects) continue;
    const { status, text, ms, cpu } = await weighed(url, one, options.cookie);
    round.times.push({ name: one.name, wall: ms, cpu });
    if (status >= 400 && status < 500) round.refused += 1;
    else round.problems.push(`${where}: ${one.name} gave ${status} ${text.slice(0, 120)}`);
    if (cpu > bound) round.problems.push(`${where}: ${one.name} cost ${Math.round(cpu)} ms of processor`);
    if (ms > hung) round.problems.push(`${where}: ${one.name} was answered after ${Math.round(ms)} ms`);
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

/** Median and most of both measures, with the name of the slowest. */
function timesOf(times: Round['times']): string {
  const slowest = times.reduce((most, one) => (one.cpu > most.cpu ? one : most), times[0]!);
  const [cpu, wall] = [times.map((one) => one.cpu), times.map((one) => one.wall)];
  return `processor: median ${median(cpu).toFixed(1)} ms, most ${slowest.cpu.toFixed(1)} ms (${slowest.name}); clock: median ${median(wall).toFixed(1)} ms, most ${Math.max(...wall).toFixed(0)} ms`;
}

export const proof: Proof = {
  name: 'gql-dos',
  claim: 'documents that are too deep, too wide, too dear or not ours are refused for less than 100 ms of processor, without a word about the schema',
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
    for (const [where, round] of rounds) context.progress(`${where}: ${round.refused} of ${round.times.length} refused; ${timesOf(round.times)}`);
    const huge = await hugePages(opened, member, scene.circles.open.id, scene.circles.open.topic.id, false);
    problems.push(...huge.problems);
    const grown = Math.round((process.memoryUsage().rss - memory) / 1e6);

    const naive = await naiveServer(schemaOf(opened));
    const through: Hostile[] = [];
    let hinted = false;
    let dearest = 0;
    for (const one of hostileDocuments.filter((hostile) => !/fragment bomb/.test(hostile.name))) {
      const { status, text, cpu } = await weighed(naive.url, one).catch(() => ({ status: 0, text: '', cpu: 0 }));
      if (status === 200) through.push(one);
      hinted ||= hint.test(text);
      dearest = Math.max(dearest, cpu);
    }
    await naive.stop();

    for (const problem of problems) context.progress(problem);
    const all = rounds.flatMap(([, round]) => round.times);
    const refused = rounds.reduce((sum, [, round]) => sum + round.refused, 0);
    return {
      ok: problems.length === 0,
      covered: { documents: hostileDocuments.length, servers: rounds.length, 'huge pages': huge.asked },
      minimum: { documents: 60, servers: 4, 'huge pages': 25 },
      figure: `${refused} of ${all.length} refused with 4xx, ${timesOf(all)}; memory +${grown} MB; pages over 100: ${huge.asked - huge.problems.length} of ${huge.asked} refused`,
      control: {
        ok: through.length >= 10 && hinted && dearest > bound,
        what: `a server with the usual settings lets ${through.length} of them through, gives hints, and spends up to ${Math.round(dearest)} ms of processor on one`,
      },
    };
  },
};
