import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import type { SessionPlay } from '../server/test/builders/intervision.js';
import type { Proof, ProofContext } from './runner/proof.js';
import { giveSession, openBrowser } from './support/browser.js';
import { type ClientSession, loadClientSession } from './support/client-code.js';
import { startProduct, type Product } from './support/product.js';
import { makeRoom, type Member, type Room } from './support/session-room.js';
import { Disk, type Typed, TypingDevice } from './support/typing-device.js';

/** Characters that were there this long before a tab was killed must be on the server (milliseconds). */
const old = 1_000;
const chaos = ['the tab is killed', 'the network is cut', 'the server is killed', 'cut, and then killed'] as const;
type Chaos = (typeof chaos)[number];

interface Outcome {
  runs: number;
  characters: number;
  lost: number;
  twice: number;
  wrong: string[];
  perChaos: Record<Chaos, number>;
}

const nothing = (): Outcome => ({ runs: 0, characters: 0, lost: 0, twice: 0, wrong: [], perChaos: { 'the tab is killed': 0, 'the network is cut': 0, 'the server is killed': 0, 'cut, and then killed': 0 } });

/** What the server has of somebody, in this phase. */
async function stored(play: SessionPlay, member: Member, phase: number): Promise<string[]> {
  const { texts } = await play.page(member.session);
  return texts.filter((text) => text.mine && text.phase === phase && text.kind === 'ENTRY').map(({ body }) => body);
}

/** Types like somebody in a hurry until `enough`; every character is another one than the one before it. */
async function typing(random: () => number, type: (character: string) => void | Promise<void>, enough: () => boolean): Promise<void> {
  const letters = 'abcdefghijklmnopqrstuvwxyz ';
  for (let count = 0; !enough(); count += 1) {
    // no two spaces, and none at the end of what is compared
    await type(count % 8 === 7 ? '-' : letters[Math.floor(random() * 26)]!);
    await pause(25 + random() * 110);
  }
}

/** Compares what is on the server with what was typed. `killedAt`: what is younger may be missing. */
function judge(outcome: Outcome, what: Chaos, typed: Typed, found: readonly string[], killedAt: number | null): void {
  outcome.runs += 1;
  outcome.perChaos[what] += 1;
  outcome.characters += typed.text.length;
  const must = killedAt === null ? typed.text.length : typed.at.filter((at) => at <= killedAt - old).length;
  if (found.length > 1) outcome.twice += found.length - 1;
  const text = found[0] ?? '';
  if (!typed.text.startsWith(text)) outcome.wrong.push(`${what}: "${text.slice(-30)}" is not what was typed`);
  if (text.length < must) {
    outcome.lost += must - text.length;
    outcome.wrong.push(`${what}: ${must - text.length} of ${typed.text.length} characters lost`);
  }
}

interface Stage {
  product: Product;
  room: Room;
  code: ClientSession;
  context: ProofContext;
}

/** Everybody but who leads and whose case it is types at once; each meets another fault, and the server dies under all. */
async function batch({ product, room, code, context }: Stage, outcome: Outcome, killServer: boolean, forgetful = false): Promise<void> {
  const play = await room.begin('five_step');
  const phase = await play.skipTo(room.members[0]!.session, 'core');
  const writers = room.members.filter((_, at) => at !== 0 && at !== 2);
  let enough = false;
  const until = performance.now() + 2_200 + context.random() * 1_000;
  const killing = killServer
    ? (async () => {
        await pause(900 + context.random() * 800);
        await product.kill();
        await product.start();
      })()
    : Promise.resolve();
  await Promise.all([
    killing,
    ...writers.map(async (member, at) => {
      const what: Chaos = killServer ? (at % 3 === 0 ? 'the network is cut' : 'the server is killed') : chaos[[0, 1, 3][at % 3]!]!;
      const disk = forgetful ? null : new Disk();
      let device = new TypingDevice(code, product.url, member.session, play.id, phase, forgetful, undefined, disk);
      await device.open();
      let killedAt: number | null = null;
      const upset = pause(700 + context.random() * 1_200).then(async () => {
        if (what !== 'the network is cut' && what !== 'cut, and then killed') return;
        device.cut();
        if (what === 'cut, and then killed') return;
        await pause(300 + context.random() * 1_200);
        device.mend();
      });
      await typing(context.random, (character) => device.type(character), () => enough || performance.now() > until);
      await upset;
      if (what === 'cut, and then killed') {
        killedAt = performance.now();
        device.kill();
        // the same device, later: what it kept is closed, and comes along once there is a network again
        if (disk?.words.includes(device.typed.text.slice(0, 8))) outcome.wrong.push('words lie open on the device');
        const { typed } = device;
        device = new TypingDevice(code, product.url, member.session, play.id, phase, forgetful, typed, disk);
        await device.open();
        await device.settle(forgetful ? 500 : 5_000);
        device = new TypingDevice(code, product.url, member.session, play.id, phase, forgetful, typed, disk);
      } else if (what === 'the tab is killed') {
        killedAt = performance.now();
        device.kill();
        // what the server was just told may still be on its way into the table
        await pause(300);
      } else {
        await killing;
        await device.settle(forgetful ? 500 : 15_000);
      }
      judge(outcome, what, device.typed, await stored(play, member, phase), killedAt);
      if (killedAt === null) return;
      // the tab opens again: what is there is there once, and goes on
      const typed = { text: (await stored(play, member, phase))[0] ?? '', at: [] as number[] };
      typed.at = Array.from(typed.text, () => 0);
      device = new TypingDevice(code, product.url, member.session, play.id, phase, false, typed);
      await device.open();
      if (device.shown !== typed.text) outcome.wrong.push('a tab that opens again does not show what the server has');
      for (const character of ' verder') device.type(character);
      await device.settle(5_000);
      const found = await stored(play, member, phase);
      if (found.length !== 1 || found[0] !== typed.text) outcome.wrong.push('after opening again words are missing or double');
    }),
  ]);
  enough = true;
}

