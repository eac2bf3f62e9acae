import type { Browser, BrowserContext, BrowserContextOptions, CDPSession, Page } from 'playwright-core';
import { giveSession } from './browser.js';
import { type Hand, Keys, pointer } from './hand.js';
import type { Product } from './product.js';
import type { Member, Room } from './session-room.js';

const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

/** Somebody at a screen of their own. */
export interface Seat {
  at: number;
  member: Member;
  context: BrowserContext;
  page: Page;
  cdp: CDPSession;
}

/** How screens look: what people chose, and what their device asks for. */
export interface Look {
  language: 'nl' | 'en';
  scheme: 'light' | 'dark';
}

const lookOf = ({ language, scheme }: Look): BrowserContextOptions => ({ locale: language === 'nl' ? 'nl-NL' : 'en-GB', colorScheme: scheme, timezoneId: 'Europe/Amsterdam', reducedMotion: 'reduce' });

/** Six people, each with a browser of their own: who leads and one other at a desk, the rest on phones. */
export async function takeSeats(browser: Browser, { url, sql }: Pick<Product, 'url' | 'sql'>, room: Room, look: Look, problem: (what: string) => void): Promise<Seat[]> {
  // what a person chose goes before what a device asks for
  await sql('UPDATE people SET language = $1', [look.language]);
  return Promise.all(
    room.members.slice(0, 6).map(async (member, at) => {
      const context = await browser.newContext({ baseURL: url, ...lookOf(look), viewport: at === 0 || at === 3 ? desk : phone });
      context.setDefaultTimeout(20_000);
      await giveSession(context, url, member.session);
      const page = await context.newPage();
      page.on('pageerror', (error) => problem(`an error on the page: ${error.message.slice(0, 80)}`));
      return { at, member, context, page, cdp: await context.newCDPSession(page) };
    }),
  );
}

/** @param keys by the keys alone */
export const handOf = ({ page }: Seat, keys: boolean, unseen: (name: string) => void): Hand => (keys ? new Keys(page, unseen) : pointer);

/** Pictures of every phase, for people who look: as who leads, whose case it is and who takes part see it, and the screen in the room. */
export class Pictures {
  private wall: Page | null = null;

  constructor(
    private readonly browser: Browser,
    private readonly url: string,
    private readonly folder: string,
    private readonly look: Look,
  ) {}

  /** The screen in the room. @param token of a screen that is approved */
  async hang(token: string): Promise<void> {
    await this.wall?.context().close();
    const context = await this.browser.newContext({ baseURL: this.url, ...lookOf(this.look), viewport: desk });
    this.wall = await context.newPage();
    await this.wall.goto(`/beamer/${token}`);
  }

  async take(seats: readonly Seat[], name: string): Promise<void> {
    const shot = (page: Page, who: string) => page.screenshot({ path: `${this.folder}/${name}-${who}.png` });
    const [lead, , contributor, participant, onPhone] = seats as [Seat, Seat, Seat, Seat, Seat];
    await shot(lead.page, '1-leads-desk');
    await shot(participant.page, '3-takes-part-desk');
    await shot(contributor.page, '4-contributor-phone');
    await shot(onPhone.page, '5-takes-part-phone');
    if (this.wall) await shot(this.wall, '6-beamer');
    await lead.page.setViewportSize(phone);
    await shot(lead.page, '2-leads-phone');
    await lead.page.setViewportSize(desk);
  }
}
