import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { buildSession, type SessionPlay } from '../../server/test/builders/intervision.js';
import { giveSession } from './browser.js';
import type { Product } from './product.js';
import type { Words } from './screens.js';
import { listenAloud, readTree, tabTo, takeSaid } from './screen-reader.js';
import { type Room, worldOf } from './session-room.js';

const desk = { width: 1280, height: 860 };
const phone = { width: 390, height: 844 };
const patience = 20_000;

interface Standing {
  status: string;
  phase: number;
  entry: string;
  version: number;
  contributorId: string | null;
  here: number;
}

interface Seat {
  context: BrowserContext;
  page: Page;
  cdp: CDPSession;
}

export interface JourneyTally {
  methods: string[];
  phases: number;
  presses: number;
  entered: number;
  /** phases that were said aloud once on every screen, assertively */
  announced: number;
  trees: number;
  named: number;
  problems: Set<string>;
}

/** One session from its lobby to its end on six screens: who leads presses the one button, the others do what is asked of them. */
export class BrowserSession {
  private play!: SessionPlay;
  private seats: Seat[] = [];
  private phases: { index: number; key: string; name: { nl: string }; input: string }[] = [];
  private readonly visited = new Set<number>();

  constructor(
    private readonly product: Product,
    private readonly browser: Browser,
    private readonly room: Room,
    private readonly t: Words,
    private readonly tally: JourneyTally,
    private readonly method: string,
    /** by the keys alone */
    private readonly keys: boolean,
  ) {}

