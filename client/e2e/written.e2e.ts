import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from './harness/browser.js';
import { startProduct, type Product } from './harness/product.js';
import { accounts, type Account, type Circle, deviceOf, makeCircle, people, phone, t, until } from './harness/stage.js';

interface Course {
  state: { turn: number; phase: number; entry: string; status: string };
  script: { phases: { sealed: boolean; input: string; name: { nl: string } }[] };
  texts: { body: string; opened: boolean }[];
  written: { awaitsMe: boolean };
}

describe('an intervision in writing, over days', () => {
  let product: Product;
  let browser: Browser;
  let hanna: Account;
  let fenna: Account;
  let bram: Account;
  let lotte: Account;
  let circle: Circle;
  let sessionId = '';
  const advice = 'Begin met wat wel lukt, en zeg dat hardop.';

  beforeAll(async () => {
    product = await startProduct({ KRING_DEMO_PASSWORD: '' });
    browser = await openBrowser();
    [hanna, fenna, bram, lotte] = await accounts(product.url, people.hanna, people.fenna, people.bram, people.lotte);
    circle = await makeCircle(hanna, [fenna, bram, lotte], { kind: 'COACHING', name: 'Kring op papier' });
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const course = async (who: Account): Promise<Course> =>
    (await who.ask<{ sessionPage: Course }>('query P($id: UUID!) { sessionPage(id: $id) { state { turn phase entry status } script { phases { sealed input name { nl } } } texts { body opened } written { awaitsMe } } }', { id: sessionId })).sessionPage;
  /** The group closes phases early until one comes in which everybody writes unseen. */
  const toSealed = async (): Promise<Course> => {
    for (;;) {
      const now = await course(hanna);
      if (now.script.phases[now.state.phase]!.sealed && now.script.phases[now.state.phase]!.input !== 'survey') return now;
      await hanna.ask('mutation A($input: SessionTurnInput!) { advancePhase(input: $input) { state { turn } } }', { input: { mutationId: randomUUID(), sessionId, turn: now.state.turn } });
      await until('the next phase', async () => (await course(hanna)).state.phase > now.state.phase, 30_000);
    }
  };

  it('is planned with a last day for each phase, and says what is agreed about them', async () => {
    const { page, close } = await deviceOf(browser, hanna);
    await page.goto(`/kringen/${circle.id}/agenda/plannen?hoe=schriftelijk`);
    await page.getByRole('button', { name: t('written.plan') }).click();
    await page.getByText(t('written.chooseMethod')).filter({ visible: true }).first().waitFor();
    await page.getByRole('combobox', { name: t('written.method'), exact: true }).selectOption({ label: 'Vijfstappenmethode' });
    await page.getByLabel(t('written.startsOn'), { exact: true }).fill(new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam' }).format(new Date()));
    await page.getByRole('combobox', { name: t('written.contributor'), exact: true }).selectOption({ label: bram.name });
    await page.getByRole('region', { name: t('written.agreed') }).waitFor();
    expect(await page.getByRole('listitem').filter({ has: page.locator('input[type="date"]') }).count()).toBeGreaterThan(5);
    await page.getByRole('button', { name: t('written.plan') }).click();
    await page.waitForURL(/\/sessies\//);
    sessionId = page.url().split('/').pop()!;
    await page.getByRole('button', { name: t('written.startNow') }).click();
    await page.getByRole('group', { name: t('written.startNowQuestion') }).getByRole('button', { name: t('written.startNow') }).click();
    await until('it has begun', async () => (await course(hanna)).state.status === 'RUNNING');
    await close();
  });

  it('asks on Today, stays with its writer until the phase closes, and then is there for all', async () => {
    const { state, script } = await toSealed();
    const name = script.phases[state.phase]!.name.nl;
    const [writer, reader, lead] = [await deviceOf(browser, fenna, { viewport: phone }), await deviceOf(browser, bram, { viewport: phone }), await deviceOf(browser, hanna)];
    await writer.page.goto('/vandaag');
    await writer.page.locator(`a[href="/sessies/${sessionId}"]`).first().click();
    await writer.page.getByText(name, { exact: true }).first().waitFor();
    for (const { page } of [reader, lead]) await page.goto(`/sessies/${sessionId}`);
    const paper = writer.page.getByRole('textbox').first();
    await paper.click();
    await writer.page.keyboard.insertText(advice);
    await until('the server has it', async () => (await course(fenna)).texts.some(({ body }) => body === advice));
    for (const who of [bram, hanna, lotte]) expect(JSON.stringify(await course(who))).not.toContain(advice);
    // it is not asked any more, and may still be changed on another day
    await until('fenna is not awaited', async () => !(await course(fenna)).written.awaitsMe);
    await writer.page.reload();
    await writer.page.getByText(advice).waitFor();

    await lead.page.getByRole('button', { name: t('written.closeNow') }).click();
    await lead.page.getByRole('group', { name: t('written.closeQuestion') }).getByRole('button', { name: t('written.closeNow') }).click();
    // nobody asks for it: the phase that opens it comes to every screen
    await until('all read it', async () => JSON.stringify(await course(bram)).includes(advice), 40_000);
    await reader.page.getByText(advice).first().waitFor();
    for (const device of [writer, reader, lead]) await device.close();
  });
});
