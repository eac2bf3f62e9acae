import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { BuilderStore } from '../../server/test/builders/builder-store.js';
import { buildSession, type SessionPlay, type SessionWorld } from '../../server/test/builders/intervision.js';
import { buildOwnMethod, composedMethod } from '../../server/test/builders/methods.js';
import { callGraphql, must, type Session } from '../../server/test/harness/graphql-call.js';
import { agendaScreens } from './agenda-screens.js';
import { askAt, signInAt } from './http.js';
import { writtenScreens } from './written-screens.js';
import type { ScreenState, Words } from './screens.js';

interface Member {
  id: string;
  session: Session;
}

interface Circle {
  world: SessionWorld;
  id: string;
  coachId: string;
  coach: Session;
  members: [Member, Member, Member, ...Member[]];
}

/** Demo people play sessions over HTTP, as they would. */
const worldAt = (url: string, store: BuilderStore): SessionWorld => ({
  gql: (session, document, variables, headers) => callGraphql(url, session, document, variables, headers),
  ask: async <Data>(session: Session | null, document: string, variables?: object) => must(await callGraphql<Data>(url, session, document, variables)),
  sql: (text, params) => store.sql(text, params),
});

async function circleOf(url: string, store: BuilderStore, coach: Session, id: string): Promise<Circle> {
  const rows = await store.sql<{ id: string; email: string }>(
    `SELECT p.id, p.email FROM memberships m JOIN people p ON p.id = m.person_id JOIN credentials c ON c.person_id = p.id JOIN groups g ON g.id = m.group_id
     WHERE g.id = $1 AND m.ended_at IS NULL AND m.role IN ('lead', 'co_lead', 'member') AND m.pact_version = g.pact_version AND m.suspended_at IS NULL ORDER BY p.email`,
    [id],
  );
  const coachId = rows.find(({ email }) => email === coach.email)?.id;
  const members = await Promise.all(rows.filter(({ id: one }) => one !== coachId).slice(0, 5).map(async (row) => ({ id: row.id, session: await signInAt(url, row.email, 'kring') })));
  if (!coachId || members.length < 3) throw new Error('The circle of the coach is too small for an intervision.');
  return { world: worldAt(url, store), id, coachId, coach, members: members as Circle['members'] };
}

/** A session that runs, with everyone in it: led by the coach, or by the first member while the coach takes part. */
async function begun(circle: Circle, methodKey: string, led: 'coach' | 'member'): Promise<{ play: SessionPlay; leader: Session }> {
  const { world, coach, members } = circle;
  const [first, second] = members;
  const leader = led === 'coach' ? coach : first.session;
  const play = await buildSession(world, leader, { groupId: circle.id, methodKey, facilitatorId: led === 'coach' ? circle.coachId : first.id, videoLink: 'https://meet.example/kring' });
  await play.do(leader, 'openLobby');
  for (const session of [coach, ...members.map((member) => member.session)]) await play.do(session, 'enterSession');
  await play.do(leader, 'startSession');
  await play.do(leader, 'chooseCase', { contributorId: second.id });
  return { play, leader };
}

const sentence = 'Volgens mij gaat het over de ruimte die je jezelf geeft, en minder over de vraag wie er gelijk heeft.';

async function writing(circle: Circle): Promise<SessionPlay> {
  const { play, leader } = await begun(circle, 'five_step', 'member');
  const phase = await play.skipTo(leader, 'core');
  await play.write(circle.coach, { phase, body: sentence });
  await play.write(circle.coach, { phase, body: 'Een tweede briefje.', sharing: 'NOT_SHARED' });
  return play;
}

/** Two notes of four are open, one of them large. */
async function revealing(circle: Circle): Promise<SessionPlay> {
  const { play, leader } = await begun(circle, 'incident', 'coach');
  const phase = await play.skipTo(leader, 'position');
  for (const writer of [circle.members[0], circle.members[2]]) for (const body of [sentence, 'Eerst luisteren.']) await play.write(writer.session, { phase, body });
  await play.skipTo(leader, 'positions');
  for (const opened of [0, 1]) await play.do(leader, 'revealTexts', { turn: (await play.page(leader)).state.turn, which: 'NEXT', opened });
  return play;
}

async function surveyed(circle: Circle): Promise<SessionPlay> {
  const { play, leader } = await begun(circle, 'five_step', 'member');
  await play.skipTo(leader, 'evaluate');
  return play;
}

