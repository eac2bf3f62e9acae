import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './harness/browser.js';
import { startProduct, type Product } from './harness/product.js';
import { accounts, type Account, type Circle, deviceOf, makeCircle, people, phone, t, until } from './harness/stage.js';

describe('a case, from a phone to the room', () => {
  let product: Product;
  let browser: Browser;
  let [hanna, fenna, bram]: Account[] = [];
  let circle: Circle;
  const sessionId = randomUUID();
  beforeAll(async () => {
    product = await startProduct({ KRING_DEMO_PASSWORD: '' });
    browser = await openBrowser();
    [hanna, fenna, bram] = await accounts(product.url, people.hanna, people.fenna, people.bram);
    circle = await makeCircle(hanna!, [fenna!, bram!], { kind: 'COACHING', name: 'Kring van drie' });
    await hanna!.ask('mutation S($input: ScheduleSessionInput!) { scheduleSession(input: $input) { id } }', {
      input: {
        mutationId: randomUUID(), id: sessionId, groupId: circle.id, methodKey: 'five_step', short: false, startsAt: new Date(Date.now() + 86_400_000).toISOString(), place: 'Lokaal 12', videoLink: '',
        facilitatorId: hanna!.id, coFacilitatorId: null,
      },
    });
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const press = async (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name }).first().click();
  const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
  const cases = (who: Account) => who.ask<{ sessionCases: { stage: string; voters: number; chosenId: string | null; cases: { title: string }[] } }>('query C($id: UUID!) { sessionCases(id: $id) { stage voters chosenId cases { title } } }', { id: sessionId });

  it('is prepared alone, chosen together, and fills in where it is told', async () => {
    const [lead, phoneOfFenna, phoneOfBram] = [await deviceOf(browser, hanna!), await deviceOf(browser, fenna!, { viewport: phone }), await deviceOf(browser, bram!, { viewport: phone })];
    for (const { page } of [lead, phoneOfFenna, phoneOfBram]) await page.goto(`/sessies/${sessionId}`);

    for (const [{ page }, title] of [[phoneOfFenna, 'De stilte in de klas'], [phoneOfBram, 'De deur die dichtgaat']] as const) {
      await press(page, t('before.case.prepare'));
      await field(page, 'Titel').fill(title);
      await field(page, 'Wat gebeurde er, feitelijk').fill('Het werd stil toen ik binnenkwam.');
      await field(page, 'Mijn vraag, in de ik-vorm').fill('Hoe begin ik de les?');
      await page.getByText(/^Bewaard/).waitFor();
    }
    // another device of the same person has it; nobody else
    const other = await deviceOf(browser, fenna!);
    await other.page.goto(`/sessies/${sessionId}`);
    await press(other.page, t('before.case.goOn'));
    await until('the case on the laptop', async () => (await field(other.page, 'Titel').inputValue()) === 'De stilte in de klas');
    await other.close();
    expect(await lead.page.content()).not.toContain('stilte');

    for (const { page } of [phoneOfFenna, phoneOfBram]) await press(page, t('before.case.put'));
    for (const { page } of [lead, phoneOfFenna, phoneOfBram]) {
      for (const title of [/De stilte in de klas/, /De deur die dichtgaat/]) await page.getByRole('checkbox', { name: title }).waitFor();
    }
    expect(await lead.page.content()).not.toContain('toen ik binnenkwam');
    for (const { page } of [lead, phoneOfFenna, phoneOfBram]) {
      await page.getByRole('checkbox', { name: /De stilte in de klas/ }).check();
      await press(page, t('intervision.vote.cast'));
    }
    await until('three votes', async () => (await cases(bram!)).sessionCases.voters === 3);
    await press(lead.page, t('before.choice.close'));
    await press(lead.page, t('before.choice.close'));
    await press(lead.page, t('before.choice.choose'));
    for (const { page } of [lead, phoneOfBram]) await page.getByText(t('before.choice.chosen'), { exact: true }).first().waitFor();

    // it is for tomorrow: asked once
    await press(lead.page, t('intervision.primary.openLobby'));
    await press(lead.page, t('intervision.primary.yes', { what: t('intervision.primary.openLobby') }));
    await press(lead.page, t('intervision.primary.start'));
    const state = async () =>
      (await hanna!.ask<{ sessionPage: { state: { turn: number; phase: number; contributorId: string }; script: { phases: { index: number; key: string; section: string }[] } } }>(
        'query P($id: UUID!) { sessionPage(id: $id) { state { turn phase contributorId } script { phases { index key section } } } }', { id: sessionId },
      )).sessionPage;
    await until('it runs', async () => (await state()).state.phase === 0);
    const begun = await state();
    expect(begun.state.contributorId).toBe(fenna!.id);
    expect(begun.script.phases.map(({ key }) => key)).not.toContain('choose');
    const told = begun.script.phases.find(({ section }) => section === 'core')!.index;
    await hanna!.ask('mutation S($input: PhaseToInput!) { skipPhase(input: $input) { state { turn } } }', { input: { mutationId: randomUUID(), sessionId, turn: begun.state.turn, to: told } });
    await until('the phase of the case', async () => (await state()).state.phase === told);
    await press(phoneOfFenna.page, t('before.case.fillStory'));
    await until('what was prepared', async () => (await phoneOfFenna.page.getByRole('textbox').first().inputValue()).includes('Het werd stil toen ik binnenkwam.'));
    expect(await phoneOfBram.page.content()).not.toContain('toen ik binnenkwam');
    await press(phoneOfFenna.page, t('intervision.post'));
    await phoneOfBram.page.getByText('Het werd stil toen ik binnenkwam.').first().waitFor();
    for (const device of [lead, phoneOfFenna, phoneOfBram]) await device.close();
  });
});
