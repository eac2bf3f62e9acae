import { randomUUID } from 'node:crypto';
import type { BuiltPerson } from '../builders/people.js';
import { buildPoll } from '../builders/agenda.js';
import { buildSession, type SessionPlay } from '../builders/intervision.js';
import { buildCase } from '../builders/prepared-case.js';
import { buildOutcome } from '../builders/session-outcome.js';
import type { Session } from '../harness/graphql-call.js';
import type { World } from '../harness/world.js';

/** The session of a circle: it runs, in the phase where questions are written while nobody reads along. */
export interface SceneSession {
  id: string;
  play: SessionPlay;
  /** the row as the scene left it; `restoreSession` puts it back */
  row: Record<string, unknown>;
  /** index of a phase by its key */
  phase(key: string): number;
  /** a card that everyone in it may read, by the author */
  openText: string;
  /** sealed, by the member (elsewhere there is none) */
  sealedText: string | null;
  /** an open poll of the circle, asked by whoever contributes (elsewhere: whoever facilitates), with three moments */
  poll: { id: string; moments: string[] };
  /** an action that came out of it: the author's, elsewhere the facilitator's */
  action: string;
  /** a prepared case whose title was put forward: the author's, elsewhere the facilitator's */
  ownCase: string;
}

const coachingMethod = 'core_quadrants';

interface Cast {
  facilitator: [BuiltPerson, Session];
  second?: [BuiltPerson, Session];
  contributor?: [BuiltPerson, Session];
  writer?: [BuiltPerson, Session];
}

/** Plans and begins a session in which everyone of the cast has come in. */
export async function buildSceneSession(world: World, groupId: string, name: string, word: (field: string) => string, cast: Cast): Promise<SceneSession> {
  const [facilitator, asFacilitator] = cast.facilitator;
  // the method of the coaching circle has a sheet with fields
  const methodKey = name === 'coaching' ? coachingMethod : 'incident';
  const play = await buildSession(world, asFacilitator, { groupId, methodKey, facilitatorId: facilitator.id, place: word(`${name}.sessionPlace`), ...(cast.second ? { coFacilitatorId: cast.second[0].id } : {}) });
  await play.do(asFacilitator, 'openLobby');
  for (const one of [cast.facilitator, cast.second, cast.contributor, cast.writer]) if (one) await play.do(one[1], 'enterSession');
  if (cast.contributor) await play.do(asFacilitator, 'chooseCase', { contributorId: cast.contributor[0].id });
  await play.do(asFacilitator, 'startSession');
  const { script } = await play.page(asFacilitator);
  const phase = (key: string): number => script.phases.findIndex((each) => each.key === key);
  await play.skipTo(asFacilitator, 'pitches');
  const openText = (await play.write((cast.contributor ?? cast.facilitator)[1], { phase: phase('pitches'), body: word(`${name}.sessionOpen`) })).id;
  let sealedText: string | null = null;
  let kept = '';
  // a vote wants two cards at least
  if (name === 'coaching' && cast.writer) {
    kept = (await play.write(cast.writer[1], { phase: phase('pitches'), body: word(`${name}.sessionOpen`) })).id;
    await play.skipTo(asFacilitator, 'choose');
  } else if (cast.contributor && cast.writer) {
    await play.skipTo(asFacilitator, 'write_questions');
    sealedText = (await play.write(cast.writer[1], { phase: phase('write_questions'), body: word(`${name}.sessionSealed`) })).id;
  }
  const [row] = await world.sql<{ row: Record<string, unknown> }>('SELECT row_to_json(s) AS row FROM sessions s WHERE id = $1', [play.id]);
  if (name === 'coaching') await leaveSomething(world, play.id, word, row!.row, cast, kept);
  if (name === 'coaching') await world.sql(`INSERT INTO conf.session_ratings (session_id, phase, text_id, value) VALUES ($1, 0, $2, 'x')`, [play.id, openText]);
  // as it is written when a session ends; in this one nobody ends it
  if (name === 'coaching') await world.sql(`INSERT INTO session_attendance (session_id, person_id, role, minutes) VALUES ($1, $2, 'facilitator', 40)`, [play.id, facilitator.id]);
  await world.sql('INSERT INTO appointment_answers (appointment_id, person_id, coming) VALUES ($1, $2, true)', [play.id, facilitator.id]);
  const poll = await buildPoll(world, { groupId, askedBy: (cast.contributor ?? cast.facilitator)[0].id, facilitatorId: facilitator.id, place: word(`${name}.sessionPlace`) });
  const owner = cast.contributor ?? cast.facilitator;
  const open = (): string => word(`${name}.sessionOpen`);
  const action = await buildOutcome(world, { sessionId: play.id, ownerId: owner[0].id, what: open(), told: open(), copy: word(`${name}.only.${cast.contributor ? 'author' : 'stranger'}`), reason: open() });
  const ownCase = await buildCase(world, { groupId, personId: owner[0].id, story: word(`${name}.only.${cast.contributor ? 'author' : 'stranger'}`), title: open(), question: open(), forSession: play.id });
  if (cast.writer) await buildCase(world, { groupId, personId: cast.writer[0].id, story: word(`${name}.only.member`), title: open(), question: open(), forSession: play.id });
  return { id: play.id, play, row: row!.row, phase, openText, sealedText, poll, action, ownCase };
}