async function ended(circle: Circle): Promise<SessionPlay> {
  const { play, leader } = await begun(circle, 'five_step', 'coach');
  const phase = await play.skipTo(leader, 'advice');
  for (const member of [circle.members[0], circle.members[2]]) await play.write(member.session, { phase, body: sentence });
  await play.write(circle.coach, { phase, kind: 'NOTE', sharing: 'NOT_SHARED', body: 'Voor mezelf: vaker stil zijn.' });
  await play.do(leader, 'endSession', { turn: (await play.page(leader)).state.turn });
  await play.graceEnds();
  await play.page(leader);
  return play;
}

/** Planned, and two members put a case forward. */
async function chosenFrom({ world, id: groupId, coach, coachId, members }: Circle): Promise<SessionPlay> {
  const play = await buildSession(world, coach, { groupId, facilitatorId: coachId });
  for (const [at, title] of ['De stilte in de klas', 'De deur die dichtgaat'].entries()) {
    const caseId = randomUUID();
    const fields = [{ key: 'title', text: title }, { key: 'question_in_i_form', text: 'Hoe begin ik de les?' }];
    const { session } = members[at]!;
    await world.ask(session, 'mutation S($input: SavePreparedCaseInput!) { savePreparedCase(input: $input) { id } }', { input: { mutationId: randomUUID(), id: caseId, groupId, fields, ifVersion: 0 } });
    await world.ask(session, 'mutation F($input: SessionCaseInput!) { putCaseForward(input: $input) { stage } }', { input: { mutationId: randomUUID(), sessionId: play.id, caseId } });
  }
  return play;
}

