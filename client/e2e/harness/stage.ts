import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { visit, type Visitor } from './browser.js';

export const people = {
  fenna: 'fenna.bosuil@beekdal.example',
  hanna: 'hanna.nachtegaal@beekdal.example',
  bram: 'bram.wielewaal@beekdal.example',
  liesbeth: 'liesbeth.havik@beekdal.example',
  lotte: 'lotte.specht@beekdal.example',
};

const catalogue: Record<string, string> = {};
const catalogues = resolve(import.meta.dirname, '../../src/platform/i18n');
for (const file of readdirSync(catalogues)) if (/^nl(-\w+)?\.json$/.test(file)) Object.assign(catalogue, JSON.parse(readFileSync(join(catalogues, file), 'utf8')));

/** The Dutch words on the screen, by their key. @throws when there is no such sentence any more */
export function t(key: string, values: Record<string, string | number> = {}): string {
  const sentence = catalogue[key] ?? catalogue[`${key}_${values['count'] === 1 ? 'one' : 'other'}`];
  if (sentence === undefined) throw new Error(`There is no sentence "${key}".`);
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** Looks until something is so, at most `patience` milliseconds. */
export async function until<T>(what: string, look: () => Promise<T | undefined | false> | T | undefined | false, patience = 20_000): Promise<T> {
  const began = performance.now();
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() - began > patience) throw new Error(`It did not come true within ${patience} ms: ${what}`);
    await pause(25);
  }
}

/** Someone over HTTP: to set a scene, and to look at what the server has. */
export interface Account {
  /** where the product is */
  url: string;
  id: string;
  name: string;
  email: string;
  cookie: string;
  ask<Data>(document: string, variables?: object): Promise<Data>;
}

async function post(url: string, cookie: string | null, query: string, variables: object): Promise<{ body: { data?: unknown; errors?: { message: string; extensions?: object }[] }; cookie: string }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, ...(cookie ? { cookie } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  return { body: (await response.json()) as never, cookie: response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ') };
}

/** Signs someone in over HTTP; everybody of the open demo has this password. */
export async function account(url: string, email: string, password = 'kring'): Promise<Account> {
  const signedIn = await post(url, null, 'mutation SignIn($input: SignInInput!) { signIn(input: $input) { me { id name } } }', { input: { email, password } });
  const me = (signedIn.body.data as { signIn: { me: { id: string; name: string } } } | null)?.signIn.me;
  if (!me) throw new Error(`${email} could not sign in: ${JSON.stringify(signedIn.body.errors)}`);
  return {
    ...me,
    url,
    email,
    cookie: signedIn.cookie,
    ask: async (document, variables = {}) => {
      const { body } = await post(url, signedIn.cookie, document, variables);
      if (body.errors?.length) throw new Error(`${email} was refused: ${JSON.stringify(body.errors)}`);
      return body.data as never;
    },
  };
}

/** Several, in the order in which they are named. */
export const accounts = <Emails extends readonly string[]>(url: string, ...emails: Emails): Promise<{ [At in keyof Emails]: Account }> =>
  Promise.all(emails.map((email) => account(url, email))) as Promise<{ [At in keyof Emails]: Account }>;

export const phone = { width: 390, height: 844 };
export const desk = { width: 1440, height: 900 };

/** A device of someone who is signed in already; `at` is another way to the same product. */
export async function deviceOf(browser: Browser, who: Account, options: BrowserContextOptions = {}, at = who.url): Promise<Visitor> {
  const device = await visit(browser, at, { viewport: desk, ...options });
  const cut = who.cookie.indexOf('=');
  await device.page.context().addCookies([{ name: who.cookie.slice(0, cut), value: who.cookie.slice(cut + 1), url: at.replace('http:', 'https:'), httpOnly: true, secure: true, sameSite: 'Lax' }]);
  device.page.setDefaultTimeout(20_000);
  return device;
}

export interface Circle {
  id: string;
  name: string;
  topicId: string;
  path: string;
}

const input = (more: object): object => ({ input: { mutationId: randomUUID(), ...more } });

export const words = (text: string): object => ({ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] });

