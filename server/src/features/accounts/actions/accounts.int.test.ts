import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { buildOrganisation } from '../../../../test/builders/organisations.js';
import { buildPerson, type BuiltPerson, testPassword } from '../../../../test/builders/people.js';
import { type ServerParts, serverParts } from '../../../../test/harness/server-parts.js';
import { JobRegistry } from '../../../platform/jobs/job-registry.js';
import { MailKinds } from '../../../platform/mail/mail-kinds.js';
import { ChangePassword } from './change-password.js';
import { DisableAccount } from './disable-account.js';
import { EnableAccount } from './enable-account.js';
import { EndSignIn } from './end-sign-in.js';
import { IssueResetLink } from './issue-reset-link.js';
import { RequestPasswordReset } from './request-password-reset.js';
import { ResetPassword } from './reset-password.js';
import { SendPasswordReset } from './send-password-reset.js';
import { SignIn } from './sign-in.js';
import { SignOut } from './sign-out.js';
import { SignOutEverywhere } from './sign-out-everywhere.js';

let parts: ServerParts;
let signIn: SignIn;
let person: BuiltPerson;

const from = (cookieHeader?: string, address = '203.0.113.9') => ({ address, userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', cookieHeader });
const cookieOf = (token: string): string => `__Host-kring=${token}`;
const codeOf = (error: { extensions?: unknown }) => error.extensions;
const refusal = (work: Promise<unknown>) => work.then(() => 'done', codeOf);
const wrong = { code: 'FORBIDDEN', reason: 'WRONG_CREDENTIALS' };
const another = 'vijf blauwe fietsen';

async function signedIn(who: BuiltPerson = person, password = testPassword) {
  const { token, viewer } = await signIn.run({ email: who.email, password }, from());
  return { token, viewer, cookie: cookieOf(token) };
}

const endings = (who: BuiltPerson) =>
  parts.sql<{ payload: { sessionIds: string[] | null } }>(
    `SELECT payload FROM realtime_event WHERE stream = $1 AND type = 'identity.sessionEnded' ORDER BY seq`,
    [`person:${who.id}`],
  ).then((rows) => rows.map((row) => row.payload.sessionIds));

beforeAll(async () => {
  parts = await serverParts();
  signIn = new SignIn(parts.uow, parts.reads, parts.limiter, parts.cookie);
});
afterAll(() => parts.close());
beforeEach(async () => {
  await parts.sql(`DELETE FROM rate_limits`);
  person = await buildPerson(parts);
});

describe('signing in', () => {
  it('makes a viewer of the cookie, and keeps no token', async () => {
    const { token, viewer, cookie } = await signedIn();
    expect(viewer.personId).toBe(person.id);
    expect(await parts.signIns.viewerFromCookie(cookie)).toEqual(viewer);
    const [row] = await parts.sql<Record<string, unknown>>(`SELECT * FROM sign_ins WHERE id = $1`, [viewer.signInId]);
    expect(row!.device).toBe('Firefox, Linux');
    expect(JSON.stringify(row)).not.toContain(token);
    expect((row!.token_hash as Buffer).toString('base64url')).not.toBe(token);
  });

  it('answers the same to a wrong password, an unknown address, a disabled account and an account without password', async () => {
    const disabled = await buildPerson(parts, { status: 'disabled' });
    const bare = await buildPerson(parts);
    await parts.sql(`DELETE FROM credentials WHERE person_id = $1`, [bare.id]);
    expect(await refusal(signIn.run({ email: person.email, password: 'iets heel anders' }, from()))).toEqual(wrong);
    expect(await refusal(signIn.run({ email: 'niemand@kring.example', password: testPassword }, from()))).toEqual(wrong);
    expect(await refusal(signIn.run({ email: disabled.email, password: testPassword }, from()))).toEqual(wrong);
    expect(await refusal(signIn.run({ email: bare.email, password: testPassword }, from()))).toEqual(wrong);
  });

  it('says which field is wrong', async () => {
    expect(await refusal(signIn.run({ email: 'geen adres', password: 'x' }, from()))).toEqual({
      code: 'INVALID_INPUT',
      fields: [{ path: 'input.email', code: 'NOT_AN_EMAIL' }],
    });
  });

  it('ends what this browser had', async () => {
    const first = await signedIn();
    const second = await signIn.run({ email: person.email, password: testPassword }, from(first.cookie));
    expect(await parts.signIns.viewerFromCookie(first.cookie)).toBeNull();
    expect(await parts.signIns.viewerFromCookie(cookieOf(second.token))).toEqual(second.viewer);
    expect(await endings(person)).toEqual([[first.viewer.signInId]]);
  });

  it('is counted per account and address, whatever comes of it', async () => {
    const tries = [];
    for (let n = 0; n < 12; n += 1) tries.push(await refusal(signIn.run({ email: person.email, password: 'fout fout fout' }, from())));
    expect(tries.slice(0, 10)).toEqual(Array(10).fill(wrong));
    expect(tries[11]).toEqual({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) });
    expect((tries[11] as { retryAfter: number }).retryAfter).toBeLessThanOrEqual(60);
    expect(await refusal(signIn.run({ email: person.email, password: testPassword }, from()))).toMatchObject({ code: 'RATE_LIMITED' });
    expect(await refusal(signIn.run({ email: person.email, password: testPassword }, from(undefined, '198.51.100.4')))).toBe('done');
    const rows = await parts.sql<{ key: string }>(`SELECT key FROM rate_limits`);
    expect(JSON.stringify(rows)).not.toContain('203.0.113');
    expect(JSON.stringify(rows)).not.toContain(person.email);
  });

  it('counts exactly when tries come together, and anew after the window', async () => {
    const tries = await Promise.all(Array.from({ length: 30 }, () => refusal(parts.limiter.spend({ name: 'x', limit: 10, seconds: 60, subject: 's' }))));
    expect(tries.filter((one) => one === 'done')).toHaveLength(10);
    await parts.sql(`UPDATE rate_limits SET window_start = now() - interval '61 seconds'`);
    expect(await refusal(parts.limiter.spend({ name: 'x', limit: 10, seconds: 60, subject: 's' }))).toBe('done');
  });
});

describe('a sign-in', () => {
  it('lasts thirty days after its last use, which is written down at most once in ten minutes', async () => {
    const { viewer, cookie } = await signedIn();
    const seen = async () => (await parts.sql<{ age: number; left: number }>(
      `SELECT extract(epoch FROM now() - last_seen_at)::float AS age, extract(epoch FROM expires_at - now())::float / 86400 AS left FROM sign_ins WHERE id = $1`,
      [viewer.signInId],
    ))[0]!;
    await parts.sql(`UPDATE sign_ins SET last_seen_at = now() - interval '9 minutes', expires_at = now() + interval '1 day' WHERE id = $1`, [viewer.signInId]);
    await parts.signIns.viewerFromCookie(cookie);
    expect((await seen()).age).toBeGreaterThan(500);
    await parts.sql(`UPDATE sign_ins SET last_seen_at = now() - interval '11 minutes' WHERE id = $1`, [viewer.signInId]);
    parts.signIns.evict(person.id);
    await parts.signIns.viewerFromCookie(cookie);
    for (let n = 0; n < 100 && (await seen()).age > 60; n += 1) await new Promise((resolve) => setImmediate(resolve));
    expect((await seen()).age).toBeLessThan(60);
    expect(Math.round((await seen()).left)).toBe(30);
  });

  it('is refused when it has expired', async () => {
    const { viewer, cookie } = await signedIn();
    await parts.sql(`UPDATE sign_ins SET expires_at = now() WHERE id = $1`, [viewer.signInId]);
    expect(await parts.signIns.viewerFromCookie(cookie)).toBeNull();
    expect(await parts.signIns.viewerFromCookie(cookieOf('x'.repeat(43)))).toBeNull();
    expect(await parts.signIns.viewerFromCookie(undefined)).toBeNull();
  });

  it('ends at once by every way out', async () => {
    const administrator = await administratorOf(person);
    const routes: [string, (one: Awaited<ReturnType<typeof signedIn>>) => Promise<unknown>][] = [
      ['signOut', (one) => new SignOut(parts.uow, parts.cookie).run(one.cookie)],
      ['signOutEverywhere', (one) => new SignOutEverywhere(parts.uow).run(one.viewer)],
      ['endSignIn', async (one) => new EndSignIn(parts.uow).run((await signedIn()).viewer, { mutationId: randomUUID(), signInId: one.viewer.signInId })],
      ['resetPassword', async () => new ResetPassword(parts.uow, parts.limiter).run({ token: await resetToken(person), password: testPassword }, 'x')],
      ['disableAccount', () => new DisableAccount(parts.uow, parts.people).run(parts.as(administrator), { mutationId: randomUUID(), personId: person.id })],
    ];
    for (const [route, act] of routes) {
      const one = await signedIn();
      expect(await parts.signIns.viewerFromCookie(one.cookie)).toEqual(one.viewer);
      const before = (await endings(person)).length;
      await act(one);
      expect({ route, viewer: await parts.signIns.viewerFromCookie(one.cookie) }).toEqual({ route, viewer: null });
      const told = (await endings(person)).slice(before);
      expect({ route, told: told.some((ids) => ids === null || ids.includes(one.viewer.signInId)) }).toEqual({ route, told: true });
    }
  });

  it('of somebody else cannot be ended, and looks like none', async () => {
    const other = await signedIn(await buildPerson(parts));
    const mine = await signedIn();
    const end = (signInId: string) => refusal(new EndSignIn(parts.uow).run(mine.viewer, { mutationId: randomUUID(), signInId }));
    expect(await end(other.viewer.signInId)).toEqual({ code: 'NOT_FOUND' });
    expect(await end(randomUUID())).toEqual({ code: 'NOT_FOUND' });
    expect(await parts.signIns.viewerFromCookie(other.cookie)).toEqual(other.viewer);
  });
});

describe('another password', () => {
  it('ends the sign-ins of other devices and not this one', async () => {
    const here = await signedIn();
    const there = await signedIn();
    await new ChangePassword(parts.uow, parts.reads, parts.limiter).run(here.viewer, { mutationId: randomUUID(), current: testPassword, password: another });
    expect(await parts.signIns.viewerFromCookie(here.cookie)).toEqual(here.viewer);
    expect(await parts.signIns.viewerFromCookie(there.cookie)).toBeNull();
    expect(await refusal(signedIn())).toEqual(wrong);
    expect(await refusal(signedIn(person, another))).toBe('done');
    expect(await endings(person)).toEqual([[there.viewer.signInId]]);
  });

  it('ends the links to choose one that were sent before', async () => {
    const { viewer } = await signedIn();
    const token = await resetToken(person);
    await new ChangePassword(parts.uow, parts.reads, parts.limiter).run(viewer, { mutationId: randomUUID(), current: testPassword, password: another });
    expect(await refusal(new ResetPassword(parts.uow, parts.limiter).run({ token, password: testPassword }, 'x'))).toMatchObject({ code: 'FORBIDDEN', reason: 'EXPIRED' });
  });

  it('leaves no quick way to check a guess, and a retry is still one', async () => {
    const { viewer } = await signedIn();
    const mutationId = randomUUID();
    const change = (current: string, password: string, id = mutationId) =>
      refusal(new ChangePassword(parts.uow, parts.reads, parts.limiter).run(viewer, { mutationId: id, current, password }));
    expect(await change(testPassword, another)).toBe('done');
    expect(await change(testPassword, another)).toBe('done');
    expect(await change(testPassword, `${another} en meer`)).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    const second = randomUUID();
    expect(await change(another, testPassword, second)).toBe('done');
    const digests = await parts.sql<{ digest: string }>(`SELECT encode(args_digest, 'hex') AS digest FROM mutation_receipts WHERE mutation_id = ANY($1)`, [[mutationId, second]]);
    expect(new Set(digests.map((row) => row.digest)).size).toBe(1);
  });

  it('takes the present one, and a good one', async () => {
    const { viewer } = await signedIn();
    const change = (current: string, password: string) =>
      refusal(new ChangePassword(parts.uow, parts.reads, parts.limiter).run(viewer, { mutationId: randomUUID(), current, password }));
    expect(await change('fout fout fout', another)).toEqual(wrong);
    expect(await change(testPassword, 'kort')).toEqual({ code: 'INVALID_INPUT', fields: [{ path: 'input.password', code: 'TOO_SHORT', limit: 10 }] });
    expect(await change(testPassword, person.email)).toEqual({ code: 'INVALID_INPUT', fields: [{ path: 'input.password', code: 'NOT_ALLOWED' }] });
  });
});

describe('a forgotten password', () => {
  it('asks for the same work for every address', async () => {
    const request = new RequestPasswordReset(parts.uow, parts.limiter);
    await request.run({ email: person.email }, 'x');
    await request.run({ email: 'niemand@kring.example' }, 'x');
    const jobs = await parts.database.sqlAs<{ task_identifier: string }>('jobs', `SELECT task_identifier FROM graphile_worker.jobs WHERE task_identifier = 'accounts.findForReset'`);
    expect(jobs).toHaveLength(2);
  });

  it('is chosen anew once, within the hour', async () => {
    const reset = new ResetPassword(parts.uow, parts.limiter);
    const token = await resetToken(person);
    expect(await refusal(reset.run({ token, password: 'kort' }, 'x'))).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await refusal(reset.run({ token, password: person.email }, 'x'))).toMatchObject({ code: 'INVALID_INPUT' });
    const race = await Promise.all([1, 2, 3].map(() => refusal(reset.run({ token, password: another }, 'x'))));
    expect(race.filter((one) => one === 'done')).toHaveLength(1);
    expect(race.filter((one) => one !== 'done')).toEqual([{ code: 'FORBIDDEN', reason: 'EXPIRED' }, { code: 'FORBIDDEN', reason: 'EXPIRED' }]);
    expect(await refusal(signedIn(person, another))).toBe('done');
    const late = await resetToken(person);
    await parts.sql(`UPDATE password_resets SET expires_at = now() WHERE person_id = $1`, [person.id]);
    expect(await refusal(reset.run({ token: late, password: another }, 'x'))).toEqual({ code: 'FORBIDDEN', reason: 'EXPIRED' });
    expect(await refusal(reset.run({ token: 'onzin', password: another }, 'x'))).toEqual({ code: 'FORBIDDEN', reason: 'EXPIRED' });
  });

  it('leaves one way at a time, and none into a disabled account', async () => {
    const first = await resetToken(person);
    const second = await resetToken(person);
    const reset = (token: string) => refusal(new ResetPassword(parts.uow, parts.limiter).run({ token, password: another }, 'x'));
    expect(await reset(first)).toEqual({ code: 'FORBIDDEN', reason: 'EXPIRED' });
    await parts.sql(`UPDATE people SET status = 'disabled' WHERE id = $1`, [person.id]);
    expect(await reset(second)).toEqual({ code: 'FORBIDDEN', reason: 'EXPIRED' });
  });

  it('keeps no token where it could be read back', async () => {
    const token = await resetToken(person);
    const rows = await parts.sql(`SELECT encode(token_hash, 'base64') AS hash, person_id FROM password_resets`);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe('an account', () => {
  it('is closed and opened by who administers its school, and by nobody else', async () => {
    const administrator = await administratorOf(person);
    const teacher = await buildPerson(parts, { position: 'teacher' });
    const disable = (who: BuiltPerson, whom: BuiltPerson) =>
      refusal(new DisableAccount(parts.uow, parts.people).run(parts.as(who), { mutationId: randomUUID(), personId: whom.id }));
    expect(await disable(teacher, person)).toEqual({ code: 'NOT_FOUND' });
    expect(await disable(administrator, administrator)).toEqual({ code: 'FORBIDDEN', reason: 'NOT_FOR_YOU' });
    expect(await disable(administrator, person)).toBe('done');
    expect(await refusal(signedIn())).toEqual(wrong);
    await new EnableAccount(parts.uow, parts.people).run(parts.as(administrator), { mutationId: randomUUID(), personId: person.id });
    expect(await refusal(signedIn())).toBe('done');
    const acts = await parts.sql<{ act: string }>(`SELECT act FROM audit_log WHERE subject_id = $1 ORDER BY id`, [person.id]);
    expect(acts.map((row) => row.act)).toEqual(['account.disabled', 'account.enabled']);
  });
});

async function administratorOf(whom: BuiltPerson): Promise<BuiltPerson> {
  const school = await buildOrganisation(parts);
  await parts.sql(`INSERT INTO positions (id, person_id, organisation_id, kind, from_date) VALUES ($1, $2, $3, 'teacher', current_date - 1)`, [randomUUID(), whom.id, school.id]);
  return buildPerson(parts, { position: 'administrator_school', at: school });
}

async function resetToken(who: BuiltPerson): Promise<string> {
  const kinds = new MailKinds();
  new SendPasswordReset(parts.uow, parts.reads, new JobRegistry(), kinds, new IssueResetLink(parts.uow, kinds)).onModuleInit();
  const content = await kinds.find('passwordReset')!.compose({ personId: who.id, subjectId: 'x' });
  return content!.path.split('/').at(-1)!;
}