/** The screens of meeting: the agenda, planning, and a session before, during and after. */
export async function sessionScreens(url: string, store: BuilderStore, coach: Session, groupId: string): Promise<ScreenState[]> {
  const circle = await circleOf(url, store, coach, groupId);
  const { world, coachId } = circle;
  const empty = await emptyCircle(url, coach);
  const planned = await buildSession(world, coach, { groupId, facilitatorId: coachId, videoLink: 'https://meet.example/kring' });
  const lobby = await buildSession(world, coach, { groupId, facilitatorId: coachId });
  await lobby.do(coach, 'openLobby');
  for (const { session } of circle.members) await lobby.do(session, 'enterSession');
  const screens = await pairedBy(world, lobby, coach);
  const [write, reveal, survey, over] = [await writing(circle), await revealing(circle), await surveyed(circle), await ended(circle)];

  const chosen = await chosenFrom(circle);
  const { play: frozen } = await begun(circle, 'five_step', 'coach');
  await frozen.do(coach, 'freezeSession');
  const { play: parks } = await begun(circle, 'five_step', 'coach');
  await parks.skipTo(coach, 'core');
  await parks.do(coach, 'parkTopic', { id: randomUUID(), body: 'Hoe we met de ouders praten' });
  await parks.do(circle.members[0].session, 'leaveSession');

  const notes = await pairedBy(world, reveal, coach);
  const wall = (name: string, path: string, prepare?: ScreenState['prepare']): ScreenState => ({ name, route: path === '/beamer' ? path : '/beamer/:token', who: 'nobody', path, ...(prepare ? { prepare } : {}) });
  const room = (name: string, play: SessionPlay, prepare?: ScreenState['prepare']): ScreenState => ({ name, route: '/sessies/:sessionId', who: 'coach', path: `/sessies/${play.id}`, ...(prepare ? { prepare } : {}) });
  const plan = `/kringen/${groupId}/agenda/plannen`;
  return [
    { name: 'agenda, empty', route: 'agenda', who: 'coach', path: `/kringen/${empty}/agenda`, prepare: async (page, t) => page.getByText(t('intervision.agendaEmpty')).waitFor() },
    { name: 'agenda', route: 'agenda', who: 'coach', path: `/kringen/${groupId}/agenda`, prepare: async (page, t) => page.getByRole('heading', { name: t('intervision.past') }).waitFor() },
    { name: 'planning', route: 'agenda/plannen', who: 'coach', path: plan },
    {
      name: 'planning, incomplete',
      route: 'agenda/plannen',
      who: 'coach',
      path: plan,
      prepare: async (page, t) => {
        await page.getByRole('button', { name: t('intervision.planDo') }).click();
        await page.getByText(t('intervision.planProblem.method')).waitFor();
      },
    },
    { name: 'planning, a method chosen', route: 'agenda/plannen', who: 'coach', path: plan, prepare: async (page) => page.locator('form').getByRole('radio').last().check() },
    ...(await agendaScreens(circle)),
    ...(await writtenScreens(circle)),
    ...(await methodScreens(circle, empty)),
    room('session that is planned', planned),
    room('preparing a case, incomplete', planned, async (page, t) => {
      await page.getByRole('button', { name: t('before.case.prepare') }).click();
      await page.getByRole('button', { name: t('before.case.put') }).click();
      await page.getByText(t('before.case.titleNeeded')).waitFor();
    }),
    room('cases to choose from', chosen, async (page) => page.getByRole('checkbox', { name: /De stilte in de klas/ }).waitFor()),
    room('lobby', lobby, async (page, t) => page.getByRole('button', { name: t('intervision.primary.start') }).waitFor()),
    room('writing, as a participant', write, async (page, t) => page.getByRole('button', { name: t('intervision.iAmReady') }).waitFor()),
    room('revealing, as who leads', reveal, revealed),
    room('run sheet, as who leads', reveal, async (page, t) => {
      await revealed(page, t);
      await page.getByRole('button', { name: t('intervision.runSheet') }).filter({ visible: true }).click({ timeout: 2_000 }).catch(() => undefined);
      // the hint of a button is part of the picture
      await page.getByRole('navigation', { name: t('intervision.runSheet') }).filter({ visible: true }).getByRole('button').last().hover();
      await page.locator('[role="tooltip"]').waitFor();
    }),
    room('questions afterwards', survey),
    room('session that has ended', over, async (page, t) => page.getByText(t('intervision.ended.title')).waitFor()),
    room('session that is frozen', frozen, async (page, t) => page.getByText(t('before.frozen.title')).waitFor()),
    room('lines for later and a card for somebody', parks, async (page, t) => {
      for (const words of [t('room.park.title', { count: 1 }), t('room.card.title')]) await page.getByText(words, { exact: true }).first().click();
      await page.getByRole('button', { name: t('room.card.post') }).waitFor();
    }),
    wall('a screen that waits', '/beamer', async (page) => page.getByText(/^[A-Z0-9]{3} [A-Z0-9]{3}$/).waitFor()),
    wall('a screen in the lobby', `/beamer/${screens}`, async (page) => page.getByRole('img').first().waitFor()),
    wall('a screen with a note', `/beamer/${notes}`, async (page, t) => page.getByText(t('room.beamer.note', { number: 2, count: 4 })).waitFor()),
    wall('a screen without a session', '/beamer/niets'),
    { name: 'finding a room', route: '/kamer', who: 'coach', path: '/kamer' },
    { name: 'a room that is not there', route: '/kamer/:code', who: 'coach', path: '/kamer/AAAAAA', prepare: async (page, t) => page.getByText(t('room.notFound')).waitFor() },
    ...(await afterScreens(circle, over, await ended(circle), groupId)),
    { name: 'a session that is not there', route: '/sessies/:sessionId', who: 'coach', path: `/sessies/${randomUUID()}` },
  ];
}

