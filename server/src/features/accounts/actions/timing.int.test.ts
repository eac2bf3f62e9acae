import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { buildPerson, type BuiltPerson } from '../../../../test/builders/people.js';
import { type ServerParts, serverParts } from '../../../../test/harness/server-parts.js';
import { SignIn } from './sign-in.js';

let parts: ServerParts;
let person: BuiltPerson;

beforeAll(async () => {
  parts = await serverParts();
  person = await buildPerson(parts);
});
afterAll(() => parts.close());

const median = (list: number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]!;

/** The share of pairs in which the first list is slower, 0.5 when nobody can tell them apart. */
function tellApart(a: number[], b: number[]): number {
  let slower = 0;
  for (const x of a) for (const y of b) slower += x > y ? 1 : x === y ? 0.5 : 0;
  return slower / (a.length * b.length);
}

it('takes as long for an unknown address as for a wrong password', async () => {
  const signIn = new SignIn(parts.uow, parts.reads, parts.limiter, parts.cookie);
  const time = async (email: string): Promise<number> => {
    await parts.sql(`DELETE FROM rate_limits`);
    const started = performance.now();
    await signIn.run({ email, password: 'fout fout fout' }, { address: 'x', userAgent: '', cookieHeader: undefined }).catch(() => undefined);
    return performance.now() - started;
  };
  // a busy machine is noisy: one more chance
  for (let chance = 1; ; chance += 1) {
    const known: number[] = [];
    const unknown: number[] = [];
    for (let n = 0; n < 40; n += 1) {
      known.push(await time(person.email));
      unknown.push(await time(`niemand${n}@kring.example`));
    }
    const apart = Math.max(tellApart(known, unknown), tellApart(unknown, known));
    const difference = Math.abs(median(known) - median(unknown));
    if ((apart < 0.6 && difference < 5) || chance === 3) {
      expect({ apart: apart < 0.6, difference: difference < 5 }).toEqual({ apart: true, difference: true });
      return;
    }
  }
});
