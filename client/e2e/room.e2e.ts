import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, visit } from './harness/browser.js';
import { startProduct, type Product } from './harness/product.js';
import { account, accounts, type Account, type Circle, deviceOf, makeCircle, people, phone, t, until } from './harness/stage.js';

interface PageAnswer {
  sessionPage: { state: { turn: number; phase: number; status: string }; script: { phases: { index: number; key: string }[] }; roomCode: string };
}

/** One session in one room: a screen on the wall, people who come in by its code, and what the wall shows. */
describe('a room with a screen', () => {
  let product: Product;
  let browser: Browser;
  let hanna: Account;
  let fenna: Account;
  let bram: Account;
  let lotte: Account;
  let circle: Circle;
  const sessionId = randomUUID();
  const secret = 'Ik zou een vast gebaar afspreken.';

  beforeAll(async () => {
    product = await startProduct({ KRING_DEMO_PASSWORD: '' });
    browser = await openBrowser();
    [hanna, fenna, bram, lotte] = await accounts(product.url, people.hanna, people.fenna, people.bram, people.lotte);
    circle = await makeCircle(hanna, [fenna, bram, lotte], { kind: 'COACHING', name: 'Kring met een beamer' });
    await hanna.ask('mutation S($input: ScheduleSessionInput!) { scheduleSession(input: $input) { id } }', {
      input: { mutationId: randomUUID(), id: sessionId, groupId: circle.id, methodKey: 'incident', short: false, startsAt: new Date().toISOString(), place: 'Lokaal 12', videoLink: '', facilitatorId: hanna.id },
    });
    await give(hanna, 'openLobby', 'SessionIdInput');
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const give = (who: Account, command: string, input: string, fields: object = {}) =>
    who.ask(`mutation M($input: ${input}!) { ${command}(input: $input) { state { turn } } }`, { input: { mutationId: randomUUID(), sessionId, ...fields } });
  const asked = async (): Promise<PageAnswer['sessionPage']> =>
    (await hanna.ask<PageAnswer>('query P($id: UUID!) { sessionPage(id: $id) { state { turn phase status } script { phases { index key } } roomCode } }', { id: sessionId })).sessionPage;
  const skipTo = async (key: string): Promise<number> => {
    const { state, script } = await asked();
    const to = script.phases.find((phase) => phase.key === key)!.index;
    await give(hanna, 'skipPhase', 'PhaseToInput', { turn: state.turn, to });
    await until(`phase ${key}`, async () => (await asked()).state.phase === to, 30_000);
    return to;
  };

  it('is found by its code within fifteen seconds, signing in included, and by nobody else', async () => {
    const { roomCode } = await asked();
    const someone = await visit(browser, product.url, { viewport: phone });
    const began = performance.now();
    await someone.page.goto(`/kamer/${roomCode}`);
    await someone.page.getByLabel(t('signIn.email')).fill(fenna.email);
    await someone.page.locator('input[name=password]').fill('kring');
    await someone.page.getByRole('button', { name: t('signIn.submit'), exact: true }).click();
    await someone.page.getByText(t('intervision.agreement.title')).waitFor();
    expect(performance.now() - began).toBeLessThan(15_000);
    await someone.close();
    const outsider = await deviceOf(browser, await account(product.url, people.liesbeth), { viewport: phone });
    await outsider.page.goto(`/kamer/${roomCode}`);
    await outsider.page.getByText(t('room.notFound')).waitFor();
    await outsider.page.goto('/kamer/AAAAAA');
    await outsider.page.getByText(t('room.notFound')).waitFor();
    await outsider.close();
  });

  it('shows what is opened within a second, is blank when told so, and forgets all at the end', async () => {
    const wall = await visit(browser, product.url, { viewport: { width: 1920, height: 1080 } });
    const lead = await deviceOf(browser, hanna, { viewport: { width: 1440, height: 900 } });
    await wall.page.goto('/beamer');
    const code = await until('a code', async () => /[A-Z0-9]{3} [A-Z0-9]{3}/.exec(await wall.page.getByRole('status').first().innerText().catch(() => ''))?.[0]);
    await lead.page.goto(`/sessies/${sessionId}`);
    await lead.page.getByText(t('room.beamer.pair'), { exact: true }).click();
    await lead.page.getByLabel(t('room.beamer.code')).fill(code.replace(' ', ''));
    await lead.page.getByRole('button', { name: t('room.beamer.pairDo'), exact: true }).click();
    await wall.page.waitForURL(/\/beamer\/.+/);
    await wall.page.getByText('Lokaal 12').waitFor();
    await lead.page.getByText(t('room.beamer.shows.ALL')).waitFor();

    for (const who of [fenna, bram, lotte]) await give(who, 'enterSession', 'EnterSessionInput');
    await give(hanna, 'chooseCase', 'ChooseCaseInput', { contributorId: bram.id });
    await give(hanna, 'startSession', 'SessionIdInput');
    const position = await skipTo('position');
    await wall.page.getByText(t('room.beamer.private')).waitFor();
    await fenna.ask('mutation W($input: WriteTextInput!) { writeText(input: $input) { id } }', {
      input: { mutationId: randomUUID(), sessionId, id: randomUUID(), kind: 'ENTRY', sharing: 'NAMED', ifVersion: 0, phase: position, body: secret },
    });
    await skipTo('positions');
    expect(await wall.page.content()).not.toContain(secret);
    const { turn } = (await asked()).state;
    const began = performance.now();
    await give(hanna, 'revealTexts', 'RevealTextsInput', { turn, which: 'NEXT', opened: 0 });
    await wall.page.getByText(secret).first().waitFor();
    expect(performance.now() - began).toBeLessThan(1_000);
    for (const who of [fenna, bram, lotte, hanna]) expect(await wall.page.content()).not.toContain(who.name);
    expect(await wall.page.title()).toBe(`${t('room.beamer.title')} · Kring`);

    await lead.page.getByRole('heading', { level: 1 }).click();
    await lead.page.keyboard.press('b');
    await wall.page.getByText(secret).first().waitFor({ state: 'detached' });
    await lead.page.getByRole('button', { name: t('room.beamer.blank'), pressed: true }).waitFor();
    await lead.page.keyboard.press('b');
    await wall.page.getByText(secret).first().waitFor();
    // a reload comes back to the same within two seconds
    const reloaded = performance.now();
    await wall.page.reload();
    await wall.page.getByText(secret).first().waitFor();
    expect(performance.now() - reloaded).toBeLessThan(2_000);

    await give(hanna, 'endSession', 'SessionTurnInput', { turn: (await asked()).state.turn });
    await wall.page.getByText(secret).first().waitFor({ state: 'detached' });
    await until('nothing of it is left on the wall', async () => !(await wall.page.content()).includes('Kring met een beamer'));
    await wall.page.reload();
    expect(await wall.page.content()).not.toContain(secret);
    await wall.close();
    await lead.close();
  });

  it('whoever reloads in the middle is back in the right phase within two seconds, with the words they wrote', async () => {
    const again = randomUUID();
    await hanna.ask('mutation S($input: ScheduleSessionInput!) { scheduleSession(input: $input) { id } }', {
      input: { mutationId: randomUUID(), id: again, groupId: circle.id, methodKey: 'five_step', short: false, startsAt: new Date().toISOString(), place: '', videoLink: '', facilitatorId: hanna.id },
    });
    const command = (name: string, input: string, fields: object = {}) => hanna.ask(`mutation M($input: ${input}!) { ${name}(input: $input) { state { turn } } }`, { input: { mutationId: randomUUID(), sessionId: again, ...fields } });
    await command('openLobby', 'SessionIdInput');
    await command('chooseCase', 'ChooseCaseInput', { contributorId: bram.id });
    await command('startSession', 'SessionIdInput');
    const page = async () => (await hanna.ask<PageAnswer>('query P($id: UUID!) { sessionPage(id: $id) { state { turn phase status } script { phases { index key } } roomCode } }', { id: again })).sessionPage;
    const core = (await page()).script.phases.find(({ key }) => key === 'core')!.index;
    await command('skipPhase', 'PhaseToInput', { turn: (await page()).state.turn, to: core });
    await until('the phase of writing', async () => (await page()).state.phase === core, 30_000);

    const member = await deviceOf(browser, fenna, { viewport: phone });
    await member.page.goto(`/sessies/${again}`);
    // who comes in while it runs hears where it is
    await member.page.getByText(t('room.late.title')).waitFor();
    await member.page.getByRole('button', { name: t('room.late.close'), exact: true }).click();
    await member.page.getByRole('textbox').first().click();
    await member.page.keyboard.insertText('Volgens mij gaat het over rust.');
    await until('it is kept', async () => JSON.stringify(await fenna.ask('query P($id: UUID!) { sessionPage(id: $id) { texts { body } } }', { id: again })).includes('over rust'));
    const began = performance.now();
    await member.page.reload();
    await until('the words are back', async () => (await member.page.getByRole('textbox').first().inputValue().catch(() => '')).includes('over rust'));
    expect(performance.now() - began).toBeLessThan(2_000);
    await member.close();
  });
});
