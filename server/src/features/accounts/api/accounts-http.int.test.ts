import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { buildPerson, type BuiltPerson, testPassword } from '../../../../test/builders/people.js';
import { createWorld, type World } from '../../../../test/harness/world.js';

let world: World;
let person: BuiltPerson;

const ownMe = `query Me { me { id name positions { kind organisation { name } } mayCreate { kind organisations { id } } asOf { stream seq } } }`;
const signIn = `mutation SignIn($input: SignInInput!) { signIn(input: $input) { me { id } } }`;

beforeAll(async () => {
  world = await createWorld({ jobs: true, env: { KRING_DEMO: '1' } });
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.sql(`DELETE FROM rate_limits`);
  person = await buildPerson(world, { position: 'teacher' });
});

async function until<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('over http', () => {
  it('signs in with a cookie, reads oneself, and signs out', async () => {
    expect((await world.gql(null, ownMe)).data).toEqual({ me: null });
    const session = await world.signIn(person);
    expect(session.setCookie).toHaveLength(1);
    expect(session.setCookie[0]).toMatch(/^__Host-kring=[\w-]{43}; .*Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    const { me } = await world.ask<{ me: { id: string; positions: unknown[]; mayCreate: unknown[]; asOf: unknown } }>(session, ownMe);
    expect(me).toMatchObject({ id: person.id, positions: [{ kind: 'teacher' }], mayCreate: [{ kind: 'KNOWLEDGE' }], asOf: { stream: `person:${person.id}`, seq: 0 } });
    const { mySignIns } = await world.ask<{ mySignIns: unknown[] }>(session, `query Mine { mySignIns { id current device } }`);
    expect(mySignIns).toEqual([{ id: expect.any(String), current: true, device: expect.any(String) }]);
    const out = await world.gql(session, `mutation Out { signOut { ok } }`);
    expect(out.data).toEqual({ signOut: { ok: true } });
    expect(out.headers.getSetCookie()[0]).toMatch(/^__Host-kring=; Max-Age=0/);
    expect((await world.gql(session, ownMe)).data).toEqual({ me: null });
    expect((await world.gql(session, `query Mine { mySignIns { id } }`)).errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('says what may be known before signing in', async () => {
    const ask = () =>
      world.ask<{ instance: unknown; demoPeople: { email: string }[] }>(
        null,
        `query Before { instance { name demo insecureLan adhocDocuments } demoPeople { id name email position organisation } }`,
      );
    const { instance, demoPeople } = await ask();
    expect(instance).toEqual({ name: 'Kring', demo: true, insecureLan: false, adhocDocuments: true });
    // people whom no seed named are nobody's business, also when the demo is on
    expect(demoPeople).toEqual([]);
    await world.sql(`INSERT INTO installation (key, value) VALUES ('demoPeople', $1)`, [JSON.stringify([{ personId: person.id }])]);
    expect((await ask()).demoPeople).toEqual([expect.objectContaining({ id: person.id, position: 'teacher' })]);
  });

  it('refuses what comes from another site, whatever it carries', async () => {
    const session = await world.signIn(person);
    const answer = await world.gql(session, ownMe, {}, { 'sec-fetch-site': 'cross-site' });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('counts tries and says when to come back', async () => {
    const input = { email: person.email, password: 'fout fout fout' };
    const codes = [];
    for (let n = 0; n < 11; n += 1) codes.push((await world.gql(null, signIn, { input })).errors?.[0]?.extensions);
    expect(codes[9]).toEqual({ code: 'FORBIDDEN', reason: 'WRONG_CREDENTIALS' });
    expect(codes[10]).toMatchObject({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) });
  });

  it('closes the open sockets of who signs out everywhere', async () => {
    const session = await world.signIn(person);
    const elsewhere = await world.signIn(person);
    const socket = await world.socket(session);
    expect(await socket.subscribe(`person:${person.id}`)).toMatchObject({ ok: true });
    await world.ask(elsewhere, `mutation Everywhere { signOutEverywhere { ok } }`);
    await socket.untilDisconnected();
    expect((await world.gql(session, ownMe)).data).toEqual({ me: null });
    await expect(world.socket(session)).rejects.toThrow();
  });

  it('sends a way to a new password, and lets nobody see whether an address is known', async () => {
    const request = `mutation Ask($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { ok } }`;
    const known = await world.gql(null, request, { input: { email: person.email } });
    const unknown = await world.gql(null, request, { input: { email: 'niemand@kring.example' } });
    expect({ status: known.status, data: known.data }).toEqual({ status: unknown.status, data: unknown.data });
    const mail = await until(async () => (await world.mails()).find((one) => one.to === person.email));
    expect(mail.subject).toBe('Kies een nieuw wachtwoord');
    const token = mail.links[0]!.split('/wachtwoord/')[1]!;
    const reset = `mutation Reset($input: ResetPasswordInput!) { resetPassword(input: $input) { ok } }`;
    await world.ask(null, reset, { input: { token, password: 'vijf blauwe fietsen' } });
    await world.signIn(person, 'vijf blauwe fietsen');
    expect((await world.gql(null, reset, { input: { token, password: testPassword } })).errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', reason: 'EXPIRED' });
    expect((await world.mails()).some((one) => one.to === 'niemand@kring.example')).toBe(false);
  });

  it('changes settings and tells the other devices', async () => {
    const session = await world.signIn(person);
    const change = `mutation Change($input: UpdateSettingsInput!) { updateSettings(input: $input) { language calmMotion asOf { seq } } }`;
    const input = { mutationId: randomUUID(), language: 'EN', calmMotion: true };
    const expected = { updateSettings: { language: 'EN', calmMotion: true, asOf: { seq: 1 } } };
    expect(await world.ask(session, change, { input })).toEqual(expected);
    expect(await world.ask(session, change, { input })).toEqual(expected);
    const other = await world.gql(session, change, { input: { ...input, language: 'NL' } });
    expect(other.errors?.[0]?.extensions).toEqual({ code: 'IDEMPOTENCY_MISMATCH' });
  });
});

describe('for who runs the server', () => {
  it('tells whether it can serve, and shows figures to this machine only', async () => {
    expect(await (await fetch(`${world.url}/healthz`)).json()).toEqual({ ok: true });
    expect(await (await fetch(`${world.url}/readyz`)).json()).toEqual({ ready: true, database: true, migrations: true, open: true });
    const figures = await (await fetch(`${world.url}/metrics`)).text();
    expect(figures).toContain('kring_http_seconds_bucket');
    expect(figures).toContain('kring_pool_connections{pool="jobs",state="total"}');
    expect((await fetch(`${world.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.5' } })).status).toBe(404);
    const mails = await fetch(`${world.url}/dev/mail`);
    expect(mails.status).toBe(200);
    expect(await mails.text()).toContain('<h1>Mail</h1>');
    expect((await fetch(`${world.url}/dev/mail`, { headers: { 'x-forwarded-for': '203.0.113.5' } })).status).toBe(404);
  });
});
