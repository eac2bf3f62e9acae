import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from './harness/browser.js';
import { startProduct, type Product } from './harness/product.js';
import { account, type Account, type Circle, composerIn, deviceOf, makeCircle, openConversation, people, postMessage, replyWith, storedTexts, t, until, write } from './harness/stage.js';

/** The PostgreSQL server of a product and all its processes. */
function databaseOf(product: Product): number[] {
  const server = Number(readFileSync(join(product.mailDir, '../postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  return [server, ...processes.filter(([, parent]) => parent === server).map(([pid]) => pid!)];
}

describe('a database that does not answer', () => {
  let product: Product;
  let browser: Browser;
  let hanna: Account;
  let fenna: Account;
  let circle: Circle;
  let stopped: number[] = [];
  const goOn = (): void => {
    for (const pid of stopped) {
      try {
        process.kill(pid, 'SIGCONT');
      } catch {
        // gone meanwhile
      }
    }
    stopped = [];
  };
  beforeAll(async () => {
    product = await startProduct({ KRING_DEMO_PASSWORD: '' });
    browser = await openBrowser();
    [hanna, fenna] = [await account(product.url, people.hanna), await account(product.url, people.fenna)];
    circle = await makeCircle(hanna, [fenna]);
  });
  afterAll(async () => {
    goOn();
    await browser?.close();
    await product?.stop();
  });

  it('is said in words, keeps what was written, and is over by itself', async () => {
    const writer = await deviceOf(browser, fenna);
    const reader = await deviceOf(browser, hanna);
    await openConversation(writer.page, circle);
    await openConversation(reader.page, circle);
    stopped = databaseOf(product);
    for (const pid of stopped) process.kill(pid, 'SIGSTOP');

    await write(writer.page, 'tijdens de storing');
    await replyWith(writer.page, 'tijdens de storing').waitFor();
    // a screen that has to ask something says what is the matter, and does not stay empty
    const newcomer = await deviceOf(browser, fenna);
    await newcomer.page.goto('/vandaag');
    await newcomer.page.getByText(t('screen.failed')).waitFor({ timeout: 60_000 });
    expect(await newcomer.page.getByText(t('errors.code.UNAVAILABLE')).count() + (await newcomer.page.getByRole('button', { name: t('action.retry') }).count())).toBeGreaterThan(0);

    goOn();
    await newcomer.page.getByRole('button', { name: t('action.retry') }).click();
    await newcomer.page.getByRole('heading', { level: 1, name: t('today.greeting', { name: 'Fenna' }) }).waitFor();
    await replyWith(reader.page, 'tijdens de storing').waitFor({ timeout: 60_000 });
    expect((await storedTexts(hanna, circle.topicId)).filter((text) => text === 'tijdens de storing')).toHaveLength(1);
    for (const device of [writer, reader, newcomer]) await device.close();
  });

  it('that falls over is started again under the open screens', async () => {
    const writer = await deviceOf(browser, fenna);
    const reader = await deviceOf(browser, hanna);
    await openConversation(writer.page, circle);
    await openConversation(reader.page, circle);
    process.kill(databaseOf(product)[0]!, 'SIGQUIT');
    await write(writer.page, 'na de val');
    await replyWith(reader.page, 'na de val').waitFor({ timeout: 60_000 });
    await until('it is stored once', async () => (await storedTexts(hanna, circle.topicId).catch(() => [])).filter((text) => text === 'na de val').length === 1);
    await postMessage(hanna, circle.topicId, 'en weer verder');
    await replyWith(writer.page, 'en weer verder').waitFor();
    await composerIn(writer.page).waitFor();
    await writer.close();
    await reader.close();
  });
});
