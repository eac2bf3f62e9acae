import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { Reads } from '../database/reads.js';
import type { Tx } from '../database/unit-of-work.js';
import { KeyRing } from './key-ring.js';
import { createScopeKey } from './sealer.js';

const master = { id: 'k1', key: randomBytes(32) };
const viewer = { personId: randomUUID(), signInId: randomUUID() };
let stored: Map<string, Buffer>;
let ring: KeyRing;

beforeEach(() => {
  jest.useFakeTimers();
  stored = new Map();
  const named = async (name: string, _sql: string, [, ids]: unknown[]) =>
    name === 'key-of-scope'
      ? [stored.get(ids as string)].filter(Boolean).map((wrapped) => ({ wrapped }))
      : (ids as string[]).filter((id) => stored.has(id)).map((id) => ({ scope_id: id, wrapped: stored.get(id) }));
  ring = new KeyRing({ withActor: (_viewer: unknown, work: (reads: unknown) => unknown) => work({ named }) } as unknown as Reads, master);
});
afterEach(() => void jest.useRealTimers());

/** What is in memory, whoever asks. */
const kept = (): string[] => [...(ring as unknown as { cache: Map<string, unknown> }).cache.keys()];

it('keeps a key for a minute and not longer, asked for or not', async () => {
  const [early, late] = [randomUUID(), randomUUID()];
  for (const id of [early, late]) stored.set(id, createScopeKey(master, 'group', id).wrapped);
  await ring.forReading(viewer, 'group', early);
  jest.advanceTimersByTime(40_000);
  await ring.forReadingMany(viewer, 'group', [late]);
  expect(kept()).toHaveLength(2);
  jest.advanceTimersByTime(20_100);
  expect(kept()).toEqual([`group:${late}`]);
  jest.advanceTimersByTime(40_000);
  expect(kept()).toEqual([]);
});

it('does not open an erased scope any more after that minute', async () => {
  const id = randomUUID();
  stored.set(id, createScopeKey(master, 'person', id).wrapped);
  await ring.forReading(viewer, 'person', id);
  stored.delete(id);
  await ring.forReading(viewer, 'person', id);
  jest.advanceTimersByTime(60_100);
  await expect(ring.forReading(viewer, 'person', id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('does not go on with the key of before when an erased scope is used anew', async () => {
  const id = randomUUID();
  const [old, fresh] = [createScopeKey(master, 'person', id), createScopeKey(master, 'person', id)];
  stored.set(id, old.wrapped);
  expect((await ring.forReading(viewer, 'person', id)).equals(old.dek)).toBe(true);
  stored.set(id, fresh.wrapped);
  const tx = { query: async () => [{ wrapped: fresh.wrapped }] } as unknown as Tx;
  expect((await ring.forWriting(tx, 'person', id)).equals(fresh.dek)).toBe(true);
  expect((await ring.forReading(viewer, 'person', id)).equals(fresh.dek)).toBe(true);
});
