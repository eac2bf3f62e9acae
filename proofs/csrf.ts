import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from 'playwright-core';
import { buildPerson, type BuiltPerson } from '../server/test/builders/people.js';
import type { World } from '../server/test/harness/world.js';
import type { Proof, ProofContext } from './runner/proof.js';
import { giveSession, openTrustingBrowser } from './support/browser.js';
import { startNaiveSite } from './support/naive-site.js';
import { cookieFaults, fixationFaults } from './support/cookie-checks.js';
import { rawTries } from './support/raw-tries.js';

/** Serves the attacker's page; it answers to every name that leads here. */
async function startEvilSite(context: ProofContext): Promise<number> {
  const script = readFileSync('proofs/support/attack-page.js', 'utf8');
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', request.url === '/attack.js' ? 'text/javascript' : 'text/html');
    response.end(request.url === '/attack.js' ? script : '<!doctype html><title>a page of somebody else</title><body><script src="/attack.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.onEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

interface Attempt {
  from: string;
  way: string;
  id: string;
  said: unknown;
}

/** Opens the attacker's page and lets it try everything on `target`. */
async function attackFrom(browser: BrowserContext, from: string, target: string): Promise<Attempt[]> {
  const page = await browser.newPage();
  await page.goto(from);
  const ways = await page.evaluate<string[]>('window.attackWays');
  const attempts: Attempt[] = [];
  for (const way of ways) {
    const id = randomUUID();
    const said = await page.evaluate<unknown>(`window.attack(${[way, target, id].map((word) => JSON.stringify(word)).join()})`);
    attempts.push({ from, way, id, said });
  }
  attempts.push(await navigates(browser, from, target));
  await page.close();
  return attempts;
}

/** A form that takes the whole window along: the one kind of cross-site request that may carry a Lax cookie when it reads. */
async function navigates(browser: BrowserContext, from: string, target: string): Promise<Attempt> {
  const id = randomUUID();
  const page = await browser.newPage();
  await page.goto(from);
  const query = `mutation Attack { updateSettings(input: {mutationId: "${id}", calmMotion: true}) { id } }`;
  await page.goto(`${target}/graphql?query=${encodeURIComponent(query)}`, { referer: from }).catch(() => undefined);
  await page.close();
  return { from, way: 'link in the whole window', id, said: undefined };
}

/** The ids that became a write, or a socket that opened. */
async function acceptedBy(world: World, attempts: Attempt[]): Promise<Attempt[]> {
  const rows = await world.sql<{ mutation_id: string }>('SELECT mutation_id FROM mutation_receipts WHERE mutation_id = ANY($1)', [attempts.map((one) => one.id)]);
  const written = new Set(rows.map((row) => row.mutation_id));
  const opened = (one: Attempt): boolean => one.said === 'open' || (typeof one.said === 'string' && one.said.startsWith('0{'));
  return attempts.filter((one) => written.has(one.id) || opened(one));
}

/** The same acts by the product's own page: they must work, or the attacks fail for a reason of no interest. */
async function ownActs(page: Page): Promise<string[]> {
  const id = randomUUID();
  const done = await page.evaluate(
    `(async () => {
      const answer = await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: 'mutation Own { updateSettings(input: {mutationId: "${id}", calmMotion: true}) { id calmMotion } }' }) });
      const body = await answer.json();
      const socket = await new Promise((resolve) => {
        const made = new WebSocket(location.origin.replace('http', 'ws') + '/realtime/?EIO=4&transport=websocket');
        made.onmessage = (event) => { if (event.data.startsWith('0')) made.send('40'); else { resolve(event.data); made.close(); } };
        made.onerror = () => resolve('refused');
      });
      return { calm: body.data?.updateSettings?.calmMotion === true, socket, readable: document.cookie };
    })()`,
  );
  const { calm, socket, readable } = done as { calm: boolean; socket: string; readable: string };
  return [...(calm ? [] : ['a write from the own page was refused']), ...(socket.startsWith('40{"sid"') ? [] : [`the own page's socket: ${socket}`]), ...(readable === '' ? [] : [`a script reads cookies: ${readable}`])];
}

/** Makes the visitor's browser sign in as the attacker, or sign out: neither may happen. */
async function signInAttacks(world: World, browser: BrowserContext, from: string, attacker: BuiltPerson, password: string): Promise<number> {
  const page = await browser.newPage();
  await page.goto(from);
  let tries = 0;
  for (const document of [`mutation { signIn(input: {email: "${attacker.email}", password: "${password}"}) { me { id } } }`, 'mutation { signOut { ok } }', 'mutation { signOutEverywhere { ok } }']) {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json']) {
      tries += 1;
      await page.evaluate(
        `fetch(${JSON.stringify(`${world.url.replace('127.0.0.1', 'localhost')}/graphql`)}, { method: 'POST', credentials: 'include', ${type === 'application/json' ? '' : "mode: 'no-cors',"} headers: { 'content-type': '${type}' }, body: ${JSON.stringify(type.endsWith('urlencoded') ? `query=${encodeURIComponent(document)}` : JSON.stringify({ query: document }))} }).then(() => 0, () => 0)`,
      );
    }
  }
  await page.close();
  return tries;
}

export const proof: Proof = {
  name: 'csrf',
  claim: "no page of somebody else can act in a visitor's name, over HTTP or over a socket, and a sign-in cannot be planted or read",
  browser: true,
  async run(context) {
    const world = await context.createWorld();
    const target = new URL(world.settings.publicUrl).origin;
    const [victim, attacker] = [await buildPerson(world), await buildPerson(world)];
    const evilPort = await startEvilSite(context);
    const naive = await startNaiveSite();
    context.onEnd(() => naive.close());
    const browser = await openTrustingBrowser(context, ['--host-resolver-rules=MAP evil.example 127.0.0.1']);
    // without the help of SameSite: what an older browser would do, and the server must still refuse
    await giveSession(browser, target, await world.signIn(victim), 'None');
    await browser.addCookies([{ name: 'naive', value: '1', url: naive.url.replace('http:', 'https:'), sameSite: 'None', secure: true, httpOnly: true }]);

    // another site, another name for this machine, and another port of the same site, where SameSite does not help
    const origins = [`http://evil.example:${evilPort}`, `http://127.0.0.1:${evilPort}`, `http://localhost:${evilPort}`];
    const attempts: Attempt[] = [];
    const onNaive: Attempt[] = [];
    for (const from of origins) {
      onNaive.push(...(await attackFrom(browser, from, naive.url)));
      attempts.push(...(await attackFrom(browser, from, target)));
    }
    const accepted = await acceptedBy(world, attempts);
    for (const one of accepted) context.progress(`accepted: ${one.way} from ${one.from}`);

    let signInTries = 0;
    for (const from of origins) signInTries += await signInAttacks(world, browser, from, attacker, 'zomer-in-de-school');
    const [counts] = await world.sql<{ attacker: number; victim: number }>(
      `SELECT count(*) FILTER (WHERE person_id = $1)::int AS attacker, count(*) FILTER (WHERE person_id = $2 AND ended_at IS NULL)::int AS victim FROM sign_ins`,
      [attacker.id, victim.id],
    );
    const planted = counts!.attacker + (counts!.victim === 1 ? 0 : 1);
    if (planted > 0) context.progress(`signed in as the attacker: ${counts!.attacker}; sign-ins of the victim: ${counts!.victim}`);

    const raw = await rawTries(world, victim);
    for (const fault of raw.faults) context.progress(fault);

    const own = await browser.newPage();
    await own.goto(`${target}/`);
    const ownFaults = await ownActs(own);
    const kept = (await browser.cookies(target)).filter((cookie) => cookie.name === '__Host-kring');
    await world.sql('DELETE FROM rate_limits');
    const cookies = await cookieFaults(world, victim);
    const fixation = await fixationFaults(world, victim, attacker, randomBytes(32).toString('base64url'));
    for (const fault of [...ownFaults, ...cookies.faults, ...fixation.faults]) context.progress(fault);

    const worked = onNaive.filter((one) => naive.accepted.has(one.id));
    const waysThatWork = new Set(worked.map((one) => one.way)).size;
    const ways = new Set(onNaive.map((one) => one.way)).size;
    const faults = accepted.length + planted + raw.faults.length + cookies.faults.length + fixation.faults.length;
    return {
      ok: faults === 0 && kept.length === 1,
      covered: { 'ways in a browser': ways, origins: origins.length, 'tries in a browser': attempts.length + signInTries, 'raw tries': raw.tries, 'cookie checks': cookies.checks + fixation.checks },
      minimum: { 'ways in a browser': 15, origins: 3, 'tries in a browser': 70, 'raw tries': 50, 'cookie checks': 15 },
      figure: `${accepted.length + planted + raw.faults.length} accepted of ${attempts.length + signInTries + raw.tries} tries · ${cookies.faults.length + fixation.faults.length} faults of the cookie`,
      control: {
        ok: ownFaults.length === 0 && raw.controls && waysThatWork >= 15 && worked.length >= 40,
        what: `${waysThatWork} of ${ways} ways work on a site without defences (${worked.length} of ${onNaive.length} tries); the product's own page is let in${ownFaults.length === 0 ? '' : `, but: ${ownFaults.join(', ')}`}`,
      },
    };
  },
};