  async run(): Promise<void> {
    const { room, product } = this;
    const lead = room.members[0]!;
    this.play = await buildSession(worldOf(product), lead.session, { groupId: room.groupId, facilitatorId: lead.person.id, coFacilitatorId: room.members[1]!.person.id, methodKey: this.method });
    try {
      for (const [at, member] of room.members.slice(0, 6).entries()) {
        const context = await this.browser.newContext({ baseURL: product.url, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam', viewport: at === 0 || at === 3 ? desk : phone });
        await giveSession(context, product.url, member.session);
        const page = await context.newPage();
        page.on('pageerror', (error) => this.problem(`an error on the page: ${error.message.slice(0, 80)}`));
        this.seats.push({ context, page, cdp: await context.newCDPSession(page) });
      }
      await Promise.all(this.seats.map(({ page }) => page.goto(`/sessies/${this.play.id}`)));
      await this.begin();
      await this.lead();
      for (const { page } of this.seats) await page.getByText(this.t('intervision.ended.title')).first().waitFor({ timeout: patience });
      this.tally.methods.push(this.method);
    } finally {
      for (const { context } of this.seats) await context.close();
    }
  }

  private problem(what: string): void {
    this.tally.problems.add(`${this.method}: ${what}`);
  }

  private get leader(): Page {
    return this.seats[0]!.page;
  }

  /** Where it stands, asked of the database: asking for a page again and again would be work for the server that nobody gives it. */
  private async look(): Promise<Standing> {
    const [row] = await this.product.sql<Standing>(
      `SELECT status, phase, entry, version, contributor_id AS "contributorId", (SELECT count(*)::int FROM session_people x WHERE x.session_id = s.id AND x.here) AS here FROM sessions s WHERE id = $1`,
      [this.play.id],
    );
    return row!;
  }

  private async until(what: string, so: () => Promise<boolean>): Promise<void> {
    const began = performance.now();
    while (!(await so())) {
      if (performance.now() - began > patience) throw new Error(`${this.method}: it did not come true: ${what}`);
      await pause(20);
    }
  }

  /** The one button, and once more where it asks. By the keys: found with Tab, pressed with Enter. */
  private async press(): Promise<void> {
    this.tally.presses += 1;
    const button = this.leader.locator('[data-primary] button').first();
    await button.waitFor({ timeout: patience });
    const once = async (): Promise<void> => {
      if (!this.keys) return button.click();
      const { reached, unseen } = await tabTo(this.leader, '[data-primary] button:first-child, [data-primary] button');
      for (const name of unseen) this.problem(`the focus is nowhere to be seen: ${name}`);
      if (!reached) throw new Error(`${this.method}: the button of who leads is not reached with Tab`);
      await this.leader.keyboard.press('Enter');
    };
    await once();
    const asking = this.leader.locator('[data-primary][data-asking] button').first();
    if (await asking.isVisible().catch(() => false)) await (this.keys ? this.leader.keyboard.press('Enter') : asking.click({ timeout: 3_000 }).catch(() => undefined));
  }

  private async begin(): Promise<void> {
    await this.press();
    await this.until('everybody is here', async () => (await this.look()).here >= 6);
    for (const { page } of this.seats) await listenAloud(page);
    await this.press();
    await this.until('it runs', async () => (await this.look()).status === 'running');
    const answer = await worldOf(this.product).ask<{ sessionPage: { script: { phases: BrowserSession['phases'] } } }>(this.room.members[0]!.session, 'query S($id: UUID!) { sessionPage(id: $id) { script { phases { index key name { nl } input } } } }', { id: this.play.id });
    this.phases = answer.sessionPage.script.phases;
    await this.arrive(0, false);
  }

  private async lead(): Promise<void> {
    let phase = 0;
    for (let press = 0; press < 150; press += 1) {
      const before = await this.look();
      if (before.status === 'ended') return;
      await this.chooseCase(before);
      await this.press();
      await this.until('the press counts', async () => (await this.look()).version !== before.version);
      // the grace is real; that it passes at once is the only thing that a session of people does not have
      if ((await this.look()).entry === 'closing') {
        await this.play.graceEnds();
        await this.play.page(this.room.members[0]!.session);
      }
      const after = await this.look();
      if (after.status === 'ended') return;
      if (after.phase !== phase) await this.arrive((phase = after.phase));
    }
    throw new Error(`${this.method} does not come to an end`);
  }

  /** On all screens the same phase; it is said once; the tree is in order; then people do what is asked. */
  private async arrive(index: number, said = true): Promise<void> {
    const { t } = this;
    const phase = this.phases[index]!;
    this.visited.add(index);
    this.tally.phases += 1;
    const where = t('intervision.phaseOf', { number: index + 1, count: this.phases.length, name: phase.name.nl });
    await Promise.all(this.seats.map(({ page }) => page.locator(`svg[role=img][aria-label^=${JSON.stringify(where)}]`).first().waitFor({ state: 'attached', timeout: patience })));
    if (said) await this.hear(where);
    for (const seat of this.seats.filter((_, at) => [0, 2, 3].includes(at))) {
      const { problems, named } = await readTree(seat.page, seat.cdp);
      this.tally.trees += 1;
      this.tally.named += named;
      for (const problem of problems) this.problem(`${phase.key}: ${problem}`);
    }
    await Promise.all([2, 3, 4].map((at) => this.take(this.seats[at]!.page, at)));
    await this.picture(`${String(index).padStart(2, '0')}-${phase.key}`);
  }

  /** KRING_PICTURES names a folder: then every phase is kept as who leads, whose case it is and who takes part see it. */
  private async picture(name: string): Promise<void> {
    const folder = process.env['KRING_PICTURES'];
    if (!folder) return;
    for (const [at, who] of [[0, 'leads'], [2, 'contributor-phone'], [3, 'participant'], [4, 'participant-phone']] as const) await this.seats[at]!.page.screenshot({ path: join(folder, `${this.method}-${name}-${who}.png`) });
  }

  private async hear(where: string): Promise<void> {
    const all = await Promise.all(
      this.seats.map(async ({ page }) => {
        const heard: { politeness: string; text: string }[] = [];
        for (let tries = 0; tries < 60; tries += 1) {
          heard.push(...(await takeSaid(page)));
          if (heard.some(({ text }) => text.startsWith(where))) break;
          await pause(20);
        }
        return heard;
      }),
    );
    for (const heard of all) {
      const times = heard.filter(({ text, politeness }) => text.startsWith(where) && politeness === 'assertive').length;
      if (times !== 1) this.problem(`the phase is said ${times} times: ${where}`);
      for (const { text } of heard.filter(({ politeness, text: words }) => politeness === 'assertive' && !words.startsWith(where))) this.problem(`something else is said assertively: ${text.slice(0, 60)}`);
      if (heard.some(({ text }) => /^\+?\d+:\d\d$/.test(text))) this.problem('the ticking clock is read out');
      if (times === 1) this.tally.announced += 1;
    }
  }

  private async chooseCase(now: Standing): Promise<void> {
    if (now.contributorId !== null) return;
    const select = this.leader.getByLabel(this.t('intervision.whoseCase')).first();
    if (!(await select.isVisible().catch(() => false))) return;
    await select.selectOption(this.room.members[2]!.person.id);
    await this.leader.getByRole('button', { name: this.t('intervision.chooseCase', { name: this.room.members[2]!.person.name }) }).first().click();
    await this.until('the case is chosen', async () => (await this.look()).contributorId !== null);
  }

  /** What a phase asks of somebody, if anything: words, a vote, answers. */
  private async take(page: Page, at: number): Promise<void> {
    const main = page.getByRole('main');
    const vote = main.getByRole('button', { name: this.t('intervision.vote.cast') });
    if (await vote.isVisible().catch(() => false)) {
      await this.choose(page, 'main form input');
      await this.activate(page, vote, 'main form button[type=submit]');
      this.tally.entered += 1;
      return;
    }
    if ((await main.locator('fieldset input[type=radio]').count()) > 0) {
      await main.locator('fieldset').first().locator('input[type=radio]').nth(3).check({ force: true }).catch(() => undefined);
      this.tally.entered += 1;
      return;
    }
    const field = main.getByRole('textbox').first();
    if (!(await field.isVisible().catch(() => false))) return;
    if (this.keys) {
      const { reached } = await tabTo(page, 'main textarea, main input[type=text]');
      if (!reached) this.problem('a field is not reached with Tab');
    } else await field.click();
    await page.keyboard.type(`Woorden van ${at}`);
    const post = main.getByRole('button', { name: this.t('intervision.post') }).first();
    if (await post.isVisible().catch(() => false)) await this.activate(page, post, 'main button');
    this.tally.entered += 1;
  }

  private async choose(page: Page, selector: string): Promise<void> {
    if (!this.keys) return page.locator(selector).first().check({ force: true });
    await tabTo(page, selector);
    await page.keyboard.press('Space');
  }

  private async activate(page: Page, button: ReturnType<Page['locator']>, selector: string): Promise<void> {
    if (!this.keys) return void (await button.click({ timeout: 5_000 }).catch(() => undefined));
    await button.waitFor();
    for (let tries = 0; tries < 8; tries += 1) {
      await tabTo(page, selector);
      if (await button.evaluate((one) => one === one.ownerDocument.activeElement).catch(() => false)) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
  }
}
