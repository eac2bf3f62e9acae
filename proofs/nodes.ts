import { setTimeout as pause } from 'node:timers/promises';
import { personStream } from '../schema/realtime/streams.js';
import type { Session } from '../server/test/harness/graphql-call.js';
import type { Proof } from './runner/proof.js';
import { loadClientRealtime } from './support/client-code.js';
import { faultsOf, listen, type Listener } from './support/listener.js';
import { startProduct, type Product } from './support/product.js';
import { hintStore, secondNode } from './support/second-node.js';
import { Writer } from './support/writer.js';
import { headsOf, lookInTables, makeWritersWorld, sumOfFaults, untilAll } from './support/writers-world.js';

/** Milliseconds within which 99 of 100 events must come while the store for hints is away: a look of once per second, and what it takes. */
const latestWithoutHints = 2_500;
/** Milliseconds after a server serves again within which everyone must have everything. */
const convergeWithin = 5_000;

type Span = { from: number; until: number };

const at = (session: Session, url: string): Session => ({ ...session, origin: new URL(url).origin });

const percentile = (sorted: readonly number[], part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;

/** Milliseconds from the moment that the database gave an event to the moment that a screen had it, in a span of time. */
async function delays(product: Product, listeners: readonly Listener[], { from, until }: Span): Promise<number[]> {
  const rows = await product.sql<{ stream: string; seq: string; at: string }>(
    `SELECT stream, seq, (extract(epoch FROM at) * 1000)::bigint AS at FROM realtime_event WHERE at >= to_timestamp($1 / 1000.0) AND at < to_timestamp($2 / 1000.0)`,
    [from, until],
  );
  return rows
    .flatMap(({ stream, seq, at: made }) => listeners.flatMap((one) => (one.arrivals.get(stream)?.has(Number(seq)) ? [one.arrivals.get(stream)!.get(Number(seq))! - Number(made)] : [])))
    .sort((a, b) => a - b);
}

async function span(ms: number): Promise<Span> {
  const from = Date.now();
  await pause(ms);
  return { from, until: Date.now() };
}

export const proof: Proof = {
  name: 'nodes',
  claim: 'with two servers on one database nothing is lost or doubled when one is killed or the store for hints goes; that store only makes it quicker',
  async run(context) {
    const code = await loadClientRealtime();
    const store = await hintStore();
    await store.start();
    context.onEnd(() => store.kill());
    const product = await startProduct({ REDIS_URL: store.url });
    context.onEnd(() => product.close());
    const other = await secondNode(product, { REDIS_URL: store.url });
    context.onEnd(() => other.kill());
    await other.start();
    const { people, sessions, topics, streams } = await makeWritersWorld(product);
    const followed = (i: number): string[] => [...streams, personStream(people[i]!.id)];
    const begin = await headsOf(product, people.flatMap((_, i) => followed(i)));
    const urlOf = (i: number): string => (i % 2 === 0 ? product.url : other.url);
    // everyone listens at the server where they do not write
    const listeners = sessions.map((session, i) => {
      const url = urlOf(i + 1);
      return listen(code, url, `client ${i + 1}`, at(session, url), new Map(followed(i).map((stream) => [stream, begin.get(stream)!])));
    });
    context.onEnd(() => listeners.forEach((one) => one.close()));
    const writers = sessions.map((session, i) => new Writer(`writer ${i + 1}`, urlOf(i), at(session, urlOf(i)), topics, context.random, 60));
    let enough = false;
    const writing = Promise.all(writers.map((writer) => writer.write(() => enough)));
    await pause(1_000);

    const hinted = await delays(product, listeners, await span(context.rounds(4_000, 20_000)));
    context.progress(`with hints: ${hinted.length} deliveries, half within ${percentile(hinted, 0.5)} ms, 99 of 100 within ${percentile(hinted, 0.99)} ms`);
    await store.kill();
    await pause(300);
    const away = await span(context.rounds(8_000, 60_000));
    await pause(latestWithoutHints);
    const unhinted = await delays(product, listeners, away);
    context.progress(`without: ${unhinted.length} deliveries, half within ${percentile(unhinted, 0.5)} ms, 99 of 100 within ${percentile(unhinted, 0.99)} ms`);
    await store.start();

    const converged: number[] = [];
    const kills = context.rounds(2, 10);
    for (let round = 1; round <= kills; round += 1) {
      await pause(400 + context.random() * 1_200);
      await (round % 2 === 0 ? product : other).kill();
      await pause(300 + context.random() * 700);
      await (round % 2 === 0 ? product : other).start();
      converged.push(await untilAll(listeners, await headsOf(product, begin.keys())));
      context.progress(`kill ${round}: all clients up to date ${Math.round(converged.at(-1)!)} ms after it served again`);
    }
    const again = await delays(product, listeners, await span(context.rounds(3_000, 10_000)));
    enough = true;
    await writing;
    const heads = await headsOf(product, begin.keys());
    await untilAll(listeners, heads);

    const stored = await lookInTables(product, writers, topics);
    const clients = sumOfFaults(listeners.flatMap((one) => [...one.applied].map(([stream, numbers]) => faultsOf(numbers, begin.get(stream)!, heads.get(stream)!))));
    const naive = sumOfFaults(listeners.flatMap((one) => [...one.live].map(([stream, numbers]) => faultsOf([...numbers].sort((a, b) => a - b), begin.get(stream)!, heads.get(stream)!))));
    const acknowledged = writers.reduce((total, writer) => total + writer.acknowledged.size, 0);
    const deliveries = listeners.reduce((total, one) => total + [...one.applied.values()].reduce((all, list) => all + list.length, 0), 0);
    const refusals = writers.flatMap((writer) => writer.refusals);
    for (const line of [...refusals, ...listeners.flatMap((one) => one.restarts)].slice(0, 10)) context.progress(line);
    const zeros = [stored.missing, stored.strange, stored.twice, stored.gaps, stored.wrongVersions, clients.lost, clients.duplicates, clients.disorder, refusals.length];
    const slowest = Math.max(...converged);
    const late = percentile(unhinted, 0.99);
    const felt = percentile(unhinted, 0.95);
    return {
      ok: zeros.every((figure) => figure === 0) && late <= latestWithoutHints && slowest <= convergeWithin,
      covered: { nodes: 2, kills, acknowledged, deliveries, 'deliveries with hints': hinted.length, 'deliveries without hints': unhinted.length, 'deliveries after its return': again.length },
      minimum: {
        nodes: 2, kills: context.rounds(2, 10), acknowledged: context.rounds(250, 2_000), deliveries: context.rounds(1_000, 8_000),
        'deliveries with hints': 200, 'deliveries without hints': 400, 'deliveries after its return': 100,
      },
      figure: [
        `lost ${clients.lost + stored.missing}`, `twice ${clients.duplicates + stored.twice}`, `out of order ${clients.disorder}`,
        `p99 without the store ${late} ms (at most ${latestWithoutHints}), with it ${percentile(hinted, 0.99)} ms, after its return ${percentile(again, 0.99)} ms`,
        `slowest client ${Math.round(slowest)} ms after a restart (at most ${convergeWithin})`,
      ].join(' · '),
      control: {
        // half of the events come in the wake of one of the own server; the slowest tenth needs the store, or its loss would have shown nothing
        ok: naive.lost > 0 && felt > 2 * percentile(hinted, 0.95) && felt > 2 * percentile(again, 0.95),
        what: `a client without replay misses ${naive.lost.toLocaleString('en-GB')}; the loss of the store is felt (95 of 100 within ${percentile(hinted, 0.95)} ms with it, ${felt} ms without, ${percentile(again, 0.95)} ms after)`,
      },
    };
  },
};