/** A lesson that was published and one's own report, as if the session had ended; totals beside them. The session then runs on. */
async function leaveSomething(world: World, sessionId: string, word: (field: string) => string, row: Record<string, unknown>, cast: Cast, kept: string): Promise<void> {
  const [, asWriter] = cast.writer!;
  await world.sql(`UPDATE sessions SET status = 'ended', ended_at = now(), contributor_id = $2 WHERE id = $1`, [sessionId, cast.contributor![0].id]);
  await world.ask(asWriter, 'mutation S($input: SaveHarvestInput!) { saveHarvest(input: $input) { id } }', {
    input: {
      mutationId: randomUUID(), id: randomUUID(), sessionId, ifVersion: 0, title: word('coaching.harvestTitle'), situation: word('coaching.harvestSituation'), helped: word('coaching.harvestHelped'),
      tryNext: word('coaching.harvestTryNext'), reach: 'REGION', quoteIds: [],
    },
  });
  await world.sql(`UPDATE conf.harvests SET status = 'published', published_on = current_date, approved_ids = contributor_ids || quoted_ids WHERE session_id = $1`, [sessionId]);
  await world.ask(asWriter, 'mutation K($input: KeepReportInput!) { keepReport(input: $input) { id } }', {
    input: { mutationId: randomUUID(), id: randomUUID(), sessionId, textIds: kept ? [kept] : [], words: word('report.member'), ifVersion: 0 },
  });
  await world.sql('UPDATE sessions SET status = $2, ended_at = NULL, contributor_id = $3 WHERE id = $1', [sessionId, row['status'], row['contributor_id']]);
  await world.sql(`INSERT INTO conf.session_evaluations (session_id, phase, item, counts) VALUES ($1, 0, 'safe', '{0,1,1,1,1}')`, [sessionId]);
}

/** The session as the scene left it, with these columns changed; everything that was entered since goes. */
export async function restoreSession(world: World, session: SceneSession, changes: Record<string, unknown> = {}): Promise<void> {
  const columns = Object.keys(session.row).filter((column) => column !== 'id');
  await world.sql(
    `UPDATE sessions SET ${columns.map((column) => `${column} = r.${column}`).join(', ')} FROM jsonb_populate_record(NULL::sessions, $2::jsonb) r WHERE sessions.id = $1`,
    [session.id, JSON.stringify({ ...session.row, ...changes })],
  );
  await world.sql('DELETE FROM conf.session_texts WHERE session_id = $1 AND NOT id = ANY($2::uuid[])', [session.id, [session.openText, session.sealedText].filter(Boolean)]);
  await world.sql(`UPDATE conf.session_texts SET opened = id = $2, position = NULL, version = 1 WHERE session_id = $1`, [session.id, session.openText]);
  for (const table of ['session_ballots', 'session_answers', 'session_ratings']) await world.sql(`DELETE FROM conf.${table} WHERE session_id = $1 AND phase < 900`, [session.id]);
  await world.sql(`UPDATE appointments SET status = 'planned' WHERE id = $1`, [session.id]);
  await world.sql('DELETE FROM lessons WHERE id IN (SELECT lesson_id FROM conf.harvests WHERE session_id = $1)', [session.id]);
  await world.sql(`DELETE FROM conf.keys WHERE scope_kind = 'harvest' AND scope_id IN (SELECT id FROM conf.harvests WHERE session_id = $1)`, [session.id]);
  for (const table of ['harvests', 'personal_reports', 'session_evaluations']) await world.sql(`DELETE FROM conf.${table} WHERE session_id = $1`, [session.id]);
  await world.sql('UPDATE session_people SET here = true, silent = false, grace_seconds = 10, ready_turn = NULL, asked_turn = NULL WHERE session_id = $1', [session.id]);
}
