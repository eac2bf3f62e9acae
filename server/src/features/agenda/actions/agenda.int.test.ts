import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { groupStream } from '../../../../../schema/realtime/streams.js';
import { buildPoll } from '../../../../test/builders/agenda.js';
import { buildGroup, type BuiltGroup } from '../../../../test/builders/groups.js';
import { buildPerson, type BuiltPerson } from '../../../../test/builders/people.js';
import { codeOf, type GqlAnswer, type Session } from '../../../../test/harness/graphql-call.js';
import type { SentMail } from '../../../../test/harness/mails.js';
import { createWorld, type World } from '../../../../test/harness/world.js';
import { nextHoliday } from '../../../../test/contract/agenda-cases.js';
import { addDays, weekdayOf } from '../domain/calendar-day.js';

const reasonOf = (answer: GqlAnswer<unknown>): unknown => answer.errors?.[0]?.extensions?.reason;
const fieldsOf = (answer: GqlAnswer<unknown>): string[] => ((answer.errors?.[0]?.extensions?.fields ?? []) as { path: string; code: string }[]).map(({ path, code }) => `${path} ${code}`);

const pollFields = `id status verdict mayDecide unanswered moments { id startsAt yes ratherNot no best cannot suggestedBy { id } } answers { personId momentId answer } people { id }`;
interface Poll {
  id: string; status: string; verdict: string; mayDecide: boolean; unanswered: string[]; people: { id: string }[];
  moments: { id: string; startsAt: string; yes: number; ratherNot: number; no: number; best: boolean; cannot: string[]; suggestedBy: { id: string } | null }[];
  answers: { personId: string; momentId: string; answer: string }[];
}
const sessionFields = `id startsAt place status viewerActions appointment { zone sequence coming notComing mine past answers { personId coming } }`;
interface Planned {
  id: string; startsAt: string; place: string; status: string; viewerActions: string[];
  appointment: { zone: string; sequence: number; coming: number; notComing: number; mine: boolean | null; past: boolean; answers: { personId: string; coming: boolean }[] };
}

