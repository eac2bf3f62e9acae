import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, visit } from './harness/browser.js';
import { startProduct, type Product } from './harness/product.js';

describe('the first page', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    product = await startProduct();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('asks a stranger to sign in, without an error in the page', async () => {
    const visitor = await visit(browser, product.url);
    await visitor.page.goto('/');
    await visitor.page.waitForURL('**/inloggen**');
    await visitor.page.locator('input[type=password]').first().waitFor();
    expect(visitor.troubles).toEqual([]);
    await visitor.close();
  });
});
