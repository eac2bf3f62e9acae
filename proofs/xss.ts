import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Proof, ProofContext } from './runner/proof.js';
import { giveSession, openBrowser } from './support/browser.js';
import { hostileHrefs, payloads } from './support/xss-payloads.js';
import { lookAround, setTrap, type Trapped } from './support/xss-trap.js';
import { type HostileWorld, makeHostileWorld } from './support/xss-world.js';

interface Look {
  seen: number[];
  strange: string[];
}

/** Until the screen has its heading and waits for nothing. */
async function settled(page: Page): Promise<void> {
  // locators and not a function: the page's policy knows no eval
  await page.locator('h1').first().waitFor({ state: 'attached' });
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
}

/** What was seen on all screens together. */
class Tour {
  readonly seen = new Set<number>();
  readonly strange: string[] = [];
  screens = 0;

  constructor(
    readonly page: Page,
    private readonly url: string,
  ) {}

  /** Returns the numbers of the payloads that stand here as words. */
  async look(name: string): Promise<number[]> {
    const look = await this.page.evaluate<Look>(lookAround);
    for (const id of look.seen) this.seen.add(id);
    this.strange.push(...look.strange.map((what) => `${name}: ${what}`));
    this.screens += 1;
    return look.seen;
  }

  async open(path: string): Promise<number[]> {
    await this.page.goto(`${this.url}${path}`);
    await settled(this.page);
    return this.look(path);
  }
}

/** Every screen on which a text of somebody else can stand. */
async function visitScreens(tour: Tour, world: HostileWorld): Promise<void> {
  const { page } = tour;
  for (const path of ['/vandaag?tijd=15', '/kringen', '/kringen/nieuw', '/concepten', '/meldingen', '/instellingen/profiel', '/instellingen/inloggen']) await tour.open(path);
  for (const id of world.invitations) await tour.open(`/uitnodiging/${id}`);
  for (const circle of world.circles) for (const tab of ['gesprekken', 'besluiten', 'leden', 'instellingen']) await tour.open(`/kringen/${circle.id}/${tab}`);
  for (const topic of world.bodyTopics) {
    await tour.open(`/kringen/${topic.groupId}/gesprekken/${topic.topicId}#reactie-${topic.messageId}`);
    // reads on to the end, page after page
    for (let at = 0, most = 40; at < most; at += 1) {
      await page.locator('article[data-n]').first().waitFor();
      const last = await page.locator('article[data-n]').last().getAttribute('data-n');
      await page.locator('article[data-n]').last().scrollIntoViewIfNeeded();
      await settled(page);
      await tour.look('conversation');
      if ((await page.locator('article[data-n]').last().getAttribute('data-n')) === last) break;
    }
  }
  await tour.open(`/kringen/${world.circles[0]!.id}/gesprekken/nieuw`);
}

/** Where a circle meets: its agenda, planning, and its sessions. Returns which payloads were seen as words inside sessions. */
async function visitSessions(tour: Tour, { sessions }: HostileWorld): Promise<Set<number>> {
  const { groupId, planned, played, left } = sessions;
  await tour.open(`/kringen/${groupId}/agenda`);
  await tour.open(`/kringen/${groupId}/agenda/plannen`);
  await tour.open(`/prikker/${sessions.poll}`);
  await tour.open(`/kringen/${groupId}/methoden`);
  await tour.open(`/kringen/${groupId}/methoden/${sessions.ownMethod}`);
  for (const tab of ['Voorbeeld', 'Proefdraaien']) {
    await tour.page.getByRole('button', { name: tab }).click();
    await tour.look(`method, ${tab}`);
  }
  for (const id of planned) await tour.open(`/sessies/${id}`);
  for (const address of left) await tour.open(address);
  const seen = new Set<number>();
  for (const id of played) for (const payload of await tour.open(`/sessies/${id}`)) seen.add(payload);
  // the screen of a room is nobody's: what stands on the wall is looked at as such
  await tour.open(`/beamer/${sessions.beamer}`);
  return seen;
}

