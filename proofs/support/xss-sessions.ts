import { randomUUID } from 'node:crypto';
import { SessionPlay } from '../../server/test/builders/intervision.js';
import { composedMethod, createMethodDocument } from '../../server/test/builders/methods.js';
import type { Session } from '../../server/test/harness/graphql-call.js';
import type { World } from '../../server/test/harness/world.js';
import { beginWritten } from './written-room.js';
import { hostileHrefs, payloads } from './xss-payloads.js';

/** Sessions in which every word is an attack, each left in a state that shows words of others. */
export interface HostileSessions {
  groupId: string;
  /** planned, each with another link that only a broken server could have stored */
  planned: string[];
  /** running and ended ones */
  played: string[];
  /** a method of the circle's own in which every word is an attack */
  ownMethod: string;
  /** a moment to find, with an attack as its place */
  poll: string;
  /** a screen of a room that shows a note */
  beamer: string;
  /** addresses of what is left of a session */
  left: string[];
  /** links that a server took though they do not begin with https:// */
  linksTaken: string[];
}

interface Cast {
  groupId: string;
  viewer: { id: string; session: Session };
  /** at least five */
  others: { id: string; session: Session }[];
  put(field: string, session: Session, document: string, variables: object): Promise<boolean>;
  /** a payload, or lines of them, in so many characters */
  one(most: number): string;
  many(most: number): string;
}

const plan = 'mutation S($input: ScheduleSessionInput!) { scheduleSession(input: $input) { id } }';
const write = 'mutation W($input: WriteTextInput!) { writeText(input: $input) { id } }';
const save = 'mutation S($input: SavePreparedCaseInput!) { savePreparedCase(input: $input) { id } }';
const forward = 'mutation F($input: SessionCaseInput!) { putCaseForward(input: $input) { stage } }';
const tell = 'mutation T($input: AnswerFollowUpInput!) { answerFollowUp(input: $input) { sessionId } }';
const park = 'mutation P($input: ParkTopicInput!) { parkTopic(input: $input) { state { turn } } }';
const card = 'mutation C($input: WriteForSomeoneInput!) { writeForSomeone(input: $input) { state { turn } } }';
const lift = 'mutation L($input: LiftFreezeInput!) { liftFreeze(input: $input) { state { turn } } }';
const answerTo = 'mutation A($input: AnswerQuestionInput!) { answerQuestion(input: $input) { id } }';
const poll = 'mutation P($input: PollSessionInput!) { pollSession(input: $input) { poll { id } } }';
const beam = 'mutation R { requestBeamer { token code } }';
const answer = 'mutation A($input: AnswerSurveyInput!) { answerSurvey(input: $input) { state { turn } } }';

