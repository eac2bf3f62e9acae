import { randomInt } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { reasonsToFail, report } from './judge.js';
import type { Proof, ProofContext, ProofResult } from './proof.js';

// Child process of tools/proof.mjs: one proof, so that nothing one proof leaves behind helps or hurts another.

const folder = join(import.meta.dirname, '..');

/** Names of the proofs there are: the files beside the folder `runner`. */
const names = readdirSync(folder).filter((file) => /^[a-z0-9-]+\.js$/.test(file)).map((file) => file.slice(0, -3)).sort();

async function load(name: string): Promise<Proof> {
  if (!names.includes(name)) throw new Error(`There is no proof "${name}". There are: ${names.join(', ')}.`);
  const { proof } = (await import(join(folder, `${name}.js`))) as { proof?: Proof };
  if (!proof) throw new Error(`proofs/${name}.ts does not export "proof".`);
  if (proof.name !== name) throw new Error(`proofs/${name}.ts calls itself "${proof.name}".`);
  return proof;
}

/** Small and repeatable (mulberry32); not for secrets. */
function repeatable(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function run(proof: Proof, long: boolean, seed: number): Promise<ProofResult> {
  const undo: (() => Promise<void> | void)[] = [];
  let cluster: Promise<unknown> | undefined;
  const context: ProofContext = {
    long,
    seed,
    random: repeatable(seed),
    rounds: (fast, full) => (long ? full : fast),
    progress: (line) => console.log(`  ${line}`),
    onEnd: (step) => void undo.push(step),
    createWorld: async (options) => {
      const { startCluster } = await import('../../server/test/harness/cluster.js');
      const { createWorld } = await import('../../server/test/harness/world.js');
      cluster ??= startCluster().then((started) => undo.unshift(() => started.stop()));
      await cluster;
      const world = await createWorld(options);
      undo.push(() => world.close());
      return world;
    },
  };
  try {
    return await proof.run(context);
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { long: { type: 'boolean', default: false }, list: { type: 'boolean', default: false }, seed: { type: 'string' }, out: { type: 'string' } },
});

if (values.list) {
  const proofs = await Promise.all(names.map(load));
  const found = proofs.map(({ name, claim, browser = false, patience = 10 }) => ({ name, claim, browser, patience }));
  if (values.out) writeFileSync(values.out, JSON.stringify(found));
} else {
  const proof = await load(positionals[0] ?? '');
  const seed = values.seed ? Number(values.seed) : randomInt(2 ** 31);
  console.log(`${proof.name}: ${proof.claim}${values.long ? ' (long form)' : ''}, seed ${seed}`);
  const began = performance.now();
  try {
    const result = await run(proof, values.long, seed);
    for (const line of report(proof.name, proof.claim, result, (performance.now() - began) / 1000)) console.log(line);
    process.exitCode = reasonsToFail(result).length === 0 ? 0 : 1;
  } catch (error) {
    console.error(error);
    console.log(`FAILED     ${proof.name}: it broke off after ${((performance.now() - began) / 1000).toFixed(1)} s, so it showed nothing (seed ${seed})`);
    process.exitCode = 1;
  }
}
// sockets and pools of a failed proof must not keep the run waiting
setImmediate(() => process.exit());
