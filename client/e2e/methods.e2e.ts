import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './harness/browser.js';
import { startProduct, type Product } from './harness/product.js';
import { accounts, type Account, type Circle, deviceOf, makeCircle, people, phone, t, until } from './harness/stage.js';

interface PageAnswer {
  sessionPage: { state: { turn: number; phase: number; entry: string; status: string }; script: { phases: { index: number; key: string; name: { nl: string }; minutes: number }[] } };
}

describe('a method of one’s own', () => {
  let product: Product;
  let browser: Browser;
  let hanna: Account;
  let fenna: Account;
  let bram: Account;
  let circle: Circle;
  let sessionId: string;
  beforeAll(async () => {
    product = await startProduct({ KRING_DEMO_PASSWORD: '' });
    browser = await openBrowser();
    [hanna, fenna, bram] = await accounts(product.url, people.hanna, people.fenna, people.bram);
    circle = await makeCircle(hanna, [fenna, bram], { kind: 'COACHING', name: 'Kring die het anders doet' });
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const everything = (): Promise<PageAnswer> => hanna.ask<PageAnswer>('query P($id: UUID!) { sessionPage(id: $id) { state { turn phase entry status } script { phases { index key name { nl } minutes } } } }', { id: sessionId });
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' }).first();
  const fine = (page: Page): Promise<void> => page.getByText(t('methods.faultsNone')).waitFor();

  it('begins as the incident method; a fault is said at its place and mended; it survives a reload; a trial shows what is open when', async () => {
    const device = await deviceOf(browser, hanna);
    const { page } = device;
    await page.goto(`/kringen/${circle.id}/agenda/plannen`);
    await page.getByRole('link', { name: t('methods.make') }).click();
    await page.getByText(t('methods.ownEmpty')).waitFor();
    await page.getByRole('link', { name: t('methods.startWithOf', { name: 'Incidentmethode' }) }).click();
    await fine(page);
    await page.getByLabel(t('methods.name'), { exact: true }).fill('Ons incident');

    // what shows the questions goes: they would stay closed for ever
    await button(page, t('methods.remove', { name: 'Informatieronde' })).click();
    await page.getByText(t('methods.faultsCount', { count: 1 })).waitFor();
    await button(page, t('methods.save')).click();
    await until('the fault has the focus', () => page.evaluate(() => document.activeElement?.getAttribute('data-fault') === 'true'));
    await page.keyboard.press('Enter');
    await page.getByText(t('methods.fault.NEVER_SHOWN')).waitFor();
    await page.getByLabel(t('methods.hidden'), { exact: true }).selectOption('here');
    await fine(page);

    // nothing is lost: it is a draft of whoever makes it
    await until('it is kept', async () => JSON.stringify(await hanna.ask('query D($place: String!) { draft(place: $place) { text } }', { place: `method:${circle.id}` })).includes('opensHere') && (await page.getByText(/^Bewaard/).count()) > 0);
    await page.reload();
    await fine(page);
    expect(await page.getByLabel(t('methods.name'), { exact: true }).inputValue()).toBe('Ons incident');

    await button(page, t('methods.tab.dryRun')).click();
    await button(page, t('methods.dry.start')).click();
    const last = page.getByRole('combobox', { name: t('methods.dry.phase') });
    await last.waitFor();
    await last.selectOption({ index: (await last.locator('option').count()) - 1 });
    for (let step = 0; step < 60 && !(await page.getByRole('region', { name: t('methods.dry.summary') }).isVisible()); step += 1) await button(page, t('methods.dry.next')).click();
    const summary = page.getByRole('region', { name: t('methods.dry.summary') });
    await summary.waitFor();
    expect(await summary.getByRole('cell', { name: t('methods.dry.earlyNobody'), exact: true }).count()).toBeGreaterThan(1);

    await button(page, t('methods.tab.compose')).click();
    await button(page, t('methods.save')).click();
    await page.getByText(t('methods.ofCircle'), { exact: false }).waitFor();
    await page.getByText('Ons incident').first().waitFor();
    await device.close();
  });

  it('is planned with by a member, and runs as it was made', async () => {
    const device = await deviceOf(browser, fenna, { viewport: phone });
    const { page } = device;
    await page.goto(`/kringen/${circle.id}/agenda/plannen`);
    await page.getByRole('radio', { name: /^Ons incident/ }).check();
    await page.getByLabel(t('intervision.date'), { exact: true }).fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10));
    await page.getByLabel(t('intervision.time'), { exact: true }).fill('15:30');
    await page.getByLabel(t('intervision.facilitator'), { exact: true }).selectOption({ label: hanna.name });
    await page.getByRole('button', { name: t('intervision.planDo') }).click();
    await page.waitForURL(/\/sessies\//);
    sessionId = page.url().split('/').pop()!;
    const { script } = (await everything()).sessionPage;
    expect(script.phases.map(({ key }) => key)).toContain('write_questions');
    expect(script.phases.map(({ key }) => key)).not.toContain('info');

    const session = (fields: object = {}) => ({ input: { mutationId: randomUUID(), sessionId, ...fields } });
    await hanna.ask('mutation O($input: SessionIdInput!) { openLobby(input: $input) { state { turn } } }', session());
    const lead = await deviceOf(browser, hanna);
    await lead.page.goto(`/sessies/${sessionId}`);
    await button(lead.page, t('intervision.primary.start')).click();
    await until('it runs', async () => (await everything()).sessionPage.state.status === 'RUNNING');
    await hanna.ask('mutation C($input: ChooseCaseInput!) { chooseCase(input: $input) { state { turn } } }', session({ contributorId: bram.id }));
    const to = script.phases.find(({ key }) => key === 'write_questions')!.index;
    await hanna.ask('mutation S($input: PhaseToInput!) { skipPhase(input: $input) { state { turn } } }', session({ turn: (await everything()).sessionPage.state.turn, to }));
    await until('the phase of writing', async () => (await everything()).sessionPage.state.phase === to);
    await page.getByText(t('intervision.onlyYou')).first().waitFor();
    await page.getByRole('textbox').first().click();
    await page.keyboard.insertText('Wat gebeurde er daarvoor?');
    // it opens in this very phase now, as the circle made it
    await button(lead.page, t('intervision.primary.close.writingOpens')).click();
    await button(lead.page, t('intervision.primary.yes', { what: t('intervision.primary.close.writingOpens') })).click();
    await lead.page.getByText('Wat gebeurde er daarvoor?').first().waitFor();
    await device.close();
    await lead.close();
  });
});
