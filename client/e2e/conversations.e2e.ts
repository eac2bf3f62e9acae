import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, visit, type Visitor } from './harness/browser.js';
import { startProduct, type Product } from './harness/product.js';
import { t, until } from './harness/stage.js';

/** Replies whose way from one screen to the other is timed; the figure is printed. */
const replies = Number(process.env['KRING_E2E_REPLIES'] ?? 20);

describe('people of one circle', () => {
  let product: Product;
  let browser: Browser;
  let fenna: Visitor;
  let hanna: Visitor;

  beforeAll(async () => {
    product = await startProduct({ KRING_DEMO_PASSWORD: '' });
    browser = await openBrowser();
    fenna = await visit(browser, product.url);
    hanna = await visit(browser, product.url, { viewport: { width: 390, height: 844 }, hasTouch: true });
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const enterAs = async (page: Page, name: string): Promise<void> => {
    await page.goto('/');
    await page.getByRole('button', { name: new RegExp(name) }).click();
    await page.waitForURL('**/vandaag**');
  };
  const openTopic = async (page: Page, circle: string, topic: string): Promise<string> => {
    await page.goto('/kringen');
    await page.getByRole('main').getByRole('link', { name: new RegExp(circle) }).first().click();
    await page.getByRole('link', { name: new RegExp(topic) }).first().click();
    await page.waitForURL('**/gesprekken/**');
    await editor(page).waitFor();
    return new URL(page.url()).pathname;
  };
  const editor = (page: Page) => page.locator('[contenteditable="true"]').first();
  const clear = async (page: Page): Promise<void> => {
    await editor(page).click();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
  };
  const write = async (page: Page, text: string): Promise<void> => {
    await editor(page).click();
    await page.keyboard.type(text);
    await page.keyboard.press('Control+Enter');
  };
  /** how often each of these lines stands in the conversation, in the order of the screen */
  const linesOf = async (page: Page, mark: string): Promise<string[]> =>
    (await page.getByText(new RegExp(`^${mark} \\d+$`)).allTextContents()).map((line) => line.trim());

  it('sign in with one click and land on Today', async () => {
    await enterAs(fenna.page, 'Fenna Bosuil');
    await fenna.page.getByRole('heading', { level: 1, name: /Fenna/ }).waitFor();
    await enterAs(hanna.page, 'Hanna Nachtegaal');
  });

  it('see each other\'s replies at once', async () => {
    await openTopic(fenna.page, 'Startgroep Hanna', 'Mag ik je iets kleins vragen');
    await openTopic(hanna.page, 'Startgroep Hanna', 'Mag ik je iets kleins vragen');
    await clear(hanna.page);
    // Both pages keep the moments themselves: asking again and again from outside would round them up to a tenth of a second.
    await fenna.page.evaluate(() => {
      const moments: number[] = [];
      Object.assign(globalThis, { sentAt: moments });
      document.addEventListener('keydown', (event) => event.key === 'Enter' && moments.push(Date.now()), true);
    });
    await hanna.page.evaluate(() => {
      const moments: Record<string, number> = {};
      Object.assign(globalThis, { seenAt: moments });
      new MutationObserver(() => {
        for (const article of [...document.querySelectorAll('article')].slice(-3)) {
          const text = /tempo \d+/.exec(article.textContent)?.[0];
          if (text !== undefined) moments[text] ??= Date.now();
        }
      }).observe(document.body, { childList: true, subtree: true, characterData: true });
    });
    for (let n = 1; n <= replies; n += 1) {
      await editor(fenna.page).click();
      await fenna.page.keyboard.type(`tempo ${n}`);
      await fenna.page.keyboard.press('Control+Enter');
      await hanna.page.getByText(`tempo ${n}`, { exact: true }).waitFor({ state: 'attached' });
    }
    const sentAt = await fenna.page.evaluate(() => (globalThis as unknown as { sentAt: number[] }).sentAt);
    const seenAt = await hanna.page.evaluate(() => (globalThis as unknown as { seenAt: Record<string, number> }).seenAt);
    expect(sentAt).toHaveLength(replies);
    const took = sentAt.map((sent, index) => seenAt[`tempo ${index + 1}`]! - sent);
    took.sort((a, b) => a - b);
    const p95 = took[Math.ceil(took.length * 0.95) - 1]!;
    process.stdout.write(`a reply on the other screen: p50 ${Math.round(took[Math.floor(took.length / 2)]!)} ms, p95 ${Math.round(p95)} ms, ${took.length} replies\n`);
    expect(await linesOf(hanna.page, 'tempo')).toEqual(Array.from({ length: replies }, (_, index) => `tempo ${index + 1}`));
    // the target is 300 ms on an idle machine; a busy one must still feel immediate
    expect(p95).toBeLessThan(2_000);
  });

  it('lose nothing while one of them has no connection', async () => {
    await fenna.page.context().setOffline(true);
    await write(fenna.page, 'onderweg 3');
    for (const n of [1, 2]) {
      await write(hanna.page, `onderweg ${n}`);
      await hanna.page.getByText(`onderweg ${n}`, { exact: true }).waitFor();
    }
    // shown at once, stored a moment later: who posts first is what this is about
    await until('her replies are stored', async () => (await hanna.page.getByText(t('discussions.sending')).count()) === 0);
    await fenna.page.context().setOffline(false);
    await hanna.page.getByText('onderweg 3', { exact: true }).waitFor();
    await fenna.page.getByText('onderweg 2', { exact: true }).waitFor();
    const wanted = ['onderweg 1', 'onderweg 2', 'onderweg 3'];
    await expect(linesOf(hanna.page, 'onderweg')).resolves.toEqual(wanted);
    await fenna.page.reload();
    await fenna.page.getByText('onderweg 3', { exact: true }).waitFor();
    expect(await linesOf(fenna.page, 'onderweg')).toEqual(wanted);
  });

  it('find what they were writing on another device', async () => {
    await clear(fenna.page);
    await editor(fenna.page).click();
    await fenna.page.keyboard.type('Half af, straks verder');
    await fenna.page.getByText(/^Bewaard/).first().waitFor();
    const phone = await visit(browser, product.url, { viewport: { width: 390, height: 844 }, hasTouch: true });
    await enterAs(phone.page, 'Fenna Bosuil');
    await phone.page.goto(new URL(fenna.page.url()).pathname);
    await phone.page.getByText('Half af, straks verder').first().waitFor();
    await phone.page.reload();
    await phone.page.getByText('Half af, straks verder').first().waitFor();
    await phone.close();
    await clear(fenna.page);
  });

  it('a server that dies and comes back loses nothing either', async () => {
    await product.kill();
    await write(hanna.page, 'terug 1');
    await product.start();
    await fenna.page.getByText('terug 1', { exact: true }).waitFor({ timeout: 60_000 });
    expect(await linesOf(hanna.page, 'terug')).toEqual(['terug 1']);
  });

  it('someone who is taken out sees a page that is not there, and hears nothing more', async () => {
    const place = new URL(hanna.page.url()).pathname;
    await hanna.page.goto(place.replace(/gesprekken.*/, 'leden'));
    const row = hanna.page.getByRole('listitem').filter({ hasText: 'Fenna Bosuil' });
    await row.getByRole('button').first().click();
    await hanna.page.getByRole('menuitem', { name: /uit de kring/i }).click();
    await hanna.page.getByRole('button', { name: 'Toegang stoppen' }).click();
    await fenna.page.getByText('Deze pagina is er niet, of je zit niet in deze kring.').waitFor();
    await hanna.page.goto(place);
    await write(hanna.page, 'zonder haar 1');
    await hanna.page.getByText('zonder haar 1', { exact: true }).waitFor();
    expect(await fenna.page.getByText(/zonder haar|tempo/).count()).toBe(0);
    await fenna.page.goto(place);
    await fenna.page.getByText('Deze pagina is er niet, of je zit niet in deze kring.').waitFor();
  });
});