/** Plays the sessions of a circle, with attacks wherever somebody can write. */
export async function makeHostileSessions(world: World, cast: Cast): Promise<HostileSessions> {
  const { groupId, viewer, others, put } = cast;
  const [contributor, ...writers] = others as [Cast['viewer'], ...Cast['viewer'][]];
  const linksTaken: string[] = [];

  async function planned(facilitatorId: string, methodKey: string, videoLink: string): Promise<SessionPlay | null> {
    const id = randomUUID();
    const input = { mutationId: randomUUID(), id, groupId, methodKey, short: false, startsAt: new Date().toISOString(), place: cast.one(140), videoLink, facilitatorId, coFacilitatorId: null };
    return (await put('session', viewer.session, plan, { input })) ? new SessionPlay(world, id) : null;
  }

  async function begun(leader: Cast['viewer'], methodKey: string): Promise<SessionPlay> {
    const play = await planned(leader.id, methodKey, `https://evil.example/"onmouseover="__xss(1)"x="`);
    if (!play) throw new Error('A session could not be planned.');
    await play.do(leader.session, 'openLobby');
    for (const one of [viewer, ...others]) await play.do(one.session, 'enterSession');
    await play.do(leader.session, 'startSession');
    await play.do(leader.session, 'chooseCase', { contributorId: contributor.id });
    return play;
  }

  async function close(play: SessionPlay, leader: Session): Promise<void> {
    await play.do(leader, 'closeEntry', { turn: (await play.page(leader)).state.turn });
    await play.graceEnds();
    await play.page(leader);
  }

  const text = (play: SessionPlay, who: Session, phase: number, body: string, more: object = {}): Promise<boolean> =>
    put('session text', who, write, { input: { mutationId: randomUUID(), sessionId: play.id, id: randomUUID(), phase, kind: 'ENTRY', sharing: 'NAMED', ifVersion: 0, body, ...more } });
  const fields = (...keys: string[]): string => JSON.stringify(Object.fromEntries(keys.map((key) => [key, cast.many(500)])));

  /** Everything that can be written up to the core, which everyone writes alone and opens together: all payloads stand in it. */
  async function toTheCore(play: SessionPlay, leader: Session): Promise<void> {
    await text(play, contributor.session, await play.skipTo(leader, 'question'), cast.many(2_000));
    await text(play, writers[0]!.session, await play.skipTo(leader, 'explore'), cast.many(2_000));
    const core = await play.skipTo(leader, 'core');
    const all = payloads();
    for (let at = 0, turn = 0; at < all.length; at += 12, turn += 1) {
      const body = all.slice(at, at + 12).map((one) => one.text).join('\n');
      if (!(await text(play, writers[turn % writers.length]!.session, core, body))) throw new Error(`The server refused an attack as the text of a session: ${body}`);
    }
    await text(play, viewer.session, core, cast.many(3_900));
  }

  // a link is what leads away: the server refuses what is none, and the screen does not trust the server
  const plannedIds: string[] = [];
  for (const href of hostileHrefs(9_100)) {
    if (href !== '' && (await planned(viewer.id, 'five_step', href))) linksTaken.push(`link of a session taken: ${JSON.stringify(href)}`);
    const play = await planned(viewer.id, 'five_step', '');
    if (!play) throw new Error('A session could not be planned.');
    await world.sql('UPDATE sessions SET video_link = $2 WHERE id = $1', [play.id, href]);
    plannedIds.push(play.id);
  }

  // titles before a session: one's own case, and those of others to choose from
  for (const one of [viewer, ...writers.slice(0, 2)]) {
    const id = randomUUID();
    const caseFields = ['title', 'situation_facts', 'my_role', 'what_i_tried', 'question_in_i_form'].map((key) => ({ key, text: cast.one(600) }));
    await put('prepared case', one.session, save, { input: { mutationId: randomUUID(), id, groupId, fields: caseFields, ifVersion: 0 } });
    await put('case put forward', one.session, forward, { input: { mutationId: randomUUID(), sessionId: plannedIds[0], caseId: id } });
  }

  // somebody who takes part writes, and reads the case
  const leader = writers[0]!;
  const writing = await begun(leader, 'five_step');
  await text(writing, contributor.session, await writing.skipTo(leader.session, 'question'), cast.many(2_000));
  const core = await writing.skipTo(leader.session, 'core');
  for (let i = 0; i < 3; i += 1) await text(writing, viewer.session, core, cast.many(3_900));
  await text(writing, viewer.session, core, cast.many(3_900), { kind: 'NOTE', sharing: 'NOT_SHARED' });

  // what was closed is opened
  const opened = await begun(viewer, 'five_step');
  await toTheCore(opened, viewer.session);
  await close(opened, viewer.session);

  // options of a vote
  const vote = await begun(viewer, 'incident');
  const pitches = await vote.skipTo(viewer.session, 'pitches');
  for (const one of writers) await text(vote, one.session, pitches, cast.many(1_000));
  await vote.skipTo(viewer.session, 'choose');

  // named fields; they open together when the phase that shows them begins
  const grid = await begun(viewer, 'core_quadrants');
  const fill = await grid.skipTo(viewer.session, 'fill');
  for (const one of writers) await text(grid, one.session, fill, fields('quality', 'pitfall', 'challenge', 'allergy'));
  await grid.skipTo(viewer.session, 'share');

  // afterwards: intentions, what was opened, how the group found it
  const ended = await begun(viewer, 'five_step');
  await toTheCore(ended, viewer.session);
  await close(ended, viewer.session);
  const intention = await ended.skipTo(viewer.session, 'intention');
  await text(ended, contributor.session, intention, fields('what', 'owner', 'due'));
  // one's own, about which one tells later how it goes
  await text(ended, contributor.session, intention, JSON.stringify({ what: cast.many(500), owner: contributor.id, due: cast.one(140) }));
  const evaluate = await ended.skipTo(viewer.session, 'evaluate');
  for (const one of writers) await put('survey answer', one.session, answer, { input: { mutationId: randomUUID(), sessionId: ended.id, phase: evaluate, answers: [{ item: 'open', value: cast.many(500) }] } });
  await close(ended, viewer.session);
  await ended.do(viewer.session, 'endSession', { turn: (await ended.page(viewer.session)).state.turn });
  await ended.graceEnds();
  await ended.page(viewer.session);
  await put('how an intention goes', contributor.session, tell, { input: { mutationId: randomUUID(), sessionId: ended.id, words: cast.many(500), share: true } });
  // after a leak: locked, and opened again with a reason that everyone in it reads
  await ended.do(viewer.session, 'freezeSession');
  await put('reason', viewer.session, lift, { input: { mutationId: randomUUID(), sessionId: ended.id, reason: cast.many(600) } });
  const inWriting = await overDays();
  const shown = await onScreen();
  const pollId = await asked();
  const ownMethod = await hostileMethod(world, cast);
  // its words are in the script of what is planned with it
  const composed = await begun(viewer, ownMethod);
  await composed.skipTo(viewer.session, 'tell');
  // a lesson on its way and one's own report: what is typed there comes back on three screens
  const lesson = { title: cast.one(140), situation: cast.many(1_100), helped: cast.many(1_100), tryNext: cast.many(1_100) };
  await put('lesson', viewer.session, 'mutation S($input: SaveHarvestInput!) { saveHarvest(input: $input) { id } }', { input: { mutationId: randomUUID(), id: randomUUID(), sessionId: ended.id, ifVersion: 0, ...lesson, reach: 'REGION', quoteIds: [] } });
  await put('report', viewer.session, 'mutation K($input: KeepReportInput!) { keepReport(input: $input) { id } }', { input: { mutationId: randomUUID(), id: randomUUID(), sessionId: ended.id, textIds: [], words: cast.many(3_900), ifVersion: 0 } });
  const left = ['oogst', 'draaiboek', 'afronding'].map((part) => `/sessies/${ended.id}/${part}`).concat(`/mijn-verslagen/${ended.id}`, '/mijn-verslagen', '/kennis');
  return { groupId, ownMethod, poll: pollId, beamer: shown.token, left, planned: plannedIds, played: [writing, opened, vote, grid, ended, shown.play, composed, inWriting].map(({ id }) => id), linksTaken };

  /** One room: lines for later, cards typed for somebody without a phone, and one note after the other on the wall. */
  async function onScreen(): Promise<{ play: SessionPlay; token: string }> {
    const play = await begun(viewer, 'incident');
    for (let i = 0; i < 3; i += 1) await put('line for later', viewer.session, park, { input: { mutationId: randomUUID(), sessionId: play.id, id: randomUUID(), body: cast.one(140) } });
    const phase = await play.skipTo(viewer.session, 'position');
    for (const one of writers) await text(play, one.session, phase, cast.many(400));
    const absent = writers[1]!;
    await play.do(absent.session, 'leaveSession');
    await put('card for somebody', viewer.session, card, { input: { mutationId: randomUUID(), sessionId: play.id, id: randomUUID(), phase, forId: absent.id, sharing: 'NAMED', body: cast.many(400) } });
    await play.skipTo(viewer.session, 'positions');
    await play.do(viewer.session, 'revealTexts', { turn: (await play.page(viewer.session)).state.turn, which: 'NEXT', opened: 0 });
    const { requestBeamer } = await world.ask<{ requestBeamer: { token: string; code: string } }>(null, beam);
    await play.do(viewer.session, 'pairBeamer', { code: requestBeamer.code });
    return { play, token: requestBeamer.token };
  }

  /** In writing: questions and answers, what was opened by a deadline, and for whom it waits. */
  async function overDays(): Promise<SessionPlay> {
    const lead = writers[0]!;
    const play = await beginWritten(world, { groupId, lead, contributor });
    const phase = await play.until(lead.session, 'ask');
    for (const one of [viewer, ...writers.slice(1)]) {
      const id = randomUUID();
      if (!(await text(play, one.session, phase, cast.many(1_000), { id }))) throw new Error('The server refused an attack as a question.');
      const answered = { mutationId: randomUUID(), sessionId: play.id, id: randomUUID(), phase, aboutId: id, body: cast.many(1_000), post: true, ifVersion: 0 };
      if (!(await put('answer in writing', contributor.session, answerTo, { input: answered }))) throw new Error('The server refused an attack as an answer.');
    }
    const solutions = await play.until(lead.session, 'solutions');
    for (const one of writers.slice(1)) await text(play, one.session, solutions, cast.many(1_000));
    await text(play, contributor.session, await play.until(lead.session, 'decide'), fields('what', 'owner', 'due'));
    await play.until(lead.session, 'exchange');
    return play;
  }

  async function asked(): Promise<string> {
    const id = randomUUID();
    const moments = [3, 4, 8].map((days) => ({ id: randomUUID(), day: new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10), minute: 930 }));
    const input = { mutationId: randomUUID(), id, groupId, methodKey: 'incident', short: false, moments, answerBy: null, neededIds: [], zone: 'Europe/Amsterdam', place: cast.one(140), videoLink: '', facilitatorId: viewer.id, coFacilitatorId: null };
    if (!(await put('poll', contributor.session, poll, { input }))) throw new Error('The server refused an attack as the place of a poll.');
    return id;
  }
}

/** Name, purpose, rules and the words of every phase: whoever is in the circle reads them. */
async function hostileMethod(world: World, { groupId, viewer, one, put }: Cast): Promise<string> {
  const id = randomUUID();
  const basis = await composedMethod(world, viewer.session);
  const words = (most: number): { nl: string; en: string } => ({ nl: one(most), en: one(most) });
  const method = { ...basis, name: words(80), purpose: words(300), rules: [words(140), words(140)], blocks: basis.blocks.map((block) => ({ ...block, name: words(80), instruction: words(400) })) };
  if (!(await put('method', viewer.session, createMethodDocument, { input: { mutationId: randomUUID(), id, groupId, organisationId: null, method } }))) throw new Error('The server refused an attack as the words of a method.');
  return id;
}