/** What opens on a screen: versions, the editor with an attack in it, lists of people, the search field, the bell. */
async function openParts(tour: Tour, world: HostileWorld): Promise<void> {
  const { page } = tour;
  const { groupId, topicId, messageId } = world.edited;
  await tour.open(`/kringen/${groupId}/gesprekken/${topicId}#reactie-${messageId}`);
  const message = page.locator(`#reactie-${messageId}`);
  await message.getByRole('button', { name: 'gewijzigd' }).click();
  await page.getByRole('dialog').getByRole('heading', { level: 3 }).first().waitFor();
  await tour.look('versions');
  await page.keyboard.press('Escape');
  await message.getByRole('button', { name: /^Meer bij de reactie/ }).click();
  await page.getByRole('menuitem', { name: 'Wijzigen' }).click();
  await page.getByRole('textbox', { name: 'Je reactie wijzigen' }).waitFor();
  await tour.look('editing');
  await page.getByRole('textbox', { name: 'Schrijf een reactie' }).click();
  await page.keyboard.type(' @__');
  await page.getByRole('listbox').waitFor({ timeout: 5_000 }).catch(() => undefined);
  await tour.look('people to name');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Meldingen/ }).first().click();
  await page.getByRole('dialog', { name: 'Meldingen' }).getByRole('listitem').first().waitFor();
  await tour.look('bell');
  await page.keyboard.press('Escape');
  const find = page.getByRole('combobox', { name: 'Ga naar' });
  for (const text of ['__xss', '<img src=x onerror=__xss(1)>', '"><script>__xss(2)</script>']) {
    await find.fill(text);
    await page.getByRole('listbox').waitFor({ timeout: 5_000 }).catch(() => undefined);
    await tour.look('go to');
  }
  await tour.open(`/kringen/${groupId}/leden`);
  await page.getByRole('button', { name: 'Uitnodigen', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Naam').fill('<img src=x onerror=__xss(3)>');
  await page.getByText(/Niemand gevonden voor/).waitFor();
  await tour.look('candidates');
}

/** Words from the clipboard of another program, with everything in them that HTML can hold. Returns how much of it arrived as words. */
async function pasteAttack(tour: Tour, world: HostileWorld): Promise<number> {
  const { page } = tour;
  const { groupId, topicId } = world.edited;
  await tour.open(`/kringen/${groupId}/gesprekken/${topicId}`);
  const field = page.getByRole('textbox', { name: 'Schrijf een reactie' });
  await field.click();
  const html = payloads().map((one) => one.text).filter((text) => !/plaintext|<!--|frameset/.test(text)).join('<p>x</p>');
  await page.evaluate(
    `(() => {
      const data = new DataTransfer();
      data.setData('text/html', ${JSON.stringify(html)});
      data.setData('text/plain', 'x');
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    })()`,
  );
  await field.getByText('__xss').first().waitFor();
  await untilQuiet(() => 0);
  await tour.look('pasted');
  return (await field.innerText()).length;
}

/** Addresses as an attacker would send them: nothing of them may run, and none may lead away. */
async function openAddresses(tour: Tour, world: HostileWorld, url: string, long: boolean): Promise<string[]> {
  const led: string[] = [];
  const attacks = ['<img src=x onerror=__xss(5)>', '"><script>__xss(6)</script>', ...(long ? ['javascript:__xss(7)', "';__xss(8);//", '{{__xss(9)}}'] : [])];
  const circle = world.circles[0]!.id;
  const paths = attacks.map(encodeURIComponent).flatMap((text) => [`/kringen/${text}`, `/uitnodiging/${text}`, `/kringen/${circle}/gesprekken/${text}`, `/vandaag?tijd=${text}`, `/${text}`, `/kringen/${circle}/gesprekken#reactie-${text}`]);
  const returns = [...(long ? hostileHrefs(10) : hostileHrefs(10).slice(0, 1)), '//evil.example', '/\\evil.example', '/\t/evil.example', '/\n/evil.example', '/\r/evil.example', '\\\\evil.example', '/ /evil.example', 'https://evil.example', '/.//evil.example', '/x/..//evil.example', '///evil.example', '/%09/evil.example', '/%5Cevil.example'];
  for (const door of ['/inloggen', '/welkom']) paths.push(...returns.map((text) => `${door}?naar=${encodeURIComponent(text)}`));
  for (const path of paths) {
    await tour.page.goto(`${url}${path}`);
    await settled(tour.page).catch(() => led.push(`${path} shows nothing`));
    if (new URL(tour.page.url()).origin !== new URL(url).origin) led.push(`${path} led to ${tour.page.url()}`);
    else await tour.look(path);
  }
  return led;
}

/** Until a count stays the same for a second, ten at most: pictures that do not load say so late. */
async function untilQuiet(count: () => number): Promise<void> {
  for (let round = 0, last = -1; round < 10 && count() !== last; round += 1) {
    last = count();
    await pause(1_000);
  }
}

/** The same payloads where nothing protects: a page that writes them as HTML, and one that has the policy but also writes them. */
async function control(context: ProofContext, chromium: Browser, policy: string): Promise<{ executed: number; foreign: number; reports: number; underPolicy: number }> {
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html');
    if (request.url?.startsWith('/policy')) response.setHeader('Content-Security-Policy', policy.replace(/require-trusted-types-for[^;]*;?|trusted-types[^;]*;?/g, ''));
    response.end('<!doctype html><title>control</title><body>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.onEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  // as the whole of a document, and as a part of one
  const write = `((texts) => {
    for (const text of texts) {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      frame.contentDocument.write(text);
      frame.contentDocument.close();
      const part = document.createElement('div');
      document.body.append(part);
      // these would take the page of the control itself away
      if (!/http-equiv=refresh|<base|vbscript:|<form/.test(text)) part.innerHTML = text;
      for (const root of [frame.contentDocument, part]) for (const element of root.querySelectorAll('a, button, [tabindex]')) { element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })); element.focus(); }
    }
  })(${JSON.stringify(payloads().map((one) => one.text))})`;
  const results: Trapped[] = [];
  for (const path of ['/', '/policy']) {
    const browser = await chromium.newContext();
    const trapped = await setTrap(browser, (url) => url.origin === origin);
    const page = await browser.newPage();
    await page.route('**/*', (route) => (route.request().url().includes('evil.example') ? route.abort() : route.continue()));
    await page.goto(`${origin}${path}`);
    await page.evaluate(write);
    await untilQuiet(() => trapped.executed.length + trapped.violations.length + trapped.foreign.length);
    results.push(trapped);
    await browser.close();
  }
  const [bare, guarded] = results as [Trapped, Trapped];
  return { executed: new Set(bare.executed).size, foreign: bare.foreign.length, reports: guarded.violations.length, underPolicy: new Set(guarded.executed).size };
}

/** Reads the mails as a mail program without any protection would. */
async function readMailsAsHtml(browser: BrowserContext, mails: { text: string }[]): Promise<number> {
  const page = await browser.newPage();
  let shown = 0;
  for (const mail of mails) {
    const html = /<!doctype html>[\s\S]*<\/html>/i.exec(mail.text)?.[0];
    if (!html) continue;
    await page.setContent(html);
    shown += 1;
  }
  await page.close();
  return shown;
}

export const proof: Proof = {
  name: 'xss',
  claim: 'what people write is shown as words: nothing of it runs, asks another site, or leads away, on any screen',
  browser: true,
  async run(context) {
    const world = await context.createWorld({ jobs: true, env: { KRING_DEMO: '1', KRING_DEMO_PASSWORD: 'zomer-in-de-school' } });
    const url = new URL(world.settings.publicUrl).origin;
    const hostile = await makeHostileWorld(world);
    await world.untilMail((mail) => mail.to.includes(hostile.viewer.email));
    context.progress(`stored ${Object.entries(hostile.stored).map(([field, times]) => `${times} × ${field}`).join(', ')}`);
    context.progress(`documents outside the shape: ${hostile.documents.refused} refused, ${hostile.documents.cleaned} stored without what was foreign`);
    for (const kept of hostile.documents.kept) context.progress(`kept: ${kept}`);

    const chromium = await openBrowser(context);
    const browser = await chromium.newContext({ viewport: { width: 1440, height: 900 }, locale: 'nl-NL' });
    const trapped = await setTrap(browser, (asked) => asked.host === new URL(url).host);
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    const tour = new Tour(page, url);
    await tour.open('/inloggen');
    await giveSession(browser, url, hostile.session);
    await visitScreens(tour, hostile);
    const seenInSessions = await visitSessions(tour, hostile);
    await openParts(tour, hostile);
    // Pasted markup is read in a document that never runs. The policy reports what stands in it none the less, so those
    // reports are counted apart; that it is the document and not the policy which keeps it still is seen without a policy.
    const reportsBefore = trapped.violations.length;
    let pasted = await pasteAttack(tour, hostile);
    const reportsOfPaste = trapped.violations.splice(reportsBefore).length;
    const open = await chromium.newContext({ viewport: { width: 1440, height: 900 }, locale: 'nl-NL', bypassCSP: true });
    const openTrapped = await setTrap(open, (asked) => asked.host === new URL(url).host);
    await giveSession(open, url, hostile.session);
    const openTour = new Tour(await open.newPage(), url);
    pasted = Math.min(pasted, await pasteAttack(openTour, hostile));
    tour.strange.push(...openTour.strange);
    for (const kind of ['executed', 'violations', 'foreign', 'dialogs'] as const) trapped[kind].push(...openTrapped[kind]);
    context.progress(`pasted: ${pasted} characters arrived as words, with and without the policy; ${reportsOfPaste} reports on the document that only reads`);
    const led = await openAddresses(tour, hostile, url, context.long);
    await page.goto(`${url}/dev/mail`);
    await page.locator('article').first().waitFor();
    await tour.look('/dev/mail');
    const mails = await readMailsAsHtml(browser, await world.mails());

    const policy = (await fetch(url)).headers.get('content-security-policy') ?? '';
    const proofOfTrap = await control(context, chromium, policy);
    const faults = [
      ...trapped.executed.map((what) => `ran: ${what}`),
      ...trapped.dialogs.map((what) => `dialog: ${what}`),
      ...trapped.violations.map((what) => `policy: ${what}`),
      ...trapped.foreign.map((what) => `asked elsewhere: ${what}`),
      ...tour.strange.map((what) => `in the page: ${what}`),
      ...led,
      ...hostile.documents.kept,
      ...hostile.sessions.linksTaken,
    ];
    for (const fault of [...new Set(faults)].slice(0, 25)) context.progress(fault);
    const all = payloads().length;
    return {
      ok: faults.length === 0,
      covered: {
        payloads: all,
        'payloads seen as words': tour.seen.size,
        'payloads seen in sessions': seenInSessions.size,
        sessions: hostile.sessions.planned.length + hostile.sessions.played.length,
        screens: tour.screens,
        fields: Object.keys(hostile.stored).length,
        'texts stored': Object.values(hostile.stored).reduce((sum, times) => sum + times, 0),
        'documents outside the shape': hostile.documents.refused + hostile.documents.cleaned,
        mails,
        'characters pasted': pasted,
      },
      minimum: { 'characters pasted': 1_000, payloads: 200, 'payloads seen as words': 200, 'payloads seen in sessions': 200, sessions: 25, screens: 89, fields: 20, 'texts stored': 175, 'documents outside the shape': 40, mails: 1 },
      figure: `${trapped.executed.length + trapped.dialogs.length} ran · ${trapped.violations.length} reports of the policy · ${trapped.foreign.length} requests elsewhere · ${tour.strange.length} strange elements · ${led.length} led away`,
      control: {
        ok: proofOfTrap.executed >= 60 && proofOfTrap.foreign >= 5 && proofOfTrap.reports >= 60 && proofOfTrap.underPolicy === 0,
        what: `on a page that writes them as HTML ${proofOfTrap.executed} of ${all} run and ${proofOfTrap.foreign} ask elsewhere; with our policy alone ${proofOfTrap.underPolicy} run and ${proofOfTrap.reports} are reported`,
      },
    };
  },
};
