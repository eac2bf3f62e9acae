import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './harness/browser.js';
import { startProduct, type Product } from './harness/product.js';
import { account, accounts, type Account, type Circle, deviceOf, makeCircle, people, phone, t, until } from './harness/stage.js';

interface PageAnswer {
  sessionPage: { state: { turn: number; phase: number; entry: string; status: string }; script: { phases: { index: number; key: string }[] } };
}

describe('an intervision', () => {
  let product: Product;
  let browser: Browser;
  let hanna: Account;
  let fenna: Account;
  let bram: Account;
  let lotte: Account;
  let circle: Circle;
  let sessionId: string;
  beforeAll(async () => {
    product = await startProduct({ KRING_DEMO_PASSWORD: '' });
    browser = await openBrowser();
    [hanna, fenna, bram, lotte] = await accounts(product.url, people.hanna, people.fenna, people.bram, people.lotte);
    circle = await makeCircle(hanna, [fenna, bram, lotte], { kind: 'COACHING', name: 'Kring van vier' });
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const everything = (who: Account): Promise<PageAnswer> =>
    who.ask<PageAnswer>('query P($id: UUID!) { sessionPage(id: $id) { state { turn phase entry status } script { phases { index key } } texts { id body position opened mine author { name } } sheets { phase total opened } } }', { id: sessionId });
  const press = async (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name }).first().click();

  it('is planned on one screen, and stands in everyone\'s agenda', async () => {
    const lead = await deviceOf(browser, hanna);
    const member = await deviceOf(browser, fenna, { viewport: phone });
    await member.page.goto(`/kringen/${circle.id}/agenda`);
    await member.page.getByText(t('intervision.agendaEmpty')).waitFor();
    await lead.page.goto(`/kringen/${circle.id}/agenda/plannen`);
    await lead.page.getByRole('button', { name: t('intervision.planDo') }).click();
    await lead.page.getByText(t('intervision.planProblem.method')).waitFor();
    await lead.page.getByRole('radio', { name: /^Vijfstappenmethode/ }).check();
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await lead.page.getByLabel(t('intervision.date'), { exact: true }).fill(tomorrow);
    await lead.page.getByLabel(t('intervision.time'), { exact: true }).fill('15:30');
    await lead.page.getByLabel(t('intervision.place'), { exact: true }).fill('Lokaal 12');
    await lead.page.getByRole('button', { name: t('intervision.planDo') }).click();
    const row = member.page.getByRole('link', { name: /Vijfstappenmethode/ });
    await row.waitFor();
    sessionId = (await row.getAttribute('href'))!.split('/').pop()!;
    // nobody outside the circle learns that it is there
    const outsider = await account(product.url, people.liesbeth);
    await expect(outsider.ask('query P($id: UUID!) { sessionPage(id: $id) { session { id } } }', { id: sessionId })).rejects.toThrow(/NOT_FOUND/);
    await lead.close();
    await member.close();
  });

  it('is led through its phases; what is written stays with its writer until it is opened, and then is there for all', async () => {
    const [lead, member, contributor] = [await deviceOf(browser, hanna), await deviceOf(browser, fenna, { viewport: phone }), await deviceOf(browser, bram, { viewport: phone })];
    for (const { page } of [lead, member, contributor]) await page.goto(`/sessies/${sessionId}`);
    // it is for tomorrow: asked once
    await press(lead.page, t('intervision.primary.openLobby'));
    await press(lead.page, t('intervision.primary.yes', { what: t('intervision.primary.openLobby') }));
    await member.page.getByText(t('intervision.waitForStart', { name: 'Hanna' })).waitFor();
    await press(lead.page, t('intervision.primary.start'));
    await member.page.getByRole('heading', { level: 1 }).waitFor();
    await until('it runs', async () => (await everything(hanna)).sessionPage.state.status === 'RUNNING');
    await hanna.ask('mutation C($input: ChooseCaseInput!) { chooseCase(input: $input) { state { turn } } }', { input: { mutationId: randomUUID(), sessionId, contributorId: bram.id } });

    // straight to the phase in which everyone writes the core, each alone
    const { state, script } = (await everything(hanna)).sessionPage;
    const core = script.phases.find((phase) => phase.key === 'core')!.index;
    await hanna.ask('mutation S($input: PhaseToInput!) { skipPhase(input: $input) { state { turn } } }', { input: { mutationId: randomUUID(), sessionId, turn: state.turn, to: core } });
    await member.page.getByText(t('intervision.grace')).first().waitFor();
    const paper = member.page.getByRole('textbox').first();
    await member.page.getByText(t('intervision.onlyYou')).first().waitFor();
    await until('the phase of writing', async () => (await everything(hanna)).sessionPage.state.phase === core);
    await paper.click();
    await member.page.keyboard.insertText('Volgens mij gaat het over ruimte.');
    await contributor.page.getByText(t('intervision.you.listens')).first().waitFor();

    await press(member.page, t('intervision.iAmReady'));
    await lead.page.getByText(new RegExp(t('intervision.readyOf', { count: 1, writers: '\\d' }))).first().waitFor();
    // stored, and with nobody else: not the words, not the row
    await until('it is kept', async () => JSON.stringify(await everything(fenna)).includes('over ruimte'));
    for (const other of [hanna, bram, lotte]) expect(JSON.stringify(await everything(other))).not.toMatch(/ruimte|Fenna/);
    for (const { page } of [lead, contributor]) expect(await page.content()).not.toContain('over ruimte');

    await member.page.reload();
    await until('the own words are back', async () => (await member.page.getByRole('textbox').first().inputValue().catch(async () => member.page.getByRole('textbox').first().innerText())).includes('over ruimte'));

    await press(lead.page, t('intervision.primary.close.writingOpens'));
    await press(lead.page, t('intervision.primary.yes', { what: t('intervision.primary.close.writingOpens') }));
    for (const { page } of [lead, contributor, member]) await page.getByText('Volgens mij gaat het over ruimte.').first().waitFor();
    for (const other of [hanna, bram, lotte]) expect(JSON.stringify(await everything(other))).toContain('over ruimte');

    const { turn } = (await everything(hanna)).sessionPage.state;
    await hanna.ask('mutation E($input: SessionTurnInput!) { endSession(input: $input) { state { turn } } }', { input: { mutationId: randomUUID(), sessionId, turn } });
    for (const { page } of [lead, member, contributor]) await page.getByText(t('intervision.ended.title')).waitFor();
    for (const device of [lead, member, contributor]) await device.close();
  });
});
