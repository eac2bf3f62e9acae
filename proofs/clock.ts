import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { SessionPlay } from '../server/test/builders/intervision.js';
import { signInAt } from './support/http.js';
import type { Proof, ProofContext } from './runner/proof.js';
import { giveSession, openBrowser } from './support/browser.js';
import { fakeTime } from './support/fake-time.js';
import { startProduct, type Product } from './support/product.js';
import { makeRoom, type Member, type Room } from './support/session-room.js';

/** Milliseconds that screens may differ. */
const within = 250;
/** Hours that the clocks of the devices are off. */
const shifts = [0, 1, -1, 1];

/** What a device shows: text of the clock → when it came on screen, milliseconds of the machine's own clock. */
type Shown = Record<string, number>;

/** Runs in the page, before anything of ours: a device whose clock is so many hours off. */
const wrongClock = (hours: number): string => `{
  const off = ${hours} * 3600000, Right = Date;
  globalThis.Date = class extends Right {
    constructor(...at) { at.length === 0 ? super(Right.now() + off) : super(...at); }
    static now() { return Right.now() + off; }
  };
  globalThis.rightNow = () => Right.now();
}`;

/** Runs in the page: notes every change of the clock on the screen. What stands there already came nobody knows when. */
const noteClock = `{
  const shown = (globalThis.shownClock = {});
  const there = new Set();
  const look = (first) => {
    for (const each of document.querySelectorAll('b')) {
      const text = each.textContent.trim();
      if (each.childElementCount > 0 || there.has(text) || !/^~?\\+?\\d+:\\d\\d$/.test(text)) continue;
      there.add(text);
      if (first !== true) shown[text] = globalThis.rightNow();
    }
  };
  look(true);
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}`;

/** @param change what is done to the device before it opens the page */
async function device(browser: Browser, url: string, member: Member, hours: number, path: string, change?: (context: BrowserContext) => Promise<void>): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam', viewport: { width: 900, height: 800 }, serviceWorkers: 'block' });
  await change?.(context);
  await context.addInitScript(wrongClock(hours));
  await giveSession(context, url, member.session);
  const page = await context.newPage();
  await page.goto(path);
  await page.getByRole('img', { name: /\d/ }).first().waitFor();
  return page;
}

interface Difference {
  /** per second that all showed: milliseconds between the first screen and the last */
  spreads: number[];
  /** per second and screen: milliseconds from when it was so by the database */
  fromTruth: number[];
}

/** Looks for some seconds at the clocks of several devices beside each other. */
async function compare(product: Product, pages: readonly Page[], play: SessionPlay, seconds: number): Promise<Difference> {
  for (const page of pages) await page.evaluate(noteClock);
  await pause(seconds * 1_000);
  const shown = await Promise.all(pages.map((page) => page.evaluate('globalThis.shownClock') as Promise<Shown>));
  // when the phase is at zero, on this machine's clock: what is left by the database, and when that was asked
  const asked = Date.now();
  const [row] = await product.sql<{ left: number }>('SELECT (extract(epoch FROM ends_at - clock_timestamp()) * 1000)::float8 AS left FROM sessions WHERE id = $1', [play.id]);
  const zero = (asked + Date.now()) / 2 + row!.left;
  const all = Object.keys(shown[0]!).filter((text) => shown.every((one) => text in one));
  const result: Difference = { spreads: [], fromTruth: [] };
  for (const text of all) {
    const [minutes, secs] = text.replace(/[~+]/g, '').split(':').map(Number) as [number, number];
    const truth = zero - (minutes * 60 + secs) * 1_000;
    const moments = shown.map((one) => one[text]!);
    result.spreads.push(Math.max(...moments) - Math.min(...moments));
    for (const moment of moments) result.fromTruth.push(Math.abs(moment - truth));
  }
  return result;
}

interface Steps {
  rounds: number;
  wrong: string[];
}

/** Twenty presses at once on two devices of whoever leads: one step, and after its grace one phase further. */
async function pressTogether(product: Product, room: Room, rounds: number): Promise<Steps> {
  const lead = room.members[0]!;
  const devices = [lead.session, await signInAt(product.url, lead.person.email)];
  const wrong: string[] = [];
  let play = await room.begin('five_step');
  for (let round = 0; round < rounds; round += 1) {
    let before = await play.page(lead.session);
    if (before.state.phase > 6) {
      play = await room.begin('five_step');
      before = await play.page(lead.session);
    }
    const press = () => Promise.all(Array.from({ length: 20 }, (_, at) => play.try(devices[at % 2]!, 'advancePhase', { turn: before.state.turn })));
    const answers = await press();
    await play.graceEnds();
    await play.page(lead.session);
    // the same press once more, from before: nobody moves
    answers.push(...(await press()));
    const { state } = await play.page(lead.session);
    // a vote with nothing to choose from is passed over
    const next = before.script.phases[before.state.phase + 1]!.input === 'vote' ? [1, 2] : [1];
    if (!next.includes(state.phase - before.state.phase) || state.turn !== before.state.turn + 1) wrong.push(`from phase ${before.state.phase} to ${state.phase}, ${state.turn - before.state.turn} turns`);
    const refused = answers.filter((answer) => answer.errors).length;
    if (refused > 0) wrong.push(`${refused} presses of 40 refused`);
  }
  return { rounds, wrong };
}

