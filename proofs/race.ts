import { buildScene } from '../server/test/contract/scene.js';
import type { Proof, ProofContext } from './runner/proof.js';
import { rewriteSql } from './support/mutants.js';
import { crowd, races, Track } from './support/races.js';

/** Locks and conditions taken out of the statements that keep things exact. */
const faults: readonly [keyof typeof races, string, (sql: string) => string][] = [
  ['invitation', 'an invitation is closed without looking whether it is open', (sql) => sql.replace('WHERE id = $1 AND person_id = $4 AND answer IS NULL AND', 'WHERE id = $1 AND person_id = $4 AND')],
  ['edits', 'nothing is locked before a message is changed', (sql) => sql.replace(/ ?FOR NO KEY UPDATE( OF m(, g)?)?/, '')],
  ['lastLead', 'the circle is not locked when members go', (sql) => sql.replace(/(SELECT 1 FROM groups WHERE id = \$1) FOR NO KEY UPDATE/, '$1')],
  ['versions', 'a circle is changed whatever its version', (sql) => sql.replace('WHERE id = $1 AND version = $2 RETURNING version', 'WHERE id = $1 AND $2::int > 0 RETURNING version')],
];

export const proof: Proof = {
  name: 'race',
  claim: `${crowd} people at once: numbers have no gaps, single things happen once, and no accepted edit is lost`,
  patience: 8,
  async run(context: ProofContext) {
    const world = await context.createWorld();
    const scene = await buildScene(world, undefined, ['open']);
    const track = new Track(scene);
    const names = Object.keys(races);
    const rounds = context.rounds(5, 20);
    const problems: string[] = [];
    let exact = 0;
    for (let round = 1; round <= rounds; round += 1) {
      for (const name of names) {
        const found = await races[name]!(track);
        if (found.length === 0) exact += 1;
        problems.push(...found.map((one) => `${name}, round ${round}: ${one}`));
      }
      context.progress(`round ${round}: ${exact} of ${round * names.length} exact`);
    }
    const sent = track.sent;
    const missed: string[] = [];
    for (const [name, what, rewrite] of faults) {
      const mend = rewriteSql(rewrite);
      // chance is part of a race: three tries to show itself
      let noticed = false;
      for (let i = 0; i < 3 && !noticed; i += 1) noticed = (await races[name]!(track).catch(() => ['failed'])).length > 0;
      mend();
      if (!noticed) missed.push(what);
    }
    for (const problem of [...new Set(problems)].slice(0, 30)) context.progress(problem);
    return {
      ok: problems.length === 0,
      covered: { races: names.length, rounds, 'at once': crowd, mutations: sent },
      minimum: { races: 9, rounds: context.rounds(5, 20), 'at once': 60, mutations: rounds * names.length * crowd },
      figure: `exact in ${exact} of ${rounds * names.length} rounds of ${crowd} at once`,
      control: { ok: missed.length === 0, what: missed.length === 0 ? faults.map(([, what]) => what).join('; ') : missed.join('; ') },
    };
  },
};