describe('the agenda of a circle', () => {
  let world: World;
  let group: BuiltGroup;
  let people: BuiltPerson[];
  let [lead, sanne, karim, asGuest, asStranger]: Session[] = [];
  const [leadAt, sanneAt, karimAt] = [0, 1, 2];
  const monday = addDays(new Date().toISOString().slice(0, 10), 30);

  beforeAll(async () => {
    world = await createWorld({ jobs: true });
    people = await Promise.all(Array.from({ length: 5 }, () => buildPerson(world)));
    group = await buildGroup(world, { kind: 'intervision', roles: { lead: people[leadAt]!, member: [people[sanneAt]!, people[karimAt]!], guest: people[3]! } });
    [lead, sanne, karim, asGuest, asStranger] = await Promise.all(people.map((person) => world.signIn(person)));
  });
  afterAll(() => world.close());

  const send = <Data>(who: Session | undefined, name: string, type: string, fields: object, answer: string) =>
    world.gql<Record<string, Data>>(who!, `mutation M($input: ${type}!) { ${name}(input: $input) { ${answer} } }`, { input: { mutationId: randomUUID(), ...fields } });
  const must = <Data>(answer: GqlAnswer<Record<string, Data>>): Data => {
    if (answer.errors) throw new Error(answer.text);
    return Object.values(answer.data)[0]!;
  };
  const ask = (who: Session | undefined, fields: object = {}) =>
    send<{ poll: Poll }>(who, 'pollSession', 'PollSessionInput', {
      id: randomUUID(), groupId: group.id, methodKey: 'incident', short: false, zone: 'Europe/Amsterdam', place: 'Lokaal 2', videoLink: '', facilitatorId: people[leadAt]!.id, neededIds: [],
      moments: [0, 1, 7].map((ahead) => ({ id: randomUUID(), day: addDays(monday, ahead), minute: 930 })), ...fields,
    }, `poll { ${pollFields} }`);
  const poll = async (who: Session | undefined, id: string) => (await world.ask<{ sessionPoll: { poll: Poll } }>(who!, `query P($id: UUID!) { sessionPoll(id: $id) { poll { ${pollFields} } } }`, { id })).sessionPoll.poll;
  const answer = (who: Session | undefined, pollId: string, answers: object[]) => send<Poll>(who, 'answerPoll', 'AnswerPollInput', { pollId, answers }, pollFields);
  const choose = (who: Session | undefined, pollId: string, momentId: string, sessionId = randomUUID()) => send<Planned>(who, 'choosePollMoment', 'ChoosePollMomentInput', { pollId, momentId, sessionId }, sessionFields);
  const move = (who: Session | undefined, fields: object) => send<{ session: Planned }>(who, 'rescheduleSession', 'RescheduleSessionInput', { zone: 'Europe/Amsterdam', place: 'Lokaal 2', videoLink: '', ...fields }, `session { ${sessionFields} }`);
  const plan = (who: Session | undefined, fields: object = {}) =>
    send<Planned>(who, 'scheduleSession', 'ScheduleSessionInput', {
      id: randomUUID(), groupId: group.id, methodKey: 'incident', short: false, startsAt: new Date(Date.now() + 5 * 86_400_000).toISOString(), place: 'Lokaal 2', videoLink: '', facilitatorId: people[leadAt]!.id, ...fields,
    }, sessionFields);
  const icsOf = (mail: SentMail): string => /BEGIN:VCALENDAR[\s\S]*?END:VCALENDAR/.exec(mail.text)![0].replaceAll('\r', '').replaceAll('\n ', '');
  const calendarMail = (to: BuiltPerson, uid: string, sequence: number) => world.untilMail((mail) => mail.to.includes(to.email) && mail.text.includes(`UID:${uid}`) && mail.text.includes(`SEQUENCE:${sequence}`));

  it('finds the moment that suits, with everyone hearing of every answer, and plans the session there', async () => {
    const socket = await world.socket(karim!);
    await socket.subscribe(groupStream(group.id));
    const made = must(await ask(sanne)).poll;
    expect([made.status, made.verdict, made.moments.length, made.unanswered.length]).toEqual(['OPEN', 'NOBODY_ANSWERED', 3, 3]);
    await socket.until('agenda.pollChanged', ({ payload }) => payload.pollId === made.id);
    const asked = await world.untilMail((mail) => mail.to.includes(people[karimAt]!.email) && mail.text.includes(`/prikker/${made.id}`));
    expect(asked.text).not.toMatch(new RegExp(`${group.name}|${people[sanneAt]!.name}|ncident|Lokaal`));

    // Today asks whoever meets there, until they answered
    const asksOnToday = async (who: Session | undefined) =>
      (await world.ask<{ home: { tasks: { kind: string; pollId: string | null; groupId: string | null }[] } }>(who!, '{ home { tasks { kind pollId groupId } } }', {})).home.tasks.filter(({ pollId }) => pollId === made.id);
    expect([await asksOnToday(lead), await asksOnToday(asGuest), await asksOnToday(asStranger)]).toEqual([[{ kind: 'ANSWER_POLL', pollId: made.id, groupId: group.id }], [], []]);

    const [a, b, c] = made.moments.map(({ id }) => id);
    const heard = socket.events.length;
    must(await answer(lead, made.id, [{ momentId: a, answer: 'YES' }, { momentId: b, answer: 'YES' }, { momentId: c, answer: 'NO' }]));
    expect(await asksOnToday(lead)).toEqual([]);
    must(await answer(sanne, made.id, [{ momentId: a, answer: 'RATHER_NOT' }, { momentId: b, answer: 'YES' }, { momentId: c, answer: 'YES' }]));
    await socket.until('agenda.pollChanged', ({ payload }) => payload.pollId === made.id && socket.events.length > heard);
    expect(JSON.stringify(socket.events)).not.toMatch(/YES|yes|rather/i);
    let now = await poll(karim, made.id);
    expect(now.unanswered).toEqual([people[karimAt]!.id]);
    expect(now.moments.map(({ yes, ratherNot, no, best }) => [yes, ratherNot, no, best])).toEqual([[1, 1, 0, false], [2, 0, 0, true], [1, 0, 1, false]]);
    expect([now.verdict, now.mayDecide]).toEqual(['BEST', false]);

    // a suggestion is a moment like the others, and who made it can come
    const suggested = { pollId: made.id, id: randomUUID(), day: addDays(monday, 9), minute: 1_170 };
    now = must(await send<Poll>(karim, 'suggestMoment', 'SuggestMomentInput', suggested, pollFields));
    expect(now.moments.find(({ id }) => id === suggested.id)).toMatchObject({ yes: 1, suggestedBy: { id: people[karimAt]!.id } });
    expect(fieldsOf(await send(sanne, 'suggestMoment', 'SuggestMomentInput', { ...suggested, id: randomUUID() }, 'id'))).toEqual(['input.day TWICE']);

    // whoever facilitates is needed; members do not choose; the same choice again is one session
    expect(reasonOf(await choose(lead, made.id, c!))).toBe('NEEDED_CANNOT');
    expect(reasonOf(await choose(karim, made.id, b!))).toBe('ROLE');
    const sessionId = randomUUID();
    const chosen = { mutationId: randomUUID(), pollId: made.id, momentId: b, sessionId };
    for (let again = 0; again < 2; again += 1) {
      const { choosePollMoment: session } = await world.ask<{ choosePollMoment: Planned }>(sanne!, `mutation C($input: ChoosePollMomentInput!) { choosePollMoment(input: $input) { ${sessionFields} } }`, { input: chosen });
      expect(session).toMatchObject({ id: sessionId, status: 'PLANNED', place: 'Lokaal 2', startsAt: made.moments[1]!.startsAt });
    }
    expect(await world.sql('SELECT script IS NOT NULL AS pinned, planned_by FROM sessions WHERE id = $1', [sessionId])).toEqual([{ pinned: true, planned_by: people[sanneAt]!.id }]);
    expect(reasonOf(await answer(karim, made.id, [{ momentId: a, answer: 'YES' }]))).toBe('POLL_CLOSED');
    expect((await poll(lead, made.id)).status).toBe('CHOSEN');
    const ics = icsOf(await calendarMail(people[karimAt]!, sessionId, 0));
    expect(ics).toContain('METHOD:REQUEST');
    expect(ics).toContain('SUMMARY:Intervisie\n');
    expect(ics).not.toMatch(new RegExp(`${group.name}|${people[leadAt]!.name}|${people[sanneAt]!.name}|ncident`));
    expect(ics).toContain(`DESCRIPTION:${world.settings.publicUrl}/sessies/${sessionId}\n`);
  });

  it('is nothing to whoever does not meet there', async () => {
    const { id } = must(await ask(lead)).poll;
    const planned = must(await plan(lead));
    for (const who of [asGuest, asStranger]) {
      expect(codeOf(await world.gql(who!, 'query P($id: UUID!) { sessionPoll(id: $id) { id } }', { id }))).toBe('NOT_FOUND');
      expect(codeOf(await answer(who, id, [{ momentId: randomUUID(), answer: 'YES' }]))).toBe('NOT_FOUND');
      expect(codeOf(await send(who, 'answerAppointment', 'AnswerAppointmentInput', { appointmentId: planned.id, coming: true }, 'coming'))).toBe('NOT_FOUND');
      expect(codeOf(await move(who, { sessionId: planned.id, ifSequence: 0, startsAt: planned.startsAt }))).toBe('NOT_FOUND');
    }
    const agenda = await world.ask<{ agenda: { polls: object[] } }>(asGuest!, 'query A($groupId: UUID!) { agenda(groupId: $groupId) { polls { id } } }', { groupId: group.id });
    expect(agenda.agenda.polls).toEqual([]);
    expect((await world.mails()).filter(({ to }) => to.includes(people[3]!.email) || to.includes(people[4]!.email))).toEqual([]);
  });

  it('refuses what cannot be, with the field', async () => {
    const days = (...all: [string, number][]) => all.map(([day, minute]) => ({ id: randomUUID(), day, minute }));
    expect(fieldsOf(await ask(lead, { moments: days([monday, 930], [monday, 990]) }))).toEqual(['input.moments TOO_FEW']);
    expect(fieldsOf(await ask(lead, { moments: days(...Array.from({ length: 6 }, (_, at): [string, number] => [monday, at])) }))).toEqual(['input.moments TOO_MANY']);
    expect(fieldsOf(await ask(lead, { moments: days([monday, 930], [monday, 930], [monday, 990]) }))).toEqual(['input.moments.1 TWICE']);
    expect(fieldsOf(await ask(lead, { moments: days([monday, 930], ['2020-01-06', 930], [monday, 990]) }))).toEqual(['input.moments.1.day IN_PAST']);
    expect(fieldsOf(await ask(lead, { moments: days([monday, 930], ['2027-02-30', 930], [monday, 990]) }))).toEqual(['input.moments.1.day NOT_A_DATE']);
    expect(fieldsOf(await ask(lead, { moments: days([monday, 930], ['2999-02-01', 930], [monday, 990]) }))).toEqual(['input.moments.1.day TOO_FAR']);
    expect(fieldsOf(await ask(lead, { zone: 'Europe/Enschede' }))).toEqual(['input.zone UNKNOWN_ZONE']);
    expect(fieldsOf(await ask(lead, { answerBy: '2020-01-01' }))).toEqual(['input.answerBy IN_PAST']);
    expect(fieldsOf(await ask(lead, { neededIds: [people[4]!.id] }))).toEqual(['input.neededIds.0 NOT_ALLOWED']);
    expect(fieldsOf(await plan(lead, { startsAt: '2020-01-06T14:30:00Z' }))).toEqual(['input.startsAt IN_PAST']);
    expect(fieldsOf(await plan(lead, { zone: '+01:00' }))).toEqual(['input.zone UNKNOWN_ZONE']);
    expect(await world.sql('SELECT 1 FROM polls WHERE zone <> $1', ['Europe/Amsterdam'])).toEqual([]);
  });

  it('reminds who did not answer, at most once a day', async () => {
    const { id, moments } = must(await ask(lead)).poll;
    must(await answer(sanne, id, moments.map((moment) => ({ momentId: moment.id, answer: 'YES' }))));
    const remind = (who: Session | undefined) => send<Poll>(who, 'remindPoll', 'PollIdInput', { pollId: id }, 'id');
    expect(reasonOf(await remind(sanne))).toBe('ROLE');
    must(await remind(lead));
    expect(reasonOf(await remind(lead))).toBe('REMINDED_TODAY');
    const [job] = await world.database.sqlAs<{ at: Date }>('jobs', `SELECT run_at AS at FROM graphile_worker.jobs WHERE key LIKE 'agenda.remindPoll:' || $1 || '%'`, [id]);
    // outside the quiet hours it went out already
    if (job) expect(job.at.getTime()).toBeGreaterThan(Date.now());
    await world.sql(`UPDATE polls SET reminded_at = now() - interval '25 hours' WHERE id = $1`, [id]);
    for (const who of [lead, karim]) must(await answer(who, id, moments.map((moment) => ({ momentId: moment.id, answer: 'NO' }))));
    expect(reasonOf(await remind(lead))).toBe('NOTHING_TO_REMIND');
    expect((await poll(lead, id)).verdict).toBe('NONE_SUITS');
    must(await send<Poll>(lead, 'closePoll', 'PollIdInput', { pollId: id }, 'id'));
    expect(reasonOf(await remind(lead))).toBe('POLL_CLOSED');
  });

  it('knows who comes, until it begins', async () => {
    const { id } = must(await plan(lead));
    const say = (who: Session | undefined, coming: boolean) => send<Planned['appointment']>(who, 'answerAppointment', 'AnswerAppointmentInput', { appointmentId: id, coming }, 'coming notComing mine answers { personId coming }');
    must(await say(sanne, true));
    must(await say(karim, true));
    expect(must(await say(karim, false))).toMatchObject({ coming: 1, notComing: 1, mine: false });
    await world.sql(`UPDATE appointments SET starts_at = now() - interval '1 minute' WHERE id = $1`, [id]);
    expect(reasonOf(await say(karim, true))).toBe('PAST');
    await world.sql(`UPDATE appointments SET starts_at = now() + interval '1 day', status = 'cancelled' WHERE id = $1`, [id]);
    expect(reasonOf(await say(karim, true))).toBe('CANCELLED');
  });

  it('moves and calls off the same entry in calendars', async () => {
    const planned = must(await plan(sanne));
    await calendarMail(people[karimAt]!, planned.id, 0);
    const later = new Date(Date.parse(planned.startsAt) + 86_400_000).toISOString();
    // who planned it, who facilitates it and who leads the circle; nobody else
    expect(reasonOf(await move(karim, { sessionId: planned.id, ifSequence: 0, startsAt: later }))).toBe('ROLE');
    const moved = must(await move(sanne, { sessionId: planned.id, ifSequence: 0, startsAt: later, place: 'Lokaal 7' })).session;
    expect(moved).toMatchObject({ startsAt: later, place: 'Lokaal 7', appointment: { sequence: 1 } });
    expect(codeOf(await move(lead, { sessionId: planned.id, ifSequence: 0, startsAt: planned.startsAt }))).toBe('CONFLICT');
    const changed = icsOf(await calendarMail(people[karimAt]!, planned.id, 1));
    expect(changed).toContain('METHOD:REQUEST');
    expect(changed).toContain('LOCATION:Lokaal 7');
    expect(changed).toContain(`DTSTART:${later.replace(/[-:]|\.\d+/g, '')}`);
    // whoever is not in the circle any more gets no more mail
    await world.sql('UPDATE memberships SET suspended_at = now() WHERE group_id = $1 AND person_id = $2', [group.id, people[karimAt]!.id]);
    must(await send<{ session: Planned }>(sanne, 'cancelSession', 'SessionIdInput', { sessionId: planned.id }, `session { ${sessionFields} }`));
    const off = icsOf(await calendarMail(people[sanneAt]!, planned.id, 2));
    expect(off).toContain('METHOD:CANCEL');
    expect(off).toContain('STATUS:CANCELLED');
    await world.sql('UPDATE memberships SET suspended_at = NULL WHERE group_id = $1 AND person_id = $2', [group.id, people[karimAt]!.id]);
    expect((await world.mails()).filter((mail) => mail.to.includes(people[karimAt]!.email) && mail.text.includes(`UID:${planned.id}`) && mail.text.includes('CANCEL'))).toEqual([]);
    expect(reasonOf(await move(sanne, { sessionId: planned.id, ifSequence: 2, startsAt: later }))).toBe('SESSION_OVER');
  });

  it('plans a series around the holidays, each with who leads it, and tells of it in one mail', async () => {
    const holiday = nextHoliday('noord');
    const preview = `query S($groupId: UUID!, $from: String!, $until: String!, $everyWeeks: Int!) { seriesPreview(groupId: $groupId, from: $from, until: $until, everyWeeks: $everyWeeks, skipHolidays: true) { day movedFrom uncertain holiday { nl en } } }`;
    await world.sql(`UPDATE organisations o SET holiday_region = 'noord' FROM groups g WHERE g.id = $1 AND o.id = g.organisation_id`, [group.id]);
    const found = await world.ask<{ seriesPreview: { day: string; movedFrom: string | null; holiday: { nl: string } | null }[] }>(lead!, preview, { groupId: group.id, from: holiday, until: addDays(holiday, 100), everyWeeks: 8 });
    expect(found.seriesPreview[0]).toMatchObject({ movedFrom: holiday, holiday: { nl: expect.stringContaining('vakantie') } });
    expect(weekdayOf(found.seriesPreview[0]!.day)).toBe(1);
    const refused = async (fields: object) => fieldsOf(await world.gql(lead!, preview, { groupId: group.id, from: holiday, until: addDays(holiday, 100), everyWeeks: 8, ...fields }));
    expect(await refused({ until: addDays(holiday, -1) })).toEqual(['until NO_DATES']);
    expect(await refused({ everyWeeks: 1, from: monday, until: addDays(monday, 300) })).toEqual(['until TOO_MANY']);
    expect(await refused({ from: '2020-01-01' })).toEqual(['from IN_PAST']);
    expect(await refused({ everyWeeks: 0 })).toEqual(['everyWeeks TOO_SMALL']);
    expect(codeOf(await world.gql(asStranger!, preview, { groupId: group.id, from: monday, until: monday, everyWeeks: 8 }))).toBe('NOT_FOUND');

    const moments = [0, 56].map((ahead, at) => ({ id: randomUUID(), day: addDays(monday, ahead), minute: 930, facilitatorId: people[at]!.id }));
    const series = (who: Session | undefined, fields: object) => send<{ upcoming: Planned[] }>(who, 'scheduleSeries', 'ScheduleSeriesInput', { id: randomUUID(), groupId: group.id, methodKey: 'incident', short: false, zone: 'Europe/Amsterdam', place: 'Lokaal 2', videoLink: '', moments, ...fields }, `upcoming { ${sessionFields} }`);
    expect(fieldsOf(await series(lead, { moments: [] }))).toEqual(['input.moments NO_DATES']);
    expect(fieldsOf(await series(lead, { moments: [moments[0], { ...moments[1], day: moments[0]!.day }] }))).toEqual(['input.moments.1.day TWICE']);
    expect(fieldsOf(await series(lead, { moments: [moments[0], { ...moments[1], facilitatorId: people[4]!.id }] }))).toEqual(['input.moments.1.facilitatorId NOT_ALLOWED']);
    expect(await world.sql('SELECT 1 FROM sessions WHERE id = ANY($1::uuid[])', [moments.map(({ id }) => id)])).toEqual([]);
    const { upcoming } = must(await series(lead, {}));
    expect(upcoming.filter(({ id }) => moments.some((moment) => moment.id === id))).toHaveLength(2);
    const mail = await world.untilMail((one) => one.to.includes(people[karimAt]!.email) && moments.every(({ id }) => one.text.includes(`UID:${id}`)));
    expect(mail.text).toContain('METHOD:PUBLISH');
    expect((await world.mails()).filter((one) => one.to.includes(people[karimAt]!.email) && one.text.includes(`UID:${moments[0]!.id}`))).toHaveLength(1);
  });

  it('can be read by a calendar at a secret address, until that ends', async () => {
    const planned = must(await plan(lead));
    const renew = (id: string) => send<{ address: string | null; createdAt: string | null }>(sanne, 'renewCalendarFeed', 'RenewCalendarFeedInput', { id }, 'address createdAt');
    const first = must(await renew(randomUUID())).address!;
    expect((await world.ask<{ calendarFeed: { address: null } }>(sanne!, 'query { calendarFeed { address createdAt } }')).calendarFeed.address).toBeNull();
    const token = first.split('/').at(-1)!.replace('.ics', '');
    expect(await world.sql('SELECT token_hash AS hash FROM calendar_feeds')).toEqual([{ hash: createHash('sha256').update(token).digest() }]);
    const get = async (url: string) => {
      const answer = await fetch(url.replace(world.settings.publicUrl, world.url));
      return { status: answer.status, type: answer.headers.get('content-type'), cache: answer.headers.get('cache-control'), text: await answer.text() };
    };
    const feed = await get(first);
    expect([feed.status, feed.type, feed.cache]).toEqual([200, 'text/calendar; charset=utf-8', 'private, no-store']);
    expect(feed.text).toContain(`UID:${planned.id}`);
    expect(feed.text).not.toMatch(new RegExp(`${group.name}|${people[leadAt]!.name}|ncident|ATTENDEE|ORGANIZER`));
    const wrong = await get(`${world.url}/agenda/feed/${'A'.repeat(43)}.ics`);
    expect(wrong).toMatchObject({ status: 404, cache: 'private, no-store' });
    expect(await get(`${world.url}/agenda/feed/x.ics`)).toEqual(wrong);
    const second = must(await renew(randomUUID())).address!;
    expect(await get(first)).toEqual(wrong);
    expect((await get(second)).status).toBe(200);
    // who left the circle reads nothing of it any more
    await world.sql('UPDATE memberships SET suspended_at = now() WHERE group_id = $1 AND person_id = $2', [group.id, people[sanneAt]!.id]);
    expect((await get(second)).text).not.toContain('UID:');
    await world.sql('UPDATE memberships SET suspended_at = NULL WHERE group_id = $1 AND person_id = $2', [group.id, people[sanneAt]!.id]);
    must(await send(sanne, 'revokeCalendarFeed', 'RevokeCalendarFeedInput', {}, 'createdAt'));
    expect(await get(second)).toEqual(wrong);
    for (let guess = 0; guess < 70; guess += 1) await get(`${world.url}/agenda/feed/${String(guess).padStart(43, 'B')}.ics`);
    expect((await get(`${world.url}/agenda/feed/${'C'.repeat(43)}.ics`)).status).toBe(429);
  });

  it('says the day before, outside the quiet hours, and not to who does not come', async () => {
    const { id } = must(await plan(lead, { startsAt: new Date(Date.now() + 20 * 86_400_000).toISOString() }));
    const [job] = await world.database.sqlAs<{ at: Date }>('jobs', `SELECT run_at AS at FROM graphile_worker.jobs WHERE key = 'agenda.remind:' || $1 || ':0'`, [id]);
    const local = new Intl.DateTimeFormat('nl-NL', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Amsterdam' }).format(job!.at);
    expect(local).toBe('16:00');
    expect(job!.at.getTime()).toBeLessThan(Date.now() + 20 * 86_400_000);
    must(await send(karim, 'answerAppointment', 'AnswerAppointmentInput', { appointmentId: id, coming: false }, 'coming'));
    await world.database.sqlAs('jobs', `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key = 'agenda.remind:' || $1 || ':0'`, [id]);
    const mail = await world.untilMail((one) => one.to.includes(people[sanneAt]!.email) && /niets voor te bereiden/.test(one.text) && one.text.includes(id));
    expect(mail.text).not.toMatch(new RegExp(`${group.name}|${people[leadAt]!.name}|ncident|Lokaal`));
    expect((await world.mails()).filter((one) => one.to.includes(people[karimAt]!.email) && /niets voor te bereiden/.test(one.text) && one.text.includes(id))).toEqual([]);
  });

  it('takes answers of a poll from sixty requests at once without a second row', async () => {
    const built = await buildPoll(world, { groupId: group.id, askedBy: people[leadAt]!.id, facilitatorId: people[leadAt]!.id });
    const answers = ['YES', 'RATHER_NOT', 'NO'];
    await Promise.all(Array.from({ length: 60 }, (_, at) => answer(karim, built.id, [{ momentId: built.moments[0], answer: answers[at % 3] }])));
    expect(await world.sql('SELECT count(*)::int AS rows FROM poll_answers WHERE moment_id = $1', [built.moments[0]])).toEqual([{ rows: 1 }]);
  });
});
