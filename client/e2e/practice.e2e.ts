import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './harness/browser.js';
import { startProduct, type Product } from './harness/product.js';
import { phone, t } from './harness/stage.js';

/** From the first click on Today to a session that runs: the promise of the demo (milliseconds). */
const promised = 60_000;

describe('practising in the demo', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    product = await startProduct({ KRING_DEMO_PASSWORD: '' });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const primary = (page: Page) => page.locator('[data-primary] button').first();
  /** Goes on as the button says, and answers yes where it asks. */
  const goOn = async (page: Page): Promise<void> => {
    await primary(page).click();
    const asks = page.locator('[data-primary][data-asking] button').first();
    if (await asks.isVisible().catch(() => false)) await asks.click();
  };

  it('takes a newcomer from Today to a running session in three clicks, and through its first phases', async () => {
    const page = await (await browser.newContext({ baseURL: product.url, viewport: phone, locale: 'nl-NL' })).newPage();
    await page.goto('/vandaag');
    await page.getByText(t('practice.atDoor')).waitFor();
    await page.getByRole('button', { name: /^Ole Merel/ }).click();
    const offer = page.getByRole('link', { name: t('practice.offer') });
    await offer.waitFor();
    const began = performance.now();
    await offer.click();
    await page.getByRole('button', { name: t('practice.begin') }).click();
    await page.getByText(/10× sneller, om te oefenen: \d+ minuten op papier/).waitFor();
    await page.getByRole('button', { name: t('intervision.primary.start') }).click();
    await page.getByText(/fase 1 van/i).first().waitFor();
    expect(performance.now() - began).toBeLessThan(promised);

    // colleagues come in and write by themselves, in human time divided by ten
    await page.locator('main li .voice, main p.voice').nth(2).waitFor();
    await goOn(page);
    await page.getByText(/fase 2 van/i).first().waitFor();
    await page.getByText(/Mijn vraag:/).nth(1).waitFor();
    await goOn(page);
    await page.getByText(/fase 3 van/i).first().waitFor();
    await page.getByRole('button', { name: t('intervision.primary.close.vote') }).waitFor();
  });

  it('has a session that runs now, for whoever comes by', async () => {
    const page = await (await browser.newContext({ baseURL: product.url, locale: 'nl-NL' })).newPage();
    await page.goto('/vandaag');
    await page.getByRole('button', { name: /^Fenna Bosuil/ }).click();
    const next = page.getByRole('region', { name: t('today.next.label') });
    await next.getByText('Intervisie met Starters Beekdal 3').waitFor();
    await next.getByRole('link', { name: /Ga naar binnen|Naar de lobby/ }).click();
    await page.getByText(/Fase \d+ van/).first().waitFor();
    expect(await page.title()).toBe('Intervisie · Kring');
  });
});