const quantile = (values: readonly number[], share: number): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Infinity;

export const proof: Proof = {
  name: 'clock',
  claim: `all screens show the same second of a phase within ${within} ms, however wrong the clocks of devices and server are, and many presses are one step`,
  browser: true,
  patience: 6,
  async run(context: ProofContext) {
    fakeTime(0);
    const product = await startProduct();
    context.onEnd(() => product.close());
    const room = await makeRoom(product, 6);
    const browser = await openBrowser(context);
    const looked: { what: string; difference: Difference }[] = [];
    // the database keeps its time: it was started before the server's clock went wrong, and stays when that is killed
    for (const minutes of context.long ? [0, 10, -10, 10, -10] : [10, -10]) {
      if (minutes !== 0) {
        await product.kill();
        await product.start(fakeTime(minutes));
      }
      const stands = (Date.parse((await fetch(`${product.url}/readyz`)).headers.get('date') ?? '') - Date.now()) / 60_000;
      if (Math.abs(stands - minutes) > 0.2) throw new Error(`The clock of the server is ${stands.toFixed(1)} minutes off, not ${minutes}.`);
      const play = await room.begin('five_step');
      await play.skipTo(room.members[0]!.session, 'explore');
      const pages = await Promise.all(shifts.map((hours, at) => device(browser, product.url, room.members[at]!, hours, `/sessies/${play.id}`)));
      // a device knows the time as well as its quickest answer; in a session answers keep coming
      const lead = room.members[0]!.session;
      const { turn } = (await play.page(lead)).state;
      for (let more = 0; more < 4; more += 1) {
        await play.do(lead, 'extendPhase', { turn, minutes: 1 });
        await pause(350);
      }
      const difference = await compare(product, pages, play, context.rounds(4, 30));
      looked.push({ what: `server ${minutes} min`, difference });
      context.progress(`server ${minutes} minutes off, devices 1 hour: screens differ p95 ${Math.round(quantile(difference.spreads, 0.95))} ms over ${difference.spreads.length} seconds; from the database p95 ${Math.round(quantile(difference.fromTruth, 0.95))} ms`);
      for (const page of pages) await page.context().close();
    }
    await product.kill();
    await product.start();
    const steps = await pressTogether(product, room, context.rounds(10, 50));
    for (const line of steps.wrong.slice(0, 5)) context.progress(line);

    const spreads = looked.flatMap(({ difference }) => difference.spreads);
    const truths = looked.flatMap(({ difference }) => difference.fromTruth);
    const perLook = looked.map(({ difference }) => difference.spreads.length);
    const between = Math.round(quantile(spreads, 0.95));
    const fromTruth = Math.round(quantile(truths, 0.95));
    const ownClock = await ownClockIsNoticed(browser, product, room);
    return {
      ok: between <= within && fromTruth <= within && steps.wrong.length === 0,
      covered: { 'clocks of the server': new Set(looked.map(({ what }) => what)).size, devices: shifts.length, seconds: spreads.length, 'least seconds at one clock': Math.min(...perLook), 'rounds of 20 presses': steps.rounds },
      minimum: { 'clocks of the server': context.rounds(2, 3), devices: 4, seconds: context.rounds(6, 90), 'least seconds at one clock': 3, 'rounds of 20 presses': 10 },
      figure: `screens differ ${between} ms (p95, at most ${within}), worst ${Math.round(Math.max(...spreads))} ms; from the database ${fromTruth} ms; ${steps.rounds - steps.wrong.length} of ${steps.rounds} rounds of 20 presses were one step`,
      control: ownClock,
    };
  },
};

/** What a client counts with that never heard of a server's clock; the page that is served is changed on its way, the product knows nothing of it. */
const asServed = /now\(\)\{return this\.best===null\?Date\.now\(\):this\.at\(this\.here\(\)\)\}/;
const naive = 'now(){return Date.now()}';
/** Milliseconds that the clock of the naive device is off: as little as a device that was never set wrong on purpose. */
const slightly = 700;

/** The same device twice, its clock a little wrong: with the client as it is, and with one that counts down with the clock of its device. */
async function ownClockIsNoticed(browser: Browser, product: Product, room: Room): Promise<{ ok: boolean; what: string }> {
  const play = await room.begin('five_step');
  await play.skipTo(room.members[0]!.session, 'explore');
  const path = `/sessies/${play.id}`;
  const right = await device(browser, product.url, room.members[0]!, 0, path);
  const seen: number[] = [];
  let changed = 0;
  for (const way of ['as it is', 'naive']) {
    const wrong = await device(browser, product.url, room.members[1]!, slightly / 3_600_000, path, async (context) => {
      if (way === 'naive')
        await context.route('**/*.js', async (route) => {
          const answer = await route.fetch();
          const body = await answer.text();
          if (asServed.test(body)) changed += 1;
          await route.fulfill({ response: answer, body: body.replace(asServed, naive) });
        });
    });
    const { spreads } = await compare(product, [right, wrong], play, 3);
    seen.push(Math.round(quantile(spreads, 0.5)));
    await wrong.context().close();
  }
  await right.context().close();
  const [good, bad] = seen as [number, number];
  return { ok: changed === 1 && good <= within && bad > within && bad < Infinity, what: `a device whose clock is ${slightly} ms off is ${bad} ms off when it counts down with that clock, and ${good} ms as it is` };
}
