import { randomUUID } from 'node:crypto';
import { callGraphql, must, type Session } from '../../server/test/harness/graphql-call.js';
import { testPassword, type BuiltPerson } from '../../server/test/builders/people.js';
import type { World } from '../../server/test/harness/world.js';

export interface Checked {
  checks: number;
  faults: string[];
}

const signIn = 'mutation SignIn($input: SignInInput!) { signIn(input: $input) { me { id } } }';
const me = 'query Me { me { id } }';

async function whoIs(world: World, cookie: string): Promise<string | null> {
  const answer = await callGraphql<{ me: { id: string } | null }>(world.url, { email: '', cookie, origin: new URL(world.settings.publicUrl).origin, setCookie: [] }, me);
  return answer.data?.me?.id ?? null;
}

/** Signs in while the browser already has a cookie, as a planted one would be. */
async function signInWith(world: World, person: BuiltPerson, cookie: string): Promise<Session> {
  const origin = new URL(world.settings.publicUrl).origin;
  const answer = await callGraphql(world.url, null, signIn, { input: { email: person.email, password: testPassword } }, { origin, cookie });
  must(answer);
  const setCookie = answer.headers.getSetCookie();
  return { email: person.email, origin, setCookie, cookie: setCookie.map((line) => line.split(';')[0]).join('; ') };
}

/** What the cookie of a sign-in says of itself. */
export async function cookieFaults(world: World, person: BuiltPerson): Promise<Checked> {
  const session = await world.signIn(person);
  const faults: string[] = [];
  if (session.setCookie.length !== 1) faults.push(`${session.setCookie.length} cookies at sign-in`);
  const [pair = '', ...attributes] = (session.setCookie[0] ?? '').split(';').map((part) => part.trim());
  const has = (attribute: string): boolean => attributes.some((one) => one.toLowerCase() === attribute.toLowerCase());
  if (!/^__Host-kring=[A-Za-z0-9_-]{43}$/.test(pair)) faults.push(`the cookie is not __Host- with 256 bits: ${pair.slice(0, 20)}`);
  for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) if (!has(attribute)) faults.push(`the cookie misses ${attribute}`);
  if (attributes.some((one) => /^domain=/i.test(one))) faults.push('the cookie has a Domain');
  const stored = await world.sql<{ found: boolean }>(`SELECT bool_or(position($1::bytea in token_hash) > 0) AS found FROM sign_ins`, [Buffer.from(pair.split('=')[1] ?? '', 'ascii')]);
  if (stored[0]?.found) faults.push('the database holds the token itself');
  const out = await world.gql(session, 'mutation SignOut { signOut { ok } }');
  const cleared = out.headers.getSetCookie().join();
  if (!/^__Host-kring=; Max-Age=0;.*HttpOnly.*Secure/.test(cleared)) faults.push(`signing out does not clear the cookie: ${cleared}`);
  if (!out.headers.get('clear-site-data')?.includes('storage')) faults.push('signing out does not clear what the site stored');
  if ((await whoIs(world, session.cookie)) !== null) faults.push('the cookie works after signing out');
  return { checks: 11, faults };
}

/** A sign-in that somebody else knows beforehand must be worth nothing afterwards. */
export async function fixationFaults(world: World, victim: BuiltPerson, attacker: BuiltPerson, invented: string): Promise<Checked> {
  const faults: string[] = [];
  const planted = `__Host-kring=${invented}`;
  const first = await signInWith(world, victim, planted);
  if (first.cookie === planted) faults.push('an invented cookie became a sign-in');
  if ((await whoIs(world, planted)) !== null) faults.push('the planted cookie works');
  if ((await whoIs(world, first.cookie)) !== victim.id) faults.push('the real cookie does not work');

  // the attacker's own sign-in in the victim's browser: it ends, and never becomes the victim's
  const own = await world.signIn(attacker);
  const second = await signInWith(world, victim, own.cookie);
  if (second.cookie === own.cookie) faults.push("the attacker's cookie was taken over");
  if ((await whoIs(world, own.cookie)) !== null) faults.push("the attacker's cookie still works in this browser");
  if ((await whoIs(world, second.cookie)) !== victim.id) faults.push('the victim is not signed in');

  const third = await signInWith(world, victim, second.cookie);
  if (third.cookie === second.cookie) faults.push('a second sign-in kept its id');
  if ((await whoIs(world, second.cookie)) !== null) faults.push('the former id works after signing in again');
  if ((await whoIs(world, `${planted}; ${third.cookie}`)) === attacker.id) faults.push('two cookies lead to the attacker');

  // another password ends what somebody else may have
  const elsewhere = await world.signIn(victim);
  await world.ask(third, 'mutation ChangePassword($input: ChangePasswordInput!) { changePassword(input: $input) { ok } }', {
    input: { mutationId: randomUUID(), current: testPassword, password: 'nog een ander wachtwoord' },
  });
  if ((await whoIs(world, elsewhere.cookie)) !== null) faults.push('another device stayed signed in after a new password');
  return { checks: 10, faults };
}