/** Making a method: the lists, the composer with and without a fault, the preview and a trial. */
async function methodScreens({ world, id: groupId, coach }: Circle, empty: string): Promise<ScreenState[]> {
  const own = await buildOwnMethod(world, coach, { groupId, name: 'Ons eigen rondje' });
  const faulty = await buildOwnMethod(world, coach, { groupId, name: 'Een rondje met een fout' });
  const position = (await composedMethod(world, coach)).blocks.find(({ key }) => key === 'position')!;
  const make = `/kringen/${groupId}/methoden/nieuw?van=incident`;
  const compose = (name: string, prepare: NonNullable<ScreenState['prepare']>): ScreenState => ({ name, route: 'methoden/nieuw', who: 'coach', path: make, prepare });
  const checked = (page: Page, t: Words): Promise<void> => page.getByText(t('methods.faultsNone')).waitFor();
  return [
    { name: 'methods, none of its own', route: 'methoden', who: 'coach', path: `/kringen/${empty}/methoden`, prepare: async (page, t) => page.getByText(t('methods.ownEmpty')).waitFor() },
    { name: 'methods', route: 'methoden', who: 'coach', path: `/kringen/${groupId}/methoden`, prepare: async (page) => page.getByText('Ons eigen rondje').waitFor() },
    compose('making a method', checked),
    {
      name: 'changing a method, with a fault',
      route: 'methoden/:methodKey',
      who: 'coach',
      path: `/kringen/${groupId}/methoden/${faulty}`,
      prepare: async (page, t) => {
        // what is written before the opening goes, and the phase that shows it has nothing left; the draft of the look before this one has that already
        const fault = page.locator('button[aria-expanded="false"][data-fault="true"]').first();
        const goes = page.getByRole('button', { name: t('methods.remove', { name: position.name[t('methods.tab.preview') === 'Voorbeeld' ? 'nl' : 'en'] }), exact: true });
        await fault.or(goes).first().waitFor();
        // a draft that comes in after the first paint takes the button away from under the press
        if (!(await fault.isVisible())) await Promise.race([goes.click().catch(() => undefined), fault.waitFor()]);
        await fault.click();
      },
    },
    compose('a phase as it looks on a phone', async (page, t) => {
      await page.getByRole('button', { name: t('methods.tab.preview') }).click();
      await page.getByRole('button', { name: t('methods.role.contributor') }).click();
    }),
    compose('a trial of a method, at its end', async (page, t) => {
      await checked(page, t);
      await page.getByRole('button', { name: t('methods.tab.dryRun') }).click();
      await page.getByRole('button', { name: t('methods.dry.start') }).click();
      await page.getByRole('button', { name: t('methods.dry.play') }).waitFor();
      const last = page.getByRole('combobox', { name: t('methods.dry.phase') });
      await last.selectOption({ index: (await last.getByRole('option').count()) - 1 });
      const end = page.getByRole('heading', { name: t('methods.dry.summary') });
      for (let steps = 0; steps < 60 && !(await end.isVisible()); steps += 1) await page.getByRole('button', { name: t('methods.dry.next') }).click();
      await end.waitFor();
    }),
    { name: 'changing a method', route: 'methoden/:methodKey', who: 'coach', path: `/kringen/${groupId}/methoden/${own}`, prepare: checked },
  ];
}

const lesson = { title: 'Begin bij het contact', situation: 'Een les die op dinsdag niet tot rust kwam.', helped: sentence, tryNext: 'Een vast begin van elke les.' };

