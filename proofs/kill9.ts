import { setTimeout as pause } from 'node:timers/promises';
import { personStream } from '../schema/realtime/streams.js';
import type { Proof } from './runner/proof.js';
import { loadClientRealtime } from './support/client-code.js';
import { faultsOf, listen } from './support/listener.js';
import { startProduct } from './support/product.js';
import { Writer } from './support/writer.js';
import { headsOf, lookInTables, makeWritersWorld, sumOfFaults, untilAll } from './support/writers-world.js';

/** Milliseconds after "ready" within which every client must have everything. */
const convergeWithin = 5_000;

export const proof: Proof = {
  name: 'kill9',
  claim: 'nothing that was acknowledged is lost and nothing appears twice, for writers and for screens, however often the server is killed',
  async run(context) {
    const code = await loadClientRealtime();
    const product = await startProduct();
    context.onEnd(() => product.close());
    const { people, sessions, topics, streams } = await makeWritersWorld(product);
    const followed = (i: number): string[] => [...streams, personStream(people[i]!.id)];
    const begin = await headsOf(product, people.flatMap((_, i) => followed(i)));

    // every writer listens too, and the first has two devices
    const listeners = [0, 1, 2, 3, 4, 0].map((i, place) =>
      listen(code, product.url, `client ${place + 1}`, sessions[i]!, new Map(followed(i).map((stream) => [stream, begin.get(stream)!]))),
    );
    context.onEnd(() => listeners.forEach((one) => one.close()));
    const writers = sessions.map((session, i) => new Writer(`writer ${i + 1}`, product.url, session, topics, context.random, 30));
    let enough = false;
    const writing = Promise.all(writers.map((writer) => writer.write(() => enough)));

    const kills = context.rounds(5, 20);
    const starts: number[] = [];
    const converged: number[] = [];
    let databaseKills = 0;
    for (let round = 1; round <= kills; round += 1) {
      await pause(300 + context.random() * 1_200);
      const both = round % 3 === 0;
      await product.kill({ database: both });
      if (both) databaseKills += 1;
      const start = await product.start();
      const took = await untilAll(listeners, await headsOf(product, begin.keys()));
      starts.push(start);
      converged.push(took);
      context.progress(`kill ${round}${both ? ' (PostgreSQL too)' : ''}: serving again after ${Math.round(start)} ms, all clients up to date ${Math.round(took)} ms later`);
    }
    await pause(500);
    enough = true;
    await writing;
    const heads = await headsOf(product, begin.keys());
    await untilAll(listeners, heads);

    const stored = await lookInTables(product, writers, topics);
    const perStream = listeners.flatMap((one) => [...one.applied].map(([stream, numbers]) => faultsOf(numbers, begin.get(stream)!, heads.get(stream)!)));
    const clients = sumOfFaults(perStream);
    const naive = sumOfFaults(listeners.flatMap((one) => [...one.live].map(([stream, numbers]) => faultsOf([...numbers].sort((a, b) => a - b), begin.get(stream)!, heads.get(stream)!))));
    const deliveries = listeners.reduce((total, one) => total + [...one.applied.values()].reduce((all, list) => all + list.length, 0), 0);
    const acknowledged = writers.reduce((total, writer) => total + writer.acknowledged.size, 0);
    const retries = writers.reduce((total, writer) => total + writer.retries, 0);
    const refusals = writers.flatMap((writer) => writer.refusals);
    const restarts = listeners.flatMap((one) => one.restarts);
    for (const line of [...refusals, ...restarts.map((stream) => `snapshot asked again: ${stream}`)].slice(0, 10)) context.progress(line);
    const late = converged.filter((ms) => ms > convergeWithin).length;
    const broken = faultsOf([1, 2, 4, 3, 3, 6], 0, 6);
    const figures = [
      `acknowledged and not stored ${stored.missing}`,
      `stored twice ${stored.twice}`,
      `lost at clients ${clients.lost}`,
      `duplicates ${clients.duplicates}`,
      `out of order ${clients.disorder}`,
      `slowest client ${Math.round(Math.max(...converged))} ms after the restart (at most ${convergeWithin})`,
      `slowest start ${Math.round(Math.max(...starts))} ms`,
    ];
    const zeros = [stored.missing, stored.strange, stored.twice, stored.gaps, stored.wrongVersions, clients.lost, clients.duplicates, clients.disorder, refusals.length, restarts.length, late];
    return {
      ok: zeros.every((figure) => figure === 0),
      covered: { kills, 'kills with PostgreSQL': databaseKills, writers: writers.length, clients: listeners.length, acknowledged, stored: stored.messages, deliveries, retries },
      minimum: { kills: context.rounds(4, 20), 'kills with PostgreSQL': context.rounds(1, 6), writers: 5, clients: 6, acknowledged: context.rounds(200, 1_000), deliveries: context.rounds(1_500, 8_000), retries: kills },
      figure: figures.join(' · '),
      control: {
        ok: naive.lost > 0 && broken.lost === 1 && broken.duplicates === 1 && broken.disorder === 1,
        what: `in the same run a client without replay misses ${naive.lost.toLocaleString('en-GB')} of ${(deliveries + clients.lost).toLocaleString('en-GB')}`,
      },
    };
  },
};
