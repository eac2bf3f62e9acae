import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personStream } from '../../../../schema/realtime/streams.js';
import { buildPerson, type BuiltPerson } from '../../../test/builders/people.js';
import { type ServerParts, serverParts } from '../../../test/harness/server-parts.js';
import type { StreamFact } from './unit-of-work.js';

let parts: ServerParts;
let anna: BuiltPerson;
beforeAll(async () => {
  parts = await serverParts();
  anna = await buildPerson(parts);
});
afterAll(() => parts.close());

const fact = (personId: string): StreamFact => ({ stream: personStream(personId), type: 'people.profileChanged', payload: { personId } });
const request = (args: unknown = {}, mutationId = randomUUID()) => ({ viewer: parts.as(anna), operation: 'test', mutationId, args });
const log = () => parts.sql<{ seq: string }>('SELECT seq FROM realtime_event WHERE stream = $1 ORDER BY seq', [personStream(anna.id)]);

describe('the unit of work', () => {
  it('writes, numbers and tells after the commit, once', async () => {
    const told: string[] = [];
    const unhook = parts.hints.onCommit((streams) => told.push(...streams));
    let inside = 0;
    await parts.uow.run(request(), async (tx) => {
      tx.emit(fact(anna.id), fact(anna.id));
      inside = told.length;
      return {};
    });
    unhook();
    expect(inside).toBe(0);
    expect(told).toEqual([personStream(anna.id)]);
    expect((await log()).map((row) => Number(row.seq))).toEqual([1, 2]);
  });

  it('leaves nothing behind when the work fails, and the same id may try again', async () => {
    const asked = request({ x: 1 });
    const before = (await log()).length;
    await expect(parts.uow.run(asked, async (tx) => {
      tx.emit(fact(anna.id));
      throw new Error('no');
    })).rejects.toThrow('no');
    expect((await log()).length).toBe(before);
    await expect(parts.uow.run(asked, async () => ({ done: true }))).resolves.toEqual({ done: true });
  });

  it('runs once for twenty tries at once with one id', async () => {
    const asked = request({ x: 2 });
    let runs = 0;
    const answers = await Promise.all(Array.from({ length: 20 }, () => parts.uow.run(asked, async (tx) => {
      runs += 1;
      tx.emit(fact(anna.id));
      return { run: runs };
    })));
    expect(runs).toBe(1);
    expect(answers).toEqual(Array.from({ length: 20 }, () => ({ run: 1 })));
  });

  it('refuses the same id with other arguments or another operation', async () => {
    const asked = request({ x: 3 });
    await parts.uow.run(asked, async () => ({}));
    await expect(parts.uow.run({ ...asked, args: { x: 4 } }, async () => ({}))).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    await expect(parts.uow.run({ ...asked, operation: 'other' }, async () => ({}))).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    await expect(parts.uow.run({ ...asked, args: { x: 3 } }, async () => ({ again: true }))).resolves.toEqual({});
  });

  it('numbers without gaps when many write to many streams crosswise', async () => {
    const people = await Promise.all(Array.from({ length: 4 }, () => buildPerson(parts)));
    await Promise.all(Array.from({ length: 60 }, (_, n) => parts.uow.run(request({ n }), async (tx) => {
      const order = n % 2 === 0 ? people : [...people].reverse();
      tx.emit(...order.map((person) => fact(person.id)));
      return {};
    })));
    for (const person of people) {
      const rows = await parts.sql<{ seq: string }>('SELECT seq FROM realtime_event WHERE stream = $1 ORDER BY seq', [personStream(person.id)]);
      expect(rows.map((row) => Number(row.seq))).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    }
  });

  it('keeps no content in receipts', async () => {
    const asked = request({ words: 'kanarie in de mijn' });
    await parts.uow.run(asked, async () => ({ id: 'x' }));
    const [row] = await parts.sql<{ all: string }>('SELECT row_to_json(r)::text AS all FROM mutation_receipts r WHERE mutation_id = $1', [asked.mutationId]);
    expect(row!.all).not.toContain('kanarie');
  });
});
