import { buildPerson } from '../server/test/builders/people.js';
import type { Proof } from './runner/proof.js';
export const proof: Proof = { name: 'zz-probe', claim: 'it boots', async run(ctx) {
  const world = await ctx.createWorld();
  const p = await buildPerson(world); const s = await world.signIn(p);
  const { me } = await world.ask<{me:{id:string}}>(s, '{ me { id } }');
  return { ok: me.id === p.id, covered: { people: 1 }, minimum: { people: ctx.rounds(1, 2) }, figure: '1 person', control: { ok: true, what: 'x' } };
} };
