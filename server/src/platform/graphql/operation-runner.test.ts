import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { documentLimits } from '../../../../schema/limits.js';
import { OperationRunner } from './operation-runner.js';
import { trustedOperations } from './trusted-operations.js';
import { trustedHashKey } from './trusted-documents.js';

const runner = new OperationRunner({ onUnexpected: () => undefined, onExecuted: () => undefined });
const never = new Promise<never>(() => undefined);
const silent = (): Error => new Error('Query read timeout');

describe('what an operation needs before it runs', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it.each([
    ['a database that says nothing', () => Promise.reject(silent()), 503],
    ['a defect', () => Promise.reject(new Error('no')), 500],
  ])('fails with a status of its own for Apollo: %s', async (_, work, status) => {
    await expect(runner.prepared(work())).rejects.toMatchObject({ extensions: { http: { status } } });
  });

  it('falls under the deadline for Apollo', async () => {
    const failure = runner.prepared(never).catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(documentLimits.deadlineMs);
    expect(await failure).toMatchObject({ originalError: { code: 'UNAVAILABLE' }, extensions: { http: { status: 503 } } });
  });

  it('falls under the deadline for a trusted document', async () => {
    jest.spyOn(runner, 'trustedOperation').mockReturnValue({ name: 'Home', run: () => ({ data: {} }) });
    const handle = trustedOperations({ runner, schema: () => never as never, context: () => never });
    const headers: Record<string, unknown> = {};
    const res = { statusCode: 0, setHeader: (name: string, value: unknown) => (headers[name] = value), end: jest.fn() };
    handle({ [trustedHashKey]: 'hash', headers: {}, body: { query: '{ home }' } } as never, res as never, () => undefined);
    await jest.advanceTimersByTimeAsync(documentLimits.deadlineMs);
    expect(res.statusCode).toBe(503);
    expect(headers['Retry-After']).toBe(2);
    expect(res.end).toHaveBeenCalledWith(expect.stringContaining('"code":"UNAVAILABLE"'), 'utf8');
  });
});
