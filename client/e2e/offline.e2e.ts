import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from './harness/browser.js';
import { openLine, type Line } from './harness/line.js';
import { startProduct, type Product } from './harness/product.js';
import { account, type Account, type Circle, composerIn, deviceOf, makeCircle, openConversation, people, phone, postMessage, removeMember, replyWith, startTopic, storedTexts, t, until, write } from './harness/stage.js';

describe('a connection that breaks', () => {
  let line: Line;
  let product: Product;
  let browser: Browser;
  let hanna: Account;
  let fenna: Account;
  let circle: Circle;
  beforeAll(async () => {
    line = await openLine();
    product = await startProduct({ KRING_DEMO_PASSWORD: '', KRING_ORIGINS: line.url });
    line.leadTo(product.url);
    browser = await openBrowser();
    [hanna, fenna] = [await account(product.url, people.hanna), await account(product.url, people.fenna)];
    circle = await makeCircle(hanna, [fenna]);
  });
  afterAll(async () => {
    await browser?.close();
    await line?.close();
    await product?.stop();
  });

  it('loses nothing, doubles nothing and keeps the order, in both directions; a draft stays', async () => {
    const away = await deviceOf(browser, fenna, { viewport: phone, hasTouch: true }, line.url);
    const here = await deviceOf(browser, hanna);
    await openConversation(away.page, circle);
    await openConversation(here.page, circle);
    await postMessage(hanna, circle.topicId, 'ervoor 1');
    await replyWith(away.page, 'ervoor 1').waitFor();

    line.cut();
    await away.page.context().setOffline(true);
    await away.page.getByText(t('bar.offline')).waitFor();
    for (const n of [1, 2, 3]) {
      await write(away.page, `van mij ${n}`);
      await replyWith(away.page, `van mij ${n}`).getByText(t('discussions.waiting')).waitFor();
    }
    for (const n of [1, 2, 3, 4, 5]) await postMessage(hanna, circle.topicId, `van haar ${n}`);
    await composerIn(away.page).click();
    await away.page.keyboard.insertText('Half af');
    expect(await replyWith(away.page, 'van haar').count()).toBe(0);

    line.mend();
    await away.page.context().setOffline(false);
    await away.page.getByText(t('bar.offline')).waitFor({ state: 'detached' });
    for (const page of [away.page, here.page]) {
      await replyWith(page, 'van haar 5').waitFor();
      await replyWith(page, 'van mij 3').waitFor();
    }
    await until('nothing waits any more', async () => (await away.page.getByText(t('discussions.waiting')).count()) === 0);
    const stored = (await storedTexts(hanna, circle.topicId)).filter((text) => /^van /.test(text));
    expect(stored.filter((text) => text.startsWith('van mij'))).toEqual(['van mij 1', 'van mij 2', 'van mij 3']);
    expect(stored.filter((text) => text.startsWith('van haar'))).toEqual([1, 2, 3, 4, 5].map((n) => `van haar ${n}`));
    for (const page of [away.page, here.page]) {
      const shown = async (): Promise<string[]> => (await page.getByRole('article').getByText(/^van (mij|haar) \d$/).allTextContents()).map((text) => text.trim());
      expect(await until('the screen is in the order of the server', async () => ((await shown()).join() === stored.join() ? shown() : undefined))).toEqual(stored);
    }
    expect((await composerIn(away.page).textContent())?.trim()).toBe('Half af');
    await away.page.reload();
    await until('the draft is there after a reload', async () => (await composerIn(away.page).textContent())?.trim() === 'Half af');

    // and on another device, where it can be finished
    const desk = await deviceOf(browser, fenna);
    await openConversation(desk.page, circle);
    await until('the draft is on the other device', async () => (await composerIn(desk.page).textContent())?.trim() === 'Half af');
    await composerIn(desk.page).click();
    await desk.page.keyboard.press('Control+End');
    await desk.page.keyboard.insertText(', en nu klaar');
    await desk.page.keyboard.press('Control+Enter');
    await replyWith(here.page, 'Half af, en nu klaar').waitFor();
    await until('the draft is gone everywhere once it is posted', async () => (await composerIn(away.page).textContent())?.trim() === '');
    for (const device of [away, here, desk]) await device.close();
  });

  it('sends nothing of the one in the name of the next, who signs in on the same browser meanwhile', async () => {
    const bram = await account(product.url, people.bram);
    const shared = await makeCircle(hanna, [fenna, bram]);
    // a sign-in of its own: it ends here
    const first = await deviceOf(browser, await account(product.url, people.fenna), {}, line.url);
    await openConversation(first.page, shared);
    line.cut();
    await first.page.getByText(t('bar.offline')).waitFor();
    await write(first.page, 'Woorden van Fenna');
    await replyWith(first.page, 'Woorden van Fenna').getByText(t('discussions.waiting')).waitFor();
    await composerIn(first.page).click();
    await first.page.keyboard.insertText('Half af van Fenna');

    // another tab of the same browser, with the same cookie
    const next = await first.page.context().newPage();
    await next.goto(product.url);
    await next.getByRole('button', { name: t('shell.person', { name: fenna.name }) }).click();
    await next.getByRole('menuitem', { name: t('signOut') }).click();
    // signing out ends in a fresh page: what is filled in before that is gone with the old one
    await next.waitForURL(/\/inloggen/);
    await next.getByRole('heading', { level: 1, name: t('signIn.title') }).waitFor();
    await next.getByLabel(t('signIn.email')).fill(people.bram);
    await next.getByLabel(t('signIn.password'), { exact: true }).fill('kring');
    await next.getByRole('button', { name: t('signIn.submit'), exact: true }).click();
    await next.getByRole('heading', { level: 1, name: t('today.greeting', { name: 'Bram' }) }).waitFor();

    line.mend();
    await first.page.getByRole('heading', { level: 1, name: t('again.title') }).waitFor();
    expect(await storedTexts(hanna, shared.topicId)).toEqual(['De eerste reactie.']);
    const atPlace = 'query DraftAt($place: String!) { draft(place: $place) { text } }';
    expect(await bram.ask(atPlace, { place: `topic:${shared.topicId}` })).toEqual({ draft: null });

    // the first one comes back to that tab: everything is still there, and goes out in the right name
    await first.page.getByLabel(t('signIn.password'), { exact: true }).fill('kring');
    await first.page.getByRole('button', { name: t('signIn.submit'), exact: true }).click();
    await until('the reply is posted', async () => (await storedTexts(hanna, shared.topicId)).includes('Woorden van Fenna'));
    await openConversation(next, { path: product.url + shared.path });
    await replyWith(next, 'Woorden van Fenna').getByText(fenna.name).first().waitFor();
    await until('what was half written is still there', async () => (await composerIn(first.page).textContent())?.trim() === 'Half af van Fenna');
    await first.close();
  });

  it('finds out alone that the line broke without a word, and comes back by itself', async () => {
    const away = await deviceOf(browser, fenna, {}, line.url);
    await openConversation(away.page, circle);
    line.cut();
    await away.page.getByText(t('bar.offline')).waitFor();
    await postMessage(hanna, circle.topicId, 'ondertussen');
    line.mend();
    await replyWith(away.page, 'ondertussen').waitFor();
    await away.page.getByText(t('bar.offline')).waitFor({ state: 'detached' });
    await away.close();
  });

  it('someone who is taken out while away finds a page that is not there', async () => {
    const other = await makeCircle(hanna, [fenna]);
    const away = await deviceOf(browser, fenna, {}, line.url);
    await openConversation(away.page, other);
    line.cut();
    await away.page.getByText(t('bar.offline')).waitFor();
    await removeMember(hanna, other.id, fenna);
    await postMessage(hanna, other.topicId, 'zonder haar');
    line.mend();
    await away.page.getByText(t('notFound.text')).waitFor();
    expect(await away.page.getByText('zonder haar').count()).toBe(0);
    await away.close();
  });

  it('someone who is taken out while looking gets a page that is not there, and not a frame more', async () => {
    const [lost, kept] = [await makeCircle(hanna, [fenna]), await makeCircle(hanna, [fenna])];
    const member = await deviceOf(browser, fenna);
    const frames: string[] = [];
    member.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => void frames.push(String(payload))));
    await openConversation(member.page, lost);
    await postMessage(hanna, lost.topicId, 'nog met haar');
    await replyWith(member.page, 'nog met haar').waitFor();
    await removeMember(hanna, lost.id, fenna);
    await member.page.getByText(t('notFound.text')).waitFor();
    for (const n of [1, 2, 3]) await postMessage(hanna, lost.topicId, `zonder haar ${n}`);
    await startTopic(hanna, lost.id, 'Ook zonder haar');
    // what comes later in another circle marks that everything before it would have come
    await postMessage(hanna, kept.topicId, 'wel met haar');
    await until('a frame of the other circle', () => frames.some((frame) => frame.includes(`group:${kept.id}`) && frame.includes('wel met haar')));
    const end = frames.findIndex((frame) => frame.includes(`group:${lost.id}`) && frame.includes('groups.membershipEnded'));
    expect(end).toBeGreaterThan(0);
    expect(frames.slice(end + 1).filter((frame) => frame.includes(`group:${lost.id}`))).toEqual([]);
    expect(frames.filter((frame) => /zonder haar/i.test(frame))).toEqual([]);
    await member.page.goto(lost.path);
    await member.page.getByText(t('notFound.text')).waitFor();
    await member.close();
  });
});
