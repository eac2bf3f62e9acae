import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildGroup, type BuiltGroup } from '../../../../test/builders/groups.js';
import { buildPerson, type BuiltPerson } from '../../../../test/builders/people.js';
import { buildWritten, type WrittenPlay } from '../../../../test/builders/written.js';
import type { Session } from '../../../../test/harness/graphql-call.js';
import type { SentMail } from '../../../../test/harness/mails.js';
import { createWorld, type World } from '../../../../test/harness/world.js';
import { MailSender } from '../../../platform/mail/mail-sender.js';
import type { MailJob } from '../../../platform/mail/mail-kinds.js';
import { MoveWritten } from './move-written.js';

const wall = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', weekday: 'short', hour: '2-digit', minute: '2-digit' });

interface Waiting {
  task: string;
  run_at: Date;
  payload: MailJob;
}

describe('the mails of a written session', () => {
  let world: World;
  let group: BuiltGroup;
  let people: BuiltPerson[];
  let [lead, sanne, karim, els, joost]: Session[] = [];

  beforeAll(async () => {
    world = await createWorld();
    people = await Promise.all(Array.from({ length: 5 }, () => buildPerson(world)));
    group = await buildGroup(world, { kind: 'intervision', name: 'Kring met een naam', roles: { lead: people[0]!, member: people.slice(1) } });
    [lead, sanne, karim, els, joost] = await Promise.all(people.map((person) => world.signIn(person)));
  });
  afterAll(() => world.close());

  const mover = () => world.server.app.get(MoveWritten);
  const begun = async (): Promise<WrittenPlay> => {
    const play = await buildWritten(world, lead!, mover(), { groupId: group.id, facilitatorId: people[0]!.id, contributorId: people[1]!.id });
    await play.begins();
    return play;
  };
  /** Mails that wait for their hour. */
  const waiting = (kind: string, play: WrittenPlay): Promise<Waiting[]> =>
    world.database.sqlAs<Waiting>(
      'superuser',
      `SELECT j.task_identifier AS task, j.run_at, p.payload FROM graphile_worker.jobs j JOIN graphile_worker._private_jobs p ON p.id = j.id
       WHERE j.task_identifier = 'mail.send' AND p.payload ->> 'kind' = $1 AND p.payload ->> 'subjectId' LIKE $2 || ':%' ORDER BY j.run_at, j.key`,
      [kind, play.id],
    );
  /** Their hour has come. */
  const send = async (jobs: readonly Waiting[]): Promise<SentMail[]> => {
    const before = (await world.mails()).length;
    for (const { payload } of jobs) await world.server.app.get(MailSender).send(payload);
    return (await world.mails()).slice(before);
  };
  const reminderIsDue = async (play: WrittenPlay): Promise<void> => {
    // nine tenths of the phase are over, and no hour is quiet
    await world.sql(`UPDATE sessions SET phase_started_at = now() - interval '400 days', ends_at = now() + interval '20 days' WHERE id = $1`, [play.id]);
    const [row] = await world.sql<{ turn: number }>('SELECT turn FROM sessions WHERE id = $1', [play.id]);
    await mover().remind(play.id, row!.turn);
  };

  it('say that something begins, to everyone in it, in hours that are not quiet, without a word of what or of whom', async () => {
    const play = await begun();
    const jobs = await waiting('writtenPhase', play);
    expect(new Set(jobs.map(({ payload }) => payload.personId))).toEqual(new Set(people.map(({ id }) => id)));
    for (const { run_at: at } of jobs) {
      const [day, time] = wall.format(at).split(' ');
      expect(day).not.toMatch(/^(za|zo)/);
      expect(time! >= '07:30' && time! < '18:00').toBe(true);
    }
    const mails = await send(jobs);
    expect(mails).toHaveLength(5);
    for (const mail of mails) {
      expect(mail.subject).toBe('Intervisie');
      expect(mail.links).toEqual([`${world.settings.publicUrl.replace(/\/$/, '')}/sessies/${play.id}`]);
      const addressee = people.find(({ email }) => mail.to.includes(email))!;
      for (const other of people.filter((one) => one !== addressee)) expect(mail.text).not.toContain(other.familyName);
      expect(mail.text).not.toMatch(/Kring met een naam|Heilsbron|Rollen|casus/i);
    }
    // once, however often the job comes
    expect(await send(jobs)).toEqual([]);
  });

  it('of a phase that is over by then, and to whoever left or wants none, are not sent', async () => {
    const play = await begun();
    const old = await waiting('writtenPhase', play);
    await play.deadlinePasses();
    expect(await send(old)).toEqual([]);
    const fresh = (await waiting('writtenPhase', play)).filter(({ payload }) => !old.some((one) => one.payload.uniqueKey === payload.uniqueKey));
    await world.sql(`UPDATE people SET mail_level = 'nothing' WHERE id = $1`, [people[3]!.id]);
    await world.sql(`UPDATE memberships SET ended_at = now(), ended_reason = 'LEFT' WHERE person_id = $1 AND group_id = $2`, [people[4]!.id, group.id]);
    const mails = await send(fresh);
    expect(mails.map(({ to }) => people.findIndex(({ email }) => to.includes(email))).sort()).toEqual([0, 1, 2]);
    await world.sql(`UPDATE people SET mail_level = 'important' WHERE id = $1`, [people[3]!.id]);
    await world.sql(`UPDATE memberships SET ended_at = NULL, ended_reason = NULL WHERE person_id = $1 AND group_id = $2`, [people[4]!.id, group.id]);
  });

  it('remind, once per phase, those who did not write yet: in a sealed phase too, where only they hear of it', async () => {
    const play = await begun();
    const at = await play.until(lead!, 'solutions');
    const { turn } = (await play.page(lead!)).state;
    await mover().remind(play.id, turn);
    expect(await waiting('writtenReminder', play)).toEqual([]);
    await play.write(karim!, { phase: at, body: 'Voorstel', sharing: 'NOT_SHARED' });
    await reminderIsDue(play);
    const jobs = await waiting('writtenReminder', play);
    expect(new Set(jobs.map(({ payload }) => payload.personId))).toEqual(new Set([people[3]!.id, people[4]!.id]));
    // who writes in between is left alone
    await play.write(joost!, { phase: at, body: 'Toch nog', sharing: 'NAMED' });
    const mails = await send(jobs);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ subject: 'Intervisie' });
    expect(mails[0]!.to).toContain(people[3]!.email);
    expect(mails[0]!.text).not.toMatch(/Voorstel|Toch nog|Kring met een naam/);
    await reminderIsDue(play);
    expect(await send(await waiting('writtenReminder', play))).toEqual([]);
    const kept = () => world.sql(`SELECT 1 FROM mail_ledger WHERE kind = 'writtenReminder' AND unique_key LIKE '%' || $1 || '%'`, [play.id]);
    expect((await kept()).length).toBeGreaterThan(0);
    // when the phase opens, nobody needs to know any more who was late; an old job sends nothing
    await play.deadlinePasses();
    expect(await kept()).toEqual([]);
    expect((await play.page(els!)).state.phase).toBe(at + 1);
    expect(await send(jobs)).toEqual([]);
  });

  it('remind twice at most, never on one day, and only who still did not write the second time', async () => {
    const play = await begun();
    const at = await play.until(lead!, 'ask');
    const [{ turn, phase_started_at: from, ends_at: until }] = await world.sql<{ turn: number; phase_started_at: Date; ends_at: Date }>('SELECT turn, phase_started_at, ends_at FROM sessions WHERE id = $1', [play.id]) as [{ turn: number; phase_started_at: Date; ends_at: Date }];
    const jobAt = async () => (await world.database.sqlAs<{ run_at: Date }>('superuser', `SELECT run_at FROM graphile_worker.jobs WHERE key = $1`, [`remind:${play.id}`]))[0]!.run_at;
    const first = await jobAt();
    expect(first.getTime()).toBeGreaterThan(from.getTime() + (until.getTime() - from.getTime()) / 2);
    // it is past the first moment and before the second
    const share = async (percent: number) => {
      const [row] = await world.sql<{ days: number }>(`SELECT 400.0 * (100 - $1) / $1 AS days`, [percent]);
      await world.sql(`UPDATE sessions SET phase_started_at = now() - interval '400 days', ends_at = now() + make_interval(days => $2::int) WHERE id = $1`, [play.id, Math.ceil(row!.days)]);
      await mover().remind(play.id, turn);
    };
    await share(75);
    const once = await waiting('writtenReminder', play);
    expect(new Set(once.map(({ payload }) => payload.personId))).toEqual(new Set([people[2]!.id, people[3]!.id, people[4]!.id]));
    const second = await jobAt();
    expect(wall.format(second)).not.toMatch(/^(za|zo)/);
    expect(second.getTime()).toBeGreaterThan(Date.now() + 86_400_000);
    await send(once);
    await play.write(els!, { phase: at, body: 'Een vraag' });
    await share(95);
    const twice = (await waiting('writtenReminder', play)).filter(({ payload }) => !once.some((one) => one.payload.uniqueKey === payload.uniqueKey));
    // one question is there, so whose case it is has something to answer
    expect(new Set(twice.map(({ payload }) => payload.personId))).toEqual(new Set([people[1]!.id, people[2]!.id, people[4]!.id]));
    expect(await send(twice)).toHaveLength(3);
    await play.deadlinePasses();
    expect(await world.sql(`SELECT 1 FROM mail_ledger WHERE kind = 'writtenReminder' AND unique_key LIKE '%' || $1 || '%'`, [play.id])).toEqual([]);
  });

  it('wait when the deadline moved, and when the session stands still', async () => {
    const play = await begun();
    await play.until(lead!, 'hypotheses');
    const { turn } = (await play.page(lead!)).state;
    const job = async () => (await world.database.sqlAs<{ run_at: Date }>('superuser', `SELECT run_at FROM graphile_worker.jobs WHERE key = $1`, [`remind:${play.id}`]))[0]?.run_at;
    const first = (await job())!;
    const { endsAt } = (await world.ask<{ sessionPage: { state: { endsAt: string } } }>(sanne!, 'query S($id: UUID!) { sessionPage(id: $id) { state { endsAt } } }', { id: play.id })).sessionPage.state;
    expect(first.getTime()).toBeLessThan(Date.parse(endsAt));
    await play.tryExtend(lead!, turn, 3);
    expect((await job())!.getTime()).toBeGreaterThan(first.getTime());
    await mover().remind(play.id, turn);
    expect(await waiting('writtenReminder', play)).toEqual([]);
    await play.do(lead!, 'pausePhase', { turn });
    await reminderIsDue(play);
    expect(await waiting('writtenReminder', play)).toEqual([]);
  });
});
