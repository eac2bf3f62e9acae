import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildGroup, type BuiltGroup } from '../../../../test/builders/groups.js';
import { buildPerson, type BuiltPerson } from '../../../../test/builders/people.js';
import { buildWritten, type WrittenPlay } from '../../../../test/builders/written.js';
import type { Session } from '../../../../test/harness/graphql-call.js';
import { createWorld, type World } from '../../../../test/harness/world.js';
import { MoveWritten } from './move-written.js';

describe('a written session that nobody moves, and what is kept of one', () => {
  let world: World;
  let group: BuiltGroup;
  let people: BuiltPerson[];
  let [lead, sanne, karim, els, joost, fem]: Session[] = [];

  beforeAll(async () => {
    world = await createWorld();
    people = await Promise.all(Array.from({ length: 6 }, () => buildPerson(world)));
    group = await buildGroup(world, { kind: 'intervision', roles: { lead: people[0]!, member: people.slice(1) } });
    [lead, sanne, karim, els, joost, fem] = await Promise.all(people.map((person) => world.signIn(person)));
  });
  afterAll(() => world.close());

  const mover = () => world.server.app.get(MoveWritten);
  const plan = (more: { contributorId?: null } = {}) => buildWritten(world, lead!, mover(), { groupId: group.id, facilitatorId: people[0]!.id, contributorId: people[1]!.id, ...more });
  const begun = async (): Promise<WrittenPlay> => {
    const play = await plan();
    await play.begins();
    return play;
  };

  it('goes on without its jobs: an hourly look finds what is late, but not what waits, stands still, or lies in a circle that was put away', async () => {
    const late = async (): Promise<void> => {
      await world.database.sqlAs('superuser', `DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'written:%'`);
      await mover().lookForLate();
    };
    const [planned, running, halted, waits] = [await plan(), await begun(), await begun(), await plan({ contributorId: null })];
    await halted.do(lead!, 'pausePhase', { turn: (await halted.page(lead!)).state.turn });
    await world.sql(`UPDATE sessions SET starts_at = now() - interval '20 minutes' WHERE id = ANY ($1)`, [[planned.id, waits.id]]);
    await world.sql(`UPDATE sessions SET ends_at = now() - interval '5 minutes' WHERE id = ANY ($1)`, [[running.id, halted.id]]);
    const where = async () => Object.fromEntries((await world.sql<{ id: string; status: string; phase: number }>('SELECT id, status, phase FROM sessions WHERE id = ANY ($1)', [[planned.id, running.id, halted.id, waits.id]])).map(({ id, status, phase }) => [id, `${status} ${phase}`]));
    await late();
    // five minutes are not late: its own job may still come
    expect(await where()).toEqual({ [planned.id]: 'running 0', [running.id]: 'running 0', [halted.id]: 'running 0', [waits.id]: 'planned -1' });
    await world.sql(`UPDATE sessions SET ends_at = now() - interval '20 minutes' WHERE id = ANY ($1)`, [[running.id, halted.id]]);
    await world.sql(`UPDATE groups SET archived_at = now() WHERE id = $1`, [group.id]);
    await late();
    await running.look();
    expect((await where())[running.id]).toBe('running 0');
    await world.sql(`UPDATE groups SET archived_at = NULL WHERE id = $1`, [group.id]);
    await late();
    expect(await where()).toEqual({ [planned.id]: 'running 0', [running.id]: 'running 1', [halted.id]: 'running 0', [waits.id]: 'planned -1' });
    // one that fails does not keep the others waiting, and the failure is heard
    const others = [await begun(), await begun()];
    await world.sql(`UPDATE sessions SET ends_at = now() - interval '20 minutes' WHERE id = ANY ($1)`, [others.map(({ id }) => id)]);
    const [bad, good] = [...others].sort((a, b) => (a.id < b.id ? -1 : 1));
    await world.sql(`ALTER TABLE sessions ADD CONSTRAINT stuck CHECK (id <> '${bad!.id}' OR phase = 0) NOT VALID`);
    await expect(late()).rejects.toThrow();
    await world.sql(`ALTER TABLE sessions DROP CONSTRAINT stuck`);
    expect((await world.sql('SELECT phase FROM sessions WHERE id = ANY ($1) ORDER BY id', [others.map(({ id }) => id)])).map(({ phase }) => phase)).toEqual([0, 1]);
    await late();
    expect((await bad!.page(els!)).state.phase).toBe(1);
    expect((await good!.page(els!)).state.phase).toBe(1);
  });

  it('keeps who wrote with a name, and not who wrote only without one, kept it, or answered the evaluation', async () => {
    const play = await begun();
    await play.write(sanne!, { phase: await play.until(lead!, 'case'), body: 'Mijn verhaal' });
    const solutions = await play.until(lead!, 'solutions');
    for (const who of [karim!, els!]) await play.write(who, { phase: solutions, body: 'Voorstel', sharing: 'NAMELESS' });
    await play.write(fem!, { phase: solutions, body: 'Voor mezelf', sharing: 'NOT_SHARED' });
    await play.write(joost!, { phase: solutions, body: 'Met mijn naam', sharing: 'NAMED' });
    const evaluate = await play.until(lead!, 'evaluate');
    await play.do(els!, 'answerSurvey', { phase: evaluate, answers: [{ item: (await play.page(els!)).script.phases[evaluate]!.items.find(({ text }) => !text)!.key, value: '4' }] });
    await play.deadlinePasses();
    const { state } = await play.page(lead!);
    expect([state.status, state.phase]).toEqual(['ENDED', evaluate]);
    const { sessionOutcome } = await world.ask<{ sessionOutcome: { attendance: { person: { id: string } }[] } }>(lead!, 'query O($id: UUID!) { sessionOutcome(id: $id) { attendance { person { id } } } }', { id: play.id });
    expect(new Set(sessionOutcome.attendance.map(({ person }) => person.id))).toEqual(new Set([people[1]!.id, people[4]!.id]));
  });
});