/** What is left: one's own report, a lesson on its way and shared, the run sheet on paper, how the group found it. */
async function afterScreens(circle: Circle, over: SessionPlay, shared: SessionPlay, groupId: string): Promise<ScreenState[]> {
  const { world, coach, members } = circle;
  const input = (sessionId: string, more: object) => ({ input: { mutationId: randomUUID(), sessionId, ...more } });
  await world.ask(coach, 'mutation K($input: KeepReportInput!) { keepReport(input: $input) { id } }', input(over.id, { id: randomUUID(), textIds: [], words: sentence, ifVersion: 0 }));
  for (const { id } of [over, shared]) await world.ask(coach, 'mutation S($input: SaveHarvestInput!) { saveHarvest(input: $input) { id } }', input(id, { id: randomUUID(), ifVersion: 0, ...lesson, reach: 'REGION', quoteIds: [] }));
  await world.ask(coach, 'mutation S($input: HarvestVersionInput!) { submitHarvest(input: $input) { id } }', input(shared.id, { ifVersion: 1 }));
  // whose case it was, and everyone whose sentence it repeats; others are not asked
  for (const session of [coach, ...members.map((member) => member.session)])
    await world.gql(session, 'mutation A($input: HarvestVersionInput!) { approveHarvest(input: $input) { id } }', input(shared.id, { ifVersion: 1 }));
  await world.sql(`UPDATE conf.harvests SET objection_ends_at = now() - interval '1 second' WHERE session_id = $1`, [shared.id]);
  await world.ask(coach, 'query H($s: UUID!) { harvest(sessionId: $s) { status } }', { s: shared.id });
  for (const [{ id }, counts] of [[over, '{0,1,1,2,1}'], [shared, '{0,0,1,2,3}']] as const)
    for (const item of ['safe', 'equal']) await world.sql('INSERT INTO conf.session_evaluations (session_id, phase, item, counts) VALUES ($1, 0, $2, $3) ON CONFLICT DO NOTHING', [id, item, counts]);
  const asking = await ended(circle);
  await world.ask(coach, 'mutation S($input: SaveHarvestInput!) { saveHarvest(input: $input) { id } }', input(asking.id, { id: randomUUID(), ifVersion: 0, ...lesson, reach: 'CIRCLE', quoteIds: [] }));
  await world.ask(coach, 'mutation S($input: HarvestVersionInput!) { submitHarvest(input: $input) { id } }', input(asking.id, { ifVersion: 1 }));
  const of = (name: string, route: string, path: string, prepare: ScreenState['prepare']): ScreenState => ({ name, route, who: 'coach', path, ...(prepare ? { prepare } : {}) });
  const heading = (key: string) => async (page: Page, t: Words) => page.getByRole('heading', { name: t(key) }).first().waitFor();
  return [
    of('rounding off, a report kept', '/sessies/:sessionId/afronding', `/sessies/${over.id}/afronding`, async (page, t) => page.getByRole('link', { name: t('after.report.print') }).waitFor()),
    of('a lesson that is written', '/sessies/:sessionId/oogst', `/sessies/${over.id}/oogst`, async (page) => page.locator('mark').first().waitFor()),
    of('a lesson that waits for approval', '/sessies/:sessionId/oogst', `/sessies/${asking.id}/oogst`, heading('after.harvest.status.APPROVING')),
    of('a lesson that is shared', '/sessies/:sessionId/oogst', `/sessies/${shared.id}/oogst`, heading('after.harvest.status.PUBLISHED')),
    of('run sheet on paper', '/sessies/:sessionId/draaiboek', `/sessies/${over.id}/draaiboek`, async (page) => page.getByRole('table').waitFor()),
    of('own reports', '/mijn-verslagen', '/mijn-verslagen', async (page) => page.getByRole('heading', { level: 2 }).first().waitFor()),
    of('one report', '/mijn-verslagen/:sessionId', `/mijn-verslagen/${over.id}`, async (page) => page.getByText(sentence).waitFor()),
    of('what the region reads', '/kennis', '/kennis', async (page) => page.getByRole('heading', { name: lesson.title }).first().waitFor()),
    of('the protocols', '/protocollen', '/protocollen', async (page) => page.getByRole('heading', { level: 2 }).first().waitFor()),
    of('one protocol', '/protocollen/:key', '/protocollen/oost-starters-po', async (page) => page.getByRole('heading', { level: 3 }).first().waitFor()),
    of('how we found it', 'agenda/evaluatie', `/kringen/${groupId}/agenda/evaluatie`, async (page) => page.getByRole('img').first().waitFor()),
    of('how we found it, as a table', 'agenda/evaluatie', `/kringen/${groupId}/agenda/evaluatie`, async (page, t) => page.getByRole('button', { name: t('intervision.survey.asTable') }).click()),
    of('what the circle shared', 'agenda/oogst', `/kringen/${groupId}/agenda/oogst`, async (page) => page.getByRole('heading', { name: lesson.title }).first().waitFor()),
  ];
}

async function revealed(page: Page, t: Words): Promise<void> {
  await page.getByRole('button', { name: t('intervision.primary.revealNext', { number: 3 }) }).waitFor();
}

/** The token of a screen that shows this session. */
async function pairedBy(world: SessionWorld, play: SessionPlay, leader: Session): Promise<string> {
  const { requestBeamer } = await world.ask<{ requestBeamer: { token: string; code: string } }>(null, 'mutation RequestBeamer { requestBeamer { token code expiresAt } }');
  await play.do(leader, 'pairBeamer', { code: requestBeamer.code });
  return requestBeamer.token;
}

/** A circle that never met. */
async function emptyCircle(url: string, coach: Session): Promise<string> {
  const id = randomUUID();
  const { me } = await askAt<{ me: { mayCreate: { kind: string; organisations: { id: string }[] }[] } }>(url, coach, 'query Me { me { mayCreate { kind organisations { id } } } }');
  const organisationId = me.mayCreate.find((right) => right.kind === 'COACHING')?.organisations[0]?.id;
  if (!organisationId) throw new Error('The coach may make no circle.');
  await askAt(url, coach, 'mutation C($input: CreateGroupInput!) { createGroup(input: $input) { id } }', {
    input: { mutationId: randomUUID(), id, kind: 'COACHING', name: 'Nieuwe kring', organisationId, purpose: 'Om te beginnen', pact: 'We luisteren naar elkaar.' },
  });
  return id;
}
