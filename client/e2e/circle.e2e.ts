import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from './harness/browser.js';
import { startProduct, type Product } from './harness/product.js';
import { account, type Account, type Circle, composerIn, deviceOf, mailWith, makeCircle, openConversation, people, postMessage, replyWith, storedTexts, t, until, write } from './harness/stage.js';

describe('a circle', () => {
  let product: Product;
  let browser: Browser;
  let hanna: Account;
  let fenna: Account;
  let bram: Account;
  let circle: Circle;
  beforeAll(async () => {
    product = await startProduct({ KRING_DEMO_PASSWORD: '' });
    browser = await openBrowser();
    [hanna, fenna, bram] = [await account(product.url, people.hanna), await account(product.url, people.fenna), await account(product.url, people.bram)];
    circle = await makeCircle(hanna, [fenna], { name: 'Kring van de reis', pact: 'We luisteren eerst.' });
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('invites someone, who reads the agreements and joins; looking alone changes nothing', async () => {
    const lead = await deviceOf(browser, hanna);
    const invited = await deviceOf(browser, bram);
    await invited.page.goto('/vandaag?tijd=15');
    await invited.page.getByRole('heading', { level: 1 }).waitFor();

    await lead.page.goto(`/kringen/${circle.id}/leden`);
    await lead.page.getByRole('button', { name: t('groups.invite'), exact: true }).click();
    const dialog = lead.page.getByRole('dialog');
    await dialog.getByLabel(t('groups.findPerson')).fill('wielew');
    await dialog.getByRole('button', { name: /Bram Wielewaal/ }).click();
    await dialog.getByRole('button', { name: t('groups.inviteSend') }).click();
    await dialog.getByText(t('groups.invited', { name: 'Bram Wielewaal', days: 14 })).waitFor();
    await lead.page.keyboard.press('Escape');

    // it is there at once, without asking again
    await invited.page.getByRole('link', { name: t('task.invitation', { circle: circle.name }), exact: true }).waitFor();
    const mail = await mailWith(product.url, (one) => one.to.includes(people.bram) && one.text.includes('/uitnodiging/'));
    const link = new URL(/https?:\/\/\S+\/uitnodiging\/[\w-]+/.exec(mail.text)![0]);
    await invited.page.goto(link.pathname);
    await invited.page.getByRole('heading', { level: 1, name: circle.name }).waitFor();
    await invited.page.getByText('We luisteren eerst.').waitFor();
    const members = async (): Promise<number> => (await hanna.ask<{ group: { memberCount: number } }>('query Group($id: UUID!) { group(id: $id) { memberCount } }', { id: circle.id })).group.memberCount;
    expect(await members()).toBe(2);
    await invited.page.getByRole('button', { name: t('groups.join') }).click();
    await composerIn(invited.page).waitFor();
    expect(new URL(invited.page.url()).pathname).toContain(circle.id);
    expect(await members()).toBe(3);
    await lead.page.getByRole('heading', { level: 2, name: t('groups.members', { count: 3 }) }).waitFor();
    // agreed by joining: nothing more to accept
    expect(await invited.page.getByRole('button', { name: t('groups.pact.accept') }).count()).toBe(0);
    await invited.page.goto(link.pathname);
    await invited.page.getByText(t('notFound.text')).waitFor();
    await invited.close();
    await lead.close();
  });

  it('asks everybody again when the agreements change, and nobody writes before that', async () => {
    const member = await deviceOf(browser, fenna);
    await openConversation(member.page, circle);
    const { group } = await hanna.ask<{ group: { pact: { version: number } } }>('query Group($id: UUID!) { group(id: $id) { pact { version } } }', { id: circle.id });
    const lead = await deviceOf(browser, hanna);
    await lead.page.goto(`/kringen/${circle.id}/instellingen`);
    await lead.page.getByLabel(t('groups.pact.text')).fill('We luisteren eerst, en vragen dan.');
    await lead.page.getByRole('button', { name: t('groups.pact.save') }).click();
    await member.page.getByText(t('discussions.pactFirst')).waitFor();
    await member.page.getByText('We luisteren eerst, en vragen dan.').waitFor();
    await member.page.getByRole('button', { name: t('groups.pact.accept') }).click();
    await composerIn(member.page).waitFor();
    const after = await fenna.ask<{ group: { pactAcceptedVersion: number } }>('query Group($id: UUID!) { group(id: $id) { pactAcceptedVersion } }', { id: circle.id });
    expect(after.group.pactAcceptedVersion).toBe(group.pact.version + 1);
    await member.close();
    await lead.close();
  });

  it('lets a writer change and take back a reply, and shows both texts when two devices changed it', async () => {
    const circle = await makeCircle(hanna, [fenna, bram]);
    const desk = await deviceOf(browser, fenna);
    const laptop = await deviceOf(browser, fenna);
    const reader = await deviceOf(browser, hanna);
    const id = await postMessage(fenna, circle.topicId, 'Wat ik eerst schreef');
    for (const device of [desk, laptop, reader]) {
      await openConversation(device.page, circle);
      await replyWith(device.page, 'Wat ik eerst schreef').waitFor();
    }
    const change = async (page: typeof desk.page): Promise<void> => {
      await page.locator(`#reactie-${id}`).getByRole('button', { name: /^Meer bij de reactie/ }).click();
      await page.getByRole('menuitem', { name: t('discussions.edit'), exact: true }).click();
      await page.getByRole('textbox', { name: t('discussions.editLabel') }).click();
      await page.keyboard.press('Control+A');
    };
    await change(desk.page);
    await change(laptop.page);
    await desk.page.keyboard.insertText('Wat ik aan tafel schreef');
    await desk.page.getByRole('button', { name: t('discussions.save'), exact: true }).click();
    await replyWith(reader.page, 'Wat ik aan tafel schreef').getByRole('button', { name: t('discussions.edited') }).waitFor();

    await laptop.page.keyboard.insertText('Wat ik in de trein schreef');
    await laptop.page.getByRole('button', { name: t('discussions.save'), exact: true }).click();
    const choice = laptop.page.getByRole('region', { name: t('discussions.editConflict') });
    await choice.getByText('Wat ik aan tafel schreef').waitFor();
    await choice.getByText('Wat ik in de trein schreef').waitFor();
    await choice.getByRole('button', { name: t('discussions.keepMine') }).click();
    await replyWith(reader.page, 'Wat ik in de trein schreef').waitFor();

    // nothing that stood there has gone unseen
    await reader.page.locator(`#reactie-${id}`).getByRole('button', { name: t('discussions.edited') }).click();
    const versions = reader.page.getByRole('dialog', { name: t('discussions.historyTitle') });
    await versions.getByText('Wat ik eerst schreef').waitFor();
    expect((await versions.getByRole('listitem').allTextContents()).map((text) => /Wat ik .*/.exec(text)?.[0])).toEqual(['Wat ik in de trein schreef', 'Wat ik aan tafel schreef', 'Wat ik eerst schreef']);
    expect(await versions.getByRole('heading', { level: 3 }).first().textContent()).toContain(t('discussions.versionNow'));
    await reader.page.keyboard.press('Escape');

    const remove = async (): Promise<void> => {
      await desk.page.locator(`#reactie-${id}`).getByRole('button', { name: /^Meer bij de reactie/ }).click();
      await desk.page.getByRole('menuitem', { name: t('discussions.remove') }).click();
      await desk.page.getByText(t('discussions.removed'), { exact: true }).waitFor();
    };
    await remove();
    await desk.page.getByRole('button', { name: t('action.undo') }).click();
    await replyWith(desk.page, 'Wat ik in de trein schreef').waitFor();
    expect(await replyWith(reader.page, 'Wat ik in de trein schreef').count()).toBe(1);
    await remove();
    await desk.page.getByRole('status').getByRole('button', { name: t('action.close') }).click();
    await reader.page.getByText(t('discussions.removedByAuthor')).waitFor();
    expect(await storedTexts(hanna, circle.topicId)).not.toContain('Wat ik in de trein schreef');
    for (const device of [desk, laptop, reader]) await device.close();
  });

  it('records a decision in the flow and beside it, and takes two kinds of reaction', async () => {
    const circle = await makeCircle(hanna, [fenna, bram]);
    const lead = await deviceOf(browser, hanna);
    const member = await deviceOf(browser, fenna);
    await openConversation(lead.page, circle);
    await openConversation(member.page, circle);
    await lead.page.getByRole('button', { name: t('discussions.recordDecision') }).click();
    await lead.page.getByRole('textbox', { name: t('discussions.writeDecision') }).click();
    await lead.page.keyboard.insertText('We beginnen elke keer met een rondje.');
    await lead.page.getByRole('button', { name: t('discussions.recordIt'), exact: true }).click();
    await replyWith(member.page, 'We beginnen elke keer met een rondje.').getByText(t('discussions.decision')).waitFor();
    await member.page.getByRole('link', { name: t('groups.tab.decisions') }).click();
    // the words stand on both screens: only the address says which one it is
    await member.page.waitForURL(/\/besluiten$/);
    await member.page.getByText('We beginnen elke keer met een rondje.').waitFor();
    await member.page.goBack();
    await composerIn(member.page).waitFor();

    await postMessage(hanna, circle.topicId, 'Dit herken je vast');
    const reply = replyWith(member.page, 'Dit herken je vast');
    await reply.getByRole('button', { name: t('discussions.reaction.RECOGNISE') }).click();
    await replyWith(lead.page, 'Dit herken je vast').getByText(`${t('discussions.reaction.RECOGNISE')}1`).waitFor();
    await reply.getByRole('button', { name: t('discussions.reaction.RECOGNISE') }).click();
    await until('the reaction is gone again', async () => (await replyWith(lead.page, 'Dit herken je vast').getByText(t('discussions.reaction.RECOGNISE')).count()) === 0);
    await lead.close();
    await member.close();
  });

  it('a page at twice the size, and a phone on its side, still show the conversation above the text field', async () => {
    const circle = await makeCircle(hanna, [fenna]);
    await postMessage(hanna, circle.topicId, 'Ook in het klein te lezen');
    const device = await deviceOf(browser, fenna);
    for (const [width, height] of [[720, 450], [844, 390], [320, 568]] as const) {
      await device.page.setViewportSize({ width, height });
      await openConversation(device.page, circle);
      const reply = replyWith(device.page, 'Ook in het klein te lezen');
      await reply.scrollIntoViewIfNeeded();
      const [text, field] = [await reply.getByText('Ook in het klein te lezen').boundingBox(), await composerIn(device.page).boundingBox()];
      expect(text!.y).toBeGreaterThan(40);
      expect(text!.y + text!.height).toBeLessThan(field!.y);
      expect(field!.y + field!.height).toBeLessThanOrEqual(height);
      expect(await device.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
    await device.close();
  });

  it('names someone with @, who finds it in the bell and lands on that very reply', async () => {
    const circle = await makeCircle(hanna, [fenna, bram]);
    const writer = await deviceOf(browser, fenna);
    const named = await deviceOf(browser, bram);
    await named.page.goto('/kringen');
    await named.page.getByRole('heading', { level: 1 }).waitFor();
    // the screen shows the number a moment after the page: wait until it says what the server says
    const before = await named.page.evaluate(async () => {
      const answer = await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ bell { unseen } }' }) });
      return ((await answer.json()) as { data: { bell: { unseen: number } } }).data.bell.unseen;
    });
    await until('the bell has counted', async () => (await bellCount(named.page)) === before);
    await openConversation(writer.page, circle);
    await composerIn(writer.page).click();
    await writer.page.keyboard.type('Vraag voor @Bram');
    await writer.page.getByRole('option', { name: 'Bram Wielewaal' }).click();
    await writer.page.keyboard.type(' hoe doe jij dit?');
    await writer.page.keyboard.press('Control+Enter');
    await replyWith(writer.page, '@Bram Wielewaal').waitFor();
    await until('the bell counts one more', async () => (await bellCount(named.page)) === before + 1);
    await named.page.getByRole('button', { name: /^Meldingen/ }).filter({ visible: true }).click();
    await named.page.getByRole('link', { name: /Fenna Bosuil noemde je/ }).first().click();
    await named.page.locator('article[data-wanted="true"]').filter({ hasText: 'hoe doe jij dit?' }).waitFor();
    await until('the bell is seen', async () => (await bellCount(named.page)) === 0);
    await writer.close();
    await named.close();
  });

  it('keeps counts of what is new right on every device', async () => {
    const circle = await makeCircle(hanna, [fenna, bram]);
    const reader = await deviceOf(browser, bram);
    const telephone = await deviceOf(browser, bram, { viewport: { width: 390, height: 844 }, hasTouch: true });
    await reader.page.goto('/kringen');
    await telephone.page.goto('/kringen');
    const row = (page: typeof reader.page) => page.getByRole('main').getByRole('listitem').filter({ hasText: circle.name });
    for (const page of [reader.page, telephone.page]) await row(page).waitFor();
    // the reply that began the conversation is new as well
    for (const page of [reader.page, telephone.page]) await row(page).getByText(t('unread.count', { count: 1 })).waitFor();
    for (const n of [1, 2, 3]) await postMessage(fenna, circle.topicId, `Nieuw ${n}`);
    for (const page of [reader.page, telephone.page]) await row(page).getByText(t('unread.count', { count: 4 })).waitFor();
    await telephone.page.goto(circle.path);
    await replyWith(telephone.page, 'Nieuw 3').waitFor();
    await until('read on the telephone is read on the desk', async () => (await row(reader.page).getByText(/^\d+ nieuw$/).count()) === 0);
    await write(telephone.page, 'Gelezen');
    await replyWith(telephone.page, 'Gelezen').waitFor();
    await reader.close();
    await telephone.close();
  });
});

/** How many new messages the bell says there are. */
async function bellCount(page: { getByRole: (role: 'button', options: { name: RegExp }) => { filter(options: { visible: boolean }): { first(): { getAttribute(name: string): Promise<string | null> } } } }): Promise<number> {
  const label = await page.getByRole('button', { name: /^Meldingen/ }).filter({ visible: true }).first().getAttribute('aria-label');
  return Number(/(\d+)/.exec(label ?? '')?.[1] ?? 0);
}
