import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, type Visitor } from './harness/browser.js';
import { startProduct, type Product } from './harness/product.js';
import { account, type Account, type Circle, deviceOf, makeCircle, people, replyWith, startTopic, storedTexts, t, until } from './harness/stage.js';

interface Focused {
  name: string;
  role: string;
  /** something shows where the keyboard is, and nothing covers it */
  visible: boolean;
}

/** What has the focus, and whether one can see that. */
const focused = (page: Page): Promise<Focused> =>
  page.evaluate<Focused>(`(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return { name: '', role: 'nothing', visible: true };
    const box = element.getBoundingClientRect();
    const shows = (one) => { const style = getComputedStyle(one); return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'; };
    const marked = shows(element) || (element.parentElement && shows(element.parentElement)) || element.closest('[contenteditable="true"]') !== null || (element.closest('*:focus-within') && shows(element.closest('*:focus-within')));
    const middle = document.elementFromPoint(Math.min(innerWidth - 1, Math.max(0, box.x + box.width / 2)), Math.min(innerHeight - 1, Math.max(0, box.y + Math.min(box.height / 2, 20))));
    const reached = middle !== null && (element.contains(middle) || middle.contains(element));
    return { name: (element.getAttribute('aria-label') || element.textContent || element.getAttribute('name') || '').trim().slice(0, 80), role: element.getAttribute('role') || element.tagName.toLowerCase(), visible: Boolean(marked) && reached && box.width > 0 };
  })()`);

describe('with the keyboard only', () => {
  let product: Product;
  let browser: Browser;
  let fenna: Account;
  let hanna: Account;
  let circle: Circle;
  let device: Visitor;
  const hidden: string[] = [];

  /** Presses Tab until something with this name has the focus; notes every stop that cannot be seen. */
  async function tabTo(name: RegExp, most = 60): Promise<void> {
    for (let press = 0; press < most; press += 1) {
      await device.page.keyboard.press('Tab');
      const stop = await focused(device.page);
      if (!stop.visible) hidden.push(`${stop.role} "${stop.name}"`);
      if (name.test(stop.name)) return;
    }
    throw new Error(`${most} times Tab did not lead to ${name}.`);
  }

  beforeAll(async () => {
    product = await startProduct({ KRING_DEMO_PASSWORD: '' });
    browser = await openBrowser();
    [hanna, fenna] = [await account(product.url, people.hanna), await account(product.url, people.fenna)];
    circle = await makeCircle(hanna, [fenna], { name: 'Kring zonder muis' });
    await startTopic(hanna, circle.id, 'Het tweede gesprek');
    device = await deviceOf(browser, fenna);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('someone opens a conversation, writes and posts', async () => {
    const { page } = device;
    await page.goto('/kringen');
    await page.getByRole('main').getByRole('link', { name: circle.name }).waitFor();
    await page.keyboard.press('Tab');
    expect((await focused(page)).name).toBe(t('shell.skip'));
    await page.keyboard.press('Enter');
    await tabTo(new RegExp(`^${circle.name}$`));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: 'Het tweede gesprek' }).waitFor();
    // the heading or the page has the focus now, not a button of the screen before
    await page.keyboard.press('j');
    await page.getByRole('heading', { level: 2, name: 'Waar beginnen we' }).waitFor();
    await page.keyboard.press('r');
    await until('the text field has the focus', async () => (await focused(page)).name === t('discussions.write'));
    await page.keyboard.type('Geschreven zonder muis, met een r en een j erin');
    await page.keyboard.press('Control+Enter');
    await replyWith(page, 'Geschreven zonder muis').waitFor();
    await until('the reply is stored', async () => (await storedTexts(hanna, circle.topicId)).includes('Geschreven zonder muis, met een r en een j erin'));
    expect((await focused(page)).name).toBe(t('discussions.write'));
  });

  it('leaves the text field with its draft, walks through the replies and opens what can be done with one', async () => {
    const { page } = device;
    await page.keyboard.type('Blijft staan');
    await page.keyboard.press('Escape');
    await until('the text field lost the focus', async () => (await focused(page)).name !== t('discussions.write'));
    await page.keyboard.press('r');
    await until('the draft stands there', async () => (await page.getByRole('textbox', { name: t('discussions.write') }).textContent()) === 'Blijft staan');
    // back from the text field into the replies
    for (let press = 0; press < 20 && (await focused(page)).role !== 'article'; press += 1) await page.keyboard.press('Shift+Tab');
    expect((await focused(page)).role).toBe('article');
    const last = (await focused(page)).name;
    await page.keyboard.press('ArrowUp');
    expect((await focused(page)).name).not.toBe(last);
    await page.keyboard.press('End');
    await tabTo(/^Meer bij de reactie/, 5);
    await page.keyboard.press('Enter');
    await page.getByRole('menu').waitFor();
    await until('the first item has the focus', async () => (await focused(page)).role === 'menuitem');
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await until('the focus is back on its button', async () => /^Meer bij de reactie/.test((await focused(page)).name));
  });

  it('goes to another place by its name, and opens and closes a dialog without losing the way', async () => {
    const { page } = device;
    await page.goto('/vandaag');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('/');
    await until('the search field has the focus', async () => (await focused(page)).name === t('goTo.label'));
    await page.keyboard.type('zonder muis');
    await page.getByRole('option', { name: new RegExp(circle.name) }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/kringen/${circle.id}/**`);
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('always saw where the keyboard was', () => {
    expect(hidden).toEqual([]);
  });
});
