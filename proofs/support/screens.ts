import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { Session } from '../../server/test/harness/graphql-call.js';
import type { BuilderStore } from '../../server/test/builders/builder-store.js';
import { askAt } from './http.js';
import { sessionScreens } from './session-screens.js';

export type Words = (key: string, values?: Record<string, string | number>) => string;

/** The sentences of the client in one language, to find things on a screen by what they say. */
export function wordsIn(language: 'nl' | 'en'): Words {
  const folder = 'client/src/platform/i18n';
  const catalogue: Record<string, string> = {};
  for (const file of readdirSync(folder)) {
    if (new RegExp(`^${language}(-.*)?\\.json$`).test(file)) Object.assign(catalogue, JSON.parse(readFileSync(join(folder, file), 'utf8')));
  }
  return (key, values = {}) => {
    const sentence = catalogue[key] ?? catalogue[`${key}_${values['count'] === 1 ? 'one' : 'other'}`];
    if (sentence === undefined) throw new Error(`There is no sentence "${key}" in ${language}.`);
    return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  };
}

/** The route patterns that the client's features declare, as they are written there. */
export function routePatterns(): string[] {
  const features = 'client/src/features';
  return readdirSync(features)
    .flatMap((feature) => readdirSync(join(features, feature)).filter((file) => file.endsWith('.routes.tsx')).map((file) => join(features, feature, file)))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/path: '([^']+)'/g)].map((match) => match[1]!));
}

export type Who = 'nobody' | 'coach' | 'leader' | 'newcomer';

/** A screen, or a state of one, as somebody sees it. */
export interface ScreenState {
  name: string;
  /** the pattern of the route, as its feature writes it */
  route: string;
  who: Who;
  path: string;
  /** what to do before it looks as meant */
  prepare?(page: Page, t: Words): Promise<void>;
}

interface Places {
  /** a circle of this kind in which the person has this role, and its longest conversation */
  circle(email: string, kind: string, role: string): Promise<{ id: string; topicId: string }>;
  /** a circle whose agreements the person has not accepted */
  pact(email: string): Promise<string>;
  invitation(email: string): Promise<string>;
}

function placesIn(store: BuilderStore): Places {
  const one = async <Row>(what: string, text: string, params: unknown[]): Promise<Row> => {
    const [row] = await store.sql<Row>(text, params);
    if (!row) throw new Error(`The demo region has no ${what} for ${String(params[0])}.`);
    return row;
  };
  const mine = 'FROM people p JOIN memberships m ON m.person_id = p.id AND m.ended_at IS NULL JOIN groups g ON g.id = m.group_id WHERE p.email = $1';
  return {
    circle: (email, kind, role) =>
      one(
        `${kind} circle as ${role}`,
        `SELECT g.id, (SELECT t.id FROM topics t WHERE t.group_id = g.id ORDER BY t.message_count DESC, t.id LIMIT 1) AS "topicId" ${mine} AND g.kind = $2 AND m.role = $3 ORDER BY g.name LIMIT 1`,
        [email, kind, role],
      ),
    pact: async (email) => (await one<{ id: string }>('agreements to accept', `SELECT g.id ${mine} AND g.pact_version > m.pact_version ORDER BY g.name LIMIT 1`, [email])).id,
    invitation: async (email) =>
      (await one<{ id: string }>('invitation', 'SELECT i.id FROM invitations i JOIN people p ON p.id = i.person_id WHERE p.email = $1 AND i.answer IS NULL AND i.expires_at > now() LIMIT 1', [email])).id,
  };
}

