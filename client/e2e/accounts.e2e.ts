import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, visit } from './harness/browser.js';
import { startProduct, type Product } from './harness/product.js';
import { account, deviceOf, mailWith, people, phone, t } from './harness/stage.js';

describe('someone who comes in', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    product = await startProduct({ KRING_DEMO_PASSWORD: '' });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('chooses a person of the demonstration with one click and is on Today, without an error in the page', async () => {
    const visitor = await visit(browser, product.url);
    await visitor.page.goto('/');
    await visitor.page.getByRole('heading', { name: t('demo.title') }).waitFor();
    await visitor.page.getByRole('button', { name: /Fenna Bosuil/ }).click();
    await visitor.page.getByRole('heading', { level: 1, name: t('today.greeting', { name: 'Fenna' }) }).waitFor();
    expect(new URL(visitor.page.url()).pathname).toBe('/vandaag');
    await visitor.page.getByRole('heading', { name: /Past in \d+ minuten/ }).waitFor();
    expect(visitor.troubles).toEqual([]);
    await visitor.close();
  });

  it('comes back where the address led, after signing in', async () => {
    const visitor = await visit(browser, product.url);
    await visitor.page.goto('/concepten');
    await visitor.page.getByText(t('signIn.first')).waitFor();
    await visitor.page.getByLabel(t('signIn.email')).fill(people.bram);
    await visitor.page.getByLabel(t('signIn.password'), { exact: true }).fill('niet het goede');
    await visitor.page.getByRole('button', { name: t('signIn.submit'), exact: true }).click();
    await visitor.page.getByText(t('signIn.wrong')).waitFor();
    expect(await visitor.page.getByLabel(t('signIn.email')).inputValue()).toBe(people.bram);
    await visitor.page.getByLabel(t('signIn.password'), { exact: true }).fill('kring');
    await visitor.page.getByRole('button', { name: t('signIn.submit'), exact: true }).click();
    await visitor.page.getByRole('heading', { level: 1, name: t('nav.drafts') }).waitFor();
    await visitor.close();
  });

  it('is here for the first time: says who they are, sees who sees what, and lands on Today', async () => {
    const visitor = await visit(browser, product.url, { viewport: phone, hasTouch: true });
    const { page } = visitor;
    await page.goto('/kringen');
    await page.getByRole('button', { name: /Jip Sijs/ }).click();
    await page.getByRole('heading', { level: 1, name: t('welcome.title') }).waitFor();
    // put away halfway: what was typed is still there
    await page.getByLabel(t('profile.givenName')).fill('Jippe');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: t('welcome.title') }).waitFor();
    expect(await page.getByLabel(t('profile.givenName')).inputValue()).toBe('Jippe');
    await page.getByRole('radio', { name: t('mail.nothing') }).click();
    await page.getByRole('button', { name: t('welcome.next') }).click();
    await page.getByRole('heading', { level: 1, name: t('welcome.reachTitle') }).waitFor();
    await page.getByText(t('reach.me')).waitFor();
    await page.getByRole('button', { name: t('welcome.understood') }).click();
    // where the first address led
    await page.getByRole('heading', { level: 1, name: t('nav.circles') }).waitFor();
    await page.goto('/');
    await page.getByRole('heading', { level: 1, name: t('today.greeting', { name: 'Jippe' }) }).waitFor();
    await visitor.close();
  });

  it('chooses a new password with the link from the mail, and every other device asks again', async () => {
    const lotte = await account(product.url, people.lotte);
    const other = await deviceOf(browser, lotte);
    await other.page.goto('/vandaag');
    await other.page.getByRole('heading', { level: 1 }).waitFor();

    const visitor = await visit(browser, product.url);
    const { page } = visitor;
    await page.goto('/inloggen');
    await page.getByRole('link', { name: t('signIn.forgot') }).click();
    // both screens have a field of this name
    await page.getByRole('heading', { level: 1, name: t('forgot.title') }).waitFor();
    await page.getByLabel(t('signIn.email')).fill(people.lotte);
    await page.getByRole('button', { name: t('forgot.submit') }).click();
    await page.getByText(t('forgot.sent', { email: people.lotte })).waitFor();
    const mail = await mailWith(product.url, (one) => one.to.includes(people.lotte) && one.text.includes('/wachtwoord/'));
    const link = /https?:\/\/\S+\/wachtwoord\/[\w-]+/.exec(mail.text)![0];
    await page.goto(new URL(link).pathname);
    await page.getByLabel(t('password.new')).fill('kort');
    await page.getByRole('button', { name: t('reset.submit') }).click();
    await page.getByText(t('password.hint', { count: 10 })).first().waitFor();
    await page.getByLabel(t('password.new')).fill('drie groene fietsen');
    await page.getByRole('button', { name: t('reset.submit') }).click();
    await page.getByText(t('reset.done')).waitFor();

    // the open screen of the other device does not go on
    await other.page.getByRole('heading', { level: 1, name: t('again.title') }).waitFor();
    await other.page.getByLabel(t('signIn.password'), { exact: true }).fill('drie groene fietsen');
    await other.page.getByRole('button', { name: t('signIn.submit'), exact: true }).click();
    await other.page.getByRole('heading', { level: 1, name: t('today.greeting', { name: 'Lotte' }) }).waitFor();

    // the link has done its work
    await page.goto(new URL(link).pathname);
    await page.getByLabel(t('password.new')).fill('vier groene fietsen');
    await page.getByRole('button', { name: t('reset.submit') }).click();
    await page.getByText(t('reset.expired')).waitFor();
    await page.goto('/inloggen');
    await page.getByLabel(t('signIn.email')).fill(people.lotte);
    await page.getByLabel(t('signIn.password'), { exact: true }).fill('drie groene fietsen');
    await page.getByRole('button', { name: t('signIn.submit'), exact: true }).click();
    await page.getByRole('heading', { level: 1, name: t('today.greeting', { name: 'Lotte' }) }).waitFor();
    await visitor.close();
    await other.close();
  });
});