/** A circle of its own for a journey, with one conversation; members came in by invitation, as everybody does. */
export async function makeCircle(lead: Account, members: Account[], options: { kind?: 'KNOWLEDGE' | 'COACHING'; name?: string; pact?: string } = {}): Promise<Circle> {
  const kind = options.kind ?? 'KNOWLEDGE';
  const id = randomUUID();
  const name = options.name ?? `Reis ${id.slice(0, 8)}`;
  const { me } = await lead.ask<{ me: { mayCreate: { kind: string; organisations: { id: string }[] }[] } }>('query Me { me { mayCreate { kind organisations { id } } } }');
  const organisationId = me.mayCreate.find((right) => right.kind === kind)?.organisations[0]?.id;
  if (!organisationId) throw new Error(`${lead.name} may not make a circle of kind ${kind}.`);
  await lead.ask('mutation CreateGroup($input: CreateGroupInput!) { createGroup(input: $input) { id } }', input({ id, kind, name, organisationId, purpose: 'Om te proberen', pact: options.pact ?? 'We luisteren naar elkaar.' }));
  for (const member of members) {
    const invitationId = randomUUID();
    await lead.ask('mutation Invite($input: InviteInput!) { invite(input: $input) { id } }', input({ id: invitationId, groupId: id, personId: member.id, role: 'MEMBER' }));
    await member.ask('mutation Answer($input: AnswerInvitationInput!) { answerInvitation(input: $input) { group { id } } }', input({ invitationId, answer: 'ACCEPT', pactVersion: 1 }));
  }
  const topicId = await startTopic(lead, id, 'Waar beginnen we');
  return { id, name, topicId, path: `/kringen/${id}/gesprekken/${topicId}` };
}

export async function startTopic(who: Account, groupId: string, title: string): Promise<string> {
  const topicId = randomUUID();
  await who.ask('mutation StartTopic($input: StartTopicInput!) { startTopic(input: $input) { topic { id } } }', input({ topicId, messageId: randomUUID(), groupId, title, body: words('De eerste reactie.') }));
  return topicId;
}

export async function postMessage(who: Account, topicId: string, text: string): Promise<string> {
  const id = randomUUID();
  await who.ask('mutation PostMessage($input: PostMessageInput!) { postMessage(input: $input) { id } }', input({ id, topicId, body: words(text), kind: 'REPLY' }));
  return id;
}

export async function removeMember(lead: Account, groupId: string, person: Account): Promise<void> {
  await lead.ask('mutation RemoveMember($input: RemoveMemberInput!) { removeMember(input: $input) { ok } }', input({ groupId, personId: person.id }));
}

/** What a conversation holds on the server, in its order. */
export async function storedTexts(who: Account, topicId: string): Promise<string[]> {
  const { topicPage } = await who.ask<{ topicPage: { messages: { nodes: { body: unknown }[] } } }>('query Page($id: UUID!) { topicPage(id: $id, last: 100) { messages { nodes { body } } } }', { id: topicId });
  return topicPage.messages.nodes.map((node) => textOf(node.body));
}

function textOf(node: unknown): string {
  if (typeof node !== 'object' || node === null) return '';
  const { text, content } = node as { text?: string; content?: unknown[] };
  return (text ?? '') + (content ?? []).map(textOf).join('');
}

/** The text field of a conversation. */
export const composerIn = (page: Page) => page.getByRole('textbox', { name: t('discussions.write') });

/** One reply on the screen, by its words. */
export const replyWith = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });

/** Opens a conversation and waits until one can write in it. */
export async function openConversation(page: Page, circle: { path: string }): Promise<void> {
  await page.goto(circle.path);
  await composerIn(page).waitFor();
}

/** Writes a reply and posts it with the keyboard. */
export async function write(page: Page, text: string): Promise<void> {
  await composerIn(page).click();
  await page.keyboard.insertText(text);
  await page.keyboard.press('Control+Enter');
}

interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** The first mail that fits, written already or soon. */
export async function mailWith(url: string, fits: (mail: Mail) => boolean): Promise<Mail> {
  return until('a mail', async () => ((await (await fetch(`${url}/dev/mail?format=json`)).json()) as Mail[]).find(fits));
}
