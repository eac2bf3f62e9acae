import { describe, expect, it } from '@jest/globals';
import { StreamQueues } from './stream-queues.js';

describe('one thing at a time per stream', () => {
  it('keeps the order within a stream, also after a failure', async () => {
    const queues = new StreamQueues();
    const done: string[] = [];
    let free: () => void = () => undefined;
    const first = queues.run('a', () => new Promise<void>((resolve) => (free = resolve)).then(() => void done.push('first')));
    const second = queues.run('a', () => Promise.reject(new Error('no')));
    const third = queues.run('a', async () => void done.push('third'));
    const other = queues.run('b', async () => void done.push('other'));
    await other;
    expect(done).toEqual(['other']);
    free();
    await expect(second).rejects.toThrow('no');
    await Promise.all([first, third]);
    expect(done).toEqual(['other', 'first', 'third']);
  });
  it('forgets streams that are idle', async () => {
    const queues = new StreamQueues();
    await queues.run('a', async () => undefined);
    await queues.run('a', async () => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    expect(queues.busy).toBe(0);
  });
});