/** The same by the keys, in a real browser. */
async function inBrowser(stage: Stage, browser: Browser, what: Chaos, outcome: Outcome, memberAt: number): Promise<void> {
  const { product, room, context } = stage;
  const play = await room.begin('five_step');
  const phase = await play.skipTo(room.members[0]!.session, 'core');
  const member = room.members[memberAt]!;
  const device = await browser.newContext({ baseURL: product.url, locale: 'nl-NL', viewport: { width: 390, height: 844 } });
  await giveSession(device, product.url, member.session);
  const page = await device.newPage();
  await page.goto(`/sessies/${play.id}`);
  const paper = page.getByRole('textbox').first();
  await paper.click();
  const typed: Typed = { text: '', at: [] };
  const until = performance.now() + 3_000;
  const trouble = (async () => {
    await pause(1_200);
    if (what === 'the network is cut') {
      await device.setOffline(true);
      await pause(900);
      await device.setOffline(false);
    } else if (what === 'cut, and then killed') await device.setOffline(true);
    else if (what === 'the server is killed') {
      await product.kill();
      await product.start();
    }
  })();
  await typing(
    context.random,
    async (character) => {
      await page.keyboard.type(character);
      typed.text += character;
      typed.at.push(performance.now());
    },
    () => performance.now() > until,
  );
  await trouble;
  let killedAt: number | null = null;
  if (what === 'the tab is killed' || what === 'cut, and then killed') {
    killedAt = performance.now();
    // the process behind the page is gone: no farewell of any kind
    const crash = await device.newCDPSession(page);
    await Promise.race([crash.send('Page.crash').catch(() => undefined), pause(500)]);
    await pause(300);
    if (what === 'cut, and then killed') {
      if ((await stored(play, member, phase))[0] === typed.text) outcome.wrong.push('nothing was cut: the words were on the server');
      // a context with a crashed page in it does not change its network
      await page.close();
      await device.setOffline(false);
      const again = await device.newPage();
      await again.goto(`/sessies/${play.id}`);
      const enough = typed.at.filter((at) => at <= killedAt! - old).length;
      const began = performance.now();
      while (((await stored(play, member, phase))[0]?.length ?? 0) < enough && performance.now() - began < 15_000) await pause(100);
    }
  } else {
    const began = performance.now();
    while ((await stored(play, member, phase))[0] !== typed.text && performance.now() - began < 20_000) await pause(100);
  }
  judge(outcome, what, typed, await stored(play, member, phase), killedAt);
  await device.close();
}

export const proof: Proof = {
  name: 'words',
  claim: 'of what somebody types in a session nothing older than a second is lost and nothing is double, whatever is killed or cut',
  browser: true,
  patience: 6,
  async run(context: ProofContext) {
    const product = await startProduct();
    context.onEnd(() => product.close());
    const room = await makeRoom(product, context.rounds(11, 22));
    const stage: Stage = { product, room, code: await loadClientSession(), context };
    const outcome = nothing();
    const batches = context.rounds(3, 52);
    for (let round = 0; round < batches; round += 1) {
      await batch(stage, outcome, round % 3 === 2);
      if (round % 10 === 0) context.progress(`batch ${round + 1}: ${outcome.runs} runs, ${outcome.lost} characters lost`);
    }
    const browser = await openBrowser(context);
    const before = outcome.runs;
    for (let round = 0; round < context.rounds(1, 5); round += 1) for (const [at, what] of chaos.entries()) await inBrowser(stage, browser, what, outcome, 3 + at);
    const real = outcome.runs - before;

    const control = nothing();
    await batch(stage, control, false, true);
    for (const line of outcome.wrong.slice(0, 10)) context.progress(line);
    return {
      ok: outcome.lost === 0 && outcome.twice === 0 && outcome.wrong.length === 0,
      covered: { runs: outcome.runs, ...outcome.perChaos, 'in a browser': real, characters: outcome.characters },
      minimum: { runs: context.rounds(27, 1_000), 'the tab is killed': context.rounds(6, 250), 'the network is cut': context.rounds(6, 250), 'cut, and then killed': context.rounds(6, 200), 'the server is killed': context.rounds(3, 90), 'in a browser': context.rounds(4, 20), characters: context.rounds(600, 20_000) },
      figure: `${outcome.lost} characters lost of ${outcome.characters.toLocaleString('en-GB')}, ${outcome.twice} texts double, in ${outcome.runs} runs`,
      control: { ok: control.lost > 0, what: `a device that does not keep what the server did not take loses ${control.lost} of ${control.characters} characters` },
    };
  },
};