/** Every route of the client with the states that matter, for people of the demo region. */
export async function demoScreens(url: string, store: BuilderStore, coach: Session, leader: Session): Promise<ScreenState[]> {
  const places = placesIn(store);
  const closed = await places.circle(coach.email, 'coaching', 'lead');
  const open = await places.circle(coach.email, 'knowledge', 'co_lead');
  const led = await places.circle(leader.email, 'knowledge', 'lead');
  const pact = await places.pact(coach.email);
  const invitation = await places.invitation(coach.email);
  const editable = randomUUID();
  const document = (text: string): object => ({ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] });
  const post = 'mutation PostMessage($input: PostMessageInput!) { postMessage(input: $input) { id } }';
  const edit = 'mutation EditMessage($input: EditMessageInput!) { editMessage(input: $input) { __typename } }';
  await askAt(url, leader, post, { input: { mutationId: randomUUID(), id: editable, topicId: led.topicId, kind: 'REPLY', body: document('Een reactie om te wijzigen.') } });
  await askAt(url, leader, edit, { input: { mutationId: randomUUID(), messageId: editable, ifVersion: 1, body: document('Een reactie die gewijzigd is.') } });
  const own = `/kringen/${led.id}/gesprekken/${led.topicId}#reactie-${editable}`;
  const menuOf = async (page: Page, t: Words): Promise<void> => {
    await page.locator(`#reactie-${editable}`).getByRole('button', { name: t('discussions.messageMenu', { name: '' }).trim() }).click();
    await page.getByRole('menu').waitFor();
  };
  const wide = (page: Page): boolean => (page.viewportSize()?.width ?? 0) > 700;
  const topics = 'gesprekken/:topicId?';

  return [
    { name: 'signing in', route: '/inloggen', who: 'nobody', path: '/inloggen' },
    {
      name: 'signing in, nothing filled in',
      route: '/inloggen',
      who: 'nobody',
      path: '/inloggen?naar=%2Fkringen',
      prepare: async (page, t) => {
        await page.getByRole('button', { name: t('signIn.submit'), exact: true }).click();
        await page.getByText(t('signIn.emailMissing')).waitFor();
      },
    },
    { name: 'forgotten password', route: '/wachtwoord', who: 'nobody', path: '/wachtwoord' },
    {
      name: 'new password',
      route: '/wachtwoord/:token',
      who: 'nobody',
      path: '/wachtwoord/abc',
      prepare: async (page, t) => {
        await page.getByLabel(t('password.new')).fill('kort');
        await page.getByRole('button', { name: t('reset.submit') }).click();
      },
    },
    { name: 'welcome', route: '/welkom', who: 'newcomer', path: '/welkom' },
    { name: 'today', route: '/vandaag', who: 'coach', path: '/vandaag?tijd=15' },
    {
      name: 'today, bell open',
      route: '/vandaag',
      who: 'coach',
      path: '/vandaag',
      prepare: async (page, t) => {
        if (!wide(page)) return;
        await page.getByRole('button', { name: new RegExp(`^${t('bell.title')}`) }).first().click();
        await page.getByRole('dialog').getByRole('listitem').first().waitFor();
      },
    },
    {
      name: 'today, searching',
      route: '/vandaag',
      who: 'coach',
      path: '/vandaag',
      prepare: async (page, t) => {
        if (!wide(page)) await page.locator('header').getByRole('button', { name: t('goTo.label') }).filter({ visible: true }).click();
        await page.getByRole('combobox', { name: t('goTo.label') }).filter({ visible: true }).fill('ge');
        await page.getByRole('option').filter({ visible: true }).first().waitFor();
      },
    },
    {
      name: 'shortcuts',
      route: '/vandaag',
      who: 'coach',
      path: '/vandaag',
      prepare: async (page) => {
        await page.keyboard.press('?');
        await page.getByRole('dialog').waitFor();
      },
    },
    { name: 'circles', route: '/kringen', who: 'coach', path: '/kringen' },
    { name: 'circles of before', route: '/kringen', who: 'coach', path: '/kringen?archief=1' },
    { name: 'new circle', route: '/kringen/nieuw', who: 'coach', path: '/kringen/nieuw' },
    { name: 'invitation', route: '/uitnodiging/:token', who: 'coach', path: `/uitnodiging/${invitation}` },
    { name: 'invitation that is none', route: '/uitnodiging/:token', who: 'coach', path: '/uitnodiging/abc' },
    { name: 'conversations', route: '/kringen/:groupId', who: 'coach', path: `/kringen/${open.id}` },
    { name: 'conversation', route: topics, who: 'coach', path: `/kringen/${open.id}/gesprekken/${open.topicId}` },
    { name: 'conversation in a closed circle', route: topics, who: 'coach', path: `/kringen/${closed.id}/gesprekken/${closed.topicId}` },
    { name: 'agreements to accept', route: topics, who: 'coach', path: `/kringen/${pact}/gesprekken` },
    {
      name: 'recording a decision',
      route: topics,
      who: 'leader',
      path: `/kringen/${led.id}/gesprekken/${led.topicId}`,
      prepare: async (page, t) => {
        if (!wide(page)) await page.getByRole('button', { name: t('groups.moreAbout') }).click();
        await page.getByRole(wide(page) ? 'button' : 'menuitem', { name: t('discussions.recordDecision') }).click();
        await page.getByText(t('discussions.decidingHint')).waitFor();
      },
    },
    { name: 'menu of a reply', route: topics, who: 'leader', path: own, prepare: menuOf },
    {
      name: 'changing a reply',
      route: topics,
      who: 'leader',
      path: own,
      prepare: async (page, t) => {
        await menuOf(page, t);
        await page.getByRole('menuitem', { name: t('discussions.edit'), exact: true }).click();
        await page.getByRole('textbox', { name: t('discussions.editLabel') }).waitFor();
      },
    },
    {
      name: 'versions of a reply',
      route: topics,
      who: 'leader',
      path: own,
      prepare: async (page, t) => {
        await menuOf(page, t);
        await page.getByRole('menuitem', { name: t('discussions.history') }).click();
        await page.getByRole('dialog').getByRole('heading', { level: 3 }).first().waitFor();
      },
    },
    {
      name: 'new conversation, incomplete',
      route: topics,
      who: 'leader',
      path: `/kringen/${led.id}/gesprekken/nieuw`,
      prepare: async (page, t) => {
        await page.getByRole('button', { name: t('discussions.post') }).last().click();
        await page.getByText(t('discussions.titleNeeded')).waitFor();
      },
    },
    { name: 'decisions', route: 'besluiten', who: 'leader', path: `/kringen/${led.id}/besluiten` },
    { name: 'members', route: 'leden', who: 'leader', path: `/kringen/${led.id}/leden` },
    {
      name: 'ending a membership',
      route: 'leden',
      who: 'leader',
      path: `/kringen/${led.id}/leden`,
      prepare: async (page, t) => {
        await page.getByRole('button', { name: new RegExp(`^${t('groups.memberMenu', { name: '' }).trim()}`) }).first().click();
        await page.getByRole('menuitem', { name: t('groups.removeMember') }).click();
        await page.getByRole('button', { name: t('groups.removeYes') }).waitFor();
      },
    },
    {
      name: 'inviting',
      route: 'leden',
      who: 'leader',
      path: `/kringen/${led.id}/leden`,
      prepare: async (page, t) => {
        await page.getByRole('button', { name: t('groups.invite'), exact: true }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel(t('groups.findPerson')).fill('an');
        await dialog.getByRole('listitem').first().getByRole('button').click();
        await dialog.getByRole('radio').first().waitFor();
      },
    },
    { name: 'settings of a circle', route: 'instellingen', who: 'leader', path: `/kringen/${led.id}/instellingen` },
    {
      name: 'leaving a circle',
      route: 'instellingen',
      who: 'coach',
      path: `/kringen/${open.id}/instellingen`,
      prepare: async (page, t) => {
        await page.getByRole('button', { name: t('groups.leave'), exact: true }).click();
        await page.getByText(t('groups.leaveQuestion')).waitFor();
      },
    },
    { name: 'drafts', route: '/concepten', who: 'coach', path: '/concepten' },
    { name: 'messages', route: '/meldingen', who: 'coach', path: '/meldingen' },
    { name: 'settings', route: '/instellingen', who: 'coach', path: '/instellingen' },
    { name: 'profile', route: 'profiel', who: 'coach', path: '/instellingen/profiel' },
    { name: 'mail', route: 'meldingen', who: 'coach', path: '/instellingen/meldingen' },
    { name: 'language', route: 'taal', who: 'coach', path: '/instellingen/taal' },
    { name: 'accessibility', route: 'toegankelijkheid', who: 'coach', path: '/instellingen/toegankelijkheid' },
    { name: 'sign-ins', route: 'inloggen', who: 'coach', path: '/instellingen/inloggen' },
    { name: 'a page that is not there', route: '*', who: 'coach', path: '/nergens' },
    { name: 'a circle that is not there', route: '/kringen/:groupId', who: 'coach', path: `/kringen/${randomUUID()}` },
    ...(await sessionScreens(url, store, coach, closed.id)),
  ];
}
