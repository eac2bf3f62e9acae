import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Browser } from 'playwright-core';
import { openBrowser } from './harness/browser.js';
import { startProduct, type Product } from './harness/product.js';
import { accounts, type Account, type Circle, deviceOf, makeCircle, people, phone, t, until } from './harness/stage.js';

/** A statement in the product's own database, as its superuser: to let days go by. */
async function inDatabase(product: Product, sql: string, parameters: unknown[]): Promise<void> {
  const dataDir = dirname(product.mailDir);
  const file = readdirSync(dataDir, { recursive: true }).map(String).find((name) => name.endsWith('postmaster.pid'))!;
  const [, , , port = '', host = ''] = readFileSync(join(dataDir, file), 'utf8').split('\n');
  const client = new pg.Client({ host, port: Number(port), user: 'postgres', database: 'kring' });
  await client.connect();
  await client.query(sql, parameters).finally(() => client.end());
}

describe('what is left after an intervision', () => {
  let product: Product;
  let browser: Browser;
  let hanna: Account;
  let fenna: Account;
  let bram: Account;
  let liesbeth: Account;
  let circle: Circle;
  const sessionId = randomUUID();
  const input = (more: object) => ({ input: { mutationId: randomUUID(), sessionId, ...more } });
  // the demo region has lessons of its own: this title is none of theirs
  const lesson = { title: 'Groet bij de deur, ook op een drukke dag', situation: 'Een les die niet tot rust kwam.', helped: 'Eerst iedereen groeten bij de deur.', tryNext: 'Een vast begin van elke les.' };

  beforeAll(async () => {
    product = await startProduct({ KRING_DEMO_PASSWORD: '' });
    browser = await openBrowser();
    [hanna, fenna, bram, liesbeth] = await accounts(product.url, people.hanna, people.fenna, people.bram, people.liesbeth);
    circle = await makeCircle(hanna, [fenna, bram], { kind: 'COACHING', name: 'Kring van drie' });
    await hanna.ask('mutation S($input: ScheduleSessionInput!) { scheduleSession(input: $input) { id } }', {
      input: { mutationId: randomUUID(), id: sessionId, groupId: circle.id, methodKey: 'incident', short: false, startsAt: new Date().toISOString(), place: '', videoLink: '', facilitatorId: hanna.id },
    });
    const turn = async () => (await hanna.ask<{ sessionPage: { state: { turn: number } } }>('query P($id: UUID!) { sessionPage(id: $id) { state { turn } } }', { id: sessionId })).sessionPage.state.turn;
    await hanna.ask('mutation O($input: SessionIdInput!) { openLobby(input: $input) { state { turn } } }', input({}));
    for (const who of [hanna, fenna, bram]) await who.ask('mutation E($input: EnterSessionInput!) { enterSession(input: $input) { state { turn } } }', input({}));
    await hanna.ask('mutation C($input: ChooseCaseInput!) { chooseCase(input: $input) { state { turn } } }', input({ contributorId: bram.id }));
    await hanna.ask('mutation S($input: SessionIdInput!) { startSession(input: $input) { state { turn } } }', input({}));
    await fenna.ask('mutation W($input: WriteTextInput!) { writeText(input: $input) { id } }', input({ id: randomUUID(), phase: 0, kind: 'ENTRY', sharing: 'NAMED', body: 'Ik zit er rustig bij', ifVersion: 0 }));
    await hanna.ask('mutation E($input: SessionTurnInput!) { endSession(input: $input) { state { turn } } }', input({ turn: await turn() }));
    await until('it has ended', async () => {
      const { sessionPage } = await hanna.ask<{ sessionPage: { state: { status: string } } }>('query P($id: UUID!) { sessionPage(id: $id) { state { status } } }', { id: sessionId });
      return sessionPage.state.status === 'ENDED';
    }, 60_000);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('is first one\'s own report, and only one\'s own', async () => {
    const { page, close } = await deviceOf(browser, fenna, { viewport: phone });
    await page.goto(`/sessies/${sessionId}/afronding`);
    await page.getByRole('checkbox', { name: 'Ik zit er rustig bij' }).waitFor();
    await page.getByLabel(t('after.report.words'), { exact: true }).fill('Eerst kijken, dan vragen.');
    await page.getByRole('button', { name: t('after.report.keep'), exact: true }).click();
    await page.getByRole('link', { name: t('after.report.print') }).click();
    await page.getByText('Eerst kijken, dan vragen.').waitFor();
    // the screen before shows the same words until this one is there
    await page.getByRole('definition').filter({ hasText: 'Ik zit er rustig bij' }).waitFor();
    await page.goto('/mijn-verslagen');
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await close();
    for (const other of [hanna, bram]) expect(JSON.stringify(await other.ask('query R($s: UUID!) { report(sessionId: $s) { words } reports(first: 10) { nodes { words } } }', { s: sessionId }))).not.toContain('Eerst kijken');
  });

  it('then a lesson: proposed, approved by whose case it was, seven days, and read by somebody of the region who finds no trace', async () => {
    const writer = await deviceOf(browser, fenna);
    await writer.page.goto(`/sessies/${sessionId}/oogst`);
    await writer.page.getByLabel(t('after.lesson.title'), { exact: true }).fill(lesson.title);
    for (const part of ['situation', 'helped', 'tryNext'] as const) await writer.page.getByLabel(t(`after.lesson.${part}`), { exact: true }).fill(part === 'situation' ? `${lesson.situation} Toen zei Bram iets.` : lesson[part]);
    // a name is marked, and nothing is refused
    await writer.page.locator('mark', { hasText: 'Bram' }).waitFor();
    await writer.page.getByLabel(t('after.lesson.situation'), { exact: true }).fill(lesson.situation);
    await writer.page.locator('mark').waitFor({ state: 'detached' });
    await writer.page.getByRole('button', { name: t('after.harvest.ask') }).click();
    await writer.page.getByRole('heading', { name: t('after.harvest.status.APPROVING') }).waitFor();

    const contributor = await deviceOf(browser, bram, { viewport: phone });
    await contributor.page.goto(`/sessies/${sessionId}/oogst`);
    await contributor.page.getByRole('button', { name: t('after.harvest.approve') }).click();
    await contributor.page.getByRole('heading', { name: t('after.harvest.status.OBJECTING') }).waitFor();
    // the others hear of it without asking
    await writer.page.getByRole('heading', { name: t('after.harvest.status.OBJECTING') }).waitFor();
    const outside = async () => JSON.stringify(await liesbeth.ask('query L { lessons(first: 100) { nodes { id title situation helped tryNext publishedOn mayWithdraw } } }'));
    expect(await outside()).not.toContain(lesson.title);

    await inDatabase(product, `UPDATE conf.harvests SET objection_ends_at = now() - interval '1 second' WHERE session_id = $1`, [sessionId]);
    await contributor.page.reload();
    await contributor.page.getByRole('heading', { name: t('after.harvest.status.PUBLISHED') }).waitFor();

    const reader = await deviceOf(browser, liesbeth);
    await reader.page.goto('/kennis');
    await reader.page.getByRole('heading', { name: lesson.title }).waitFor();
    const seen = (await outside()) + (await reader.page.locator('main').innerHTML());
    for (const trace of [sessionId, circle.id, circle.name, hanna.id, fenna.id, bram.id, 'Bram', 'Fenna', 'Hanna']) expect(seen).not.toContain(trace);
    await expect(liesbeth.ask('query H($s: UUID!) { harvest(sessionId: $s) { id } }', { s: sessionId })).rejects.toThrow(/NOT_FOUND/);

    // whose it was takes it back, and it is nowhere
    await contributor.page.goto('/kennis');
    await contributor.page.getByRole('button', { name: t('after.harvest.withdraw') }).click();
    await contributor.page.getByRole('button', { name: t('after.harvest.withdrawConfirm') }).click();
    await contributor.page.getByRole('heading', { name: lesson.title }).waitFor({ state: 'detached' });
    expect(await outside()).not.toContain(lesson.title);
    for (const device of [writer, contributor, reader]) await device.close();
  });

  it('has a run sheet on paper without a word of anybody', async () => {
    const { page, close } = await deviceOf(browser, fenna);
    await page.goto(`/sessies/${sessionId}/draaiboek`);
    await page.getByRole('table').waitFor();
    expect(await page.locator('main').innerText()).not.toContain('rustig bij');
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation').first().isVisible()).toBe(false);
    await close();
  });
});
