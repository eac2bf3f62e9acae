import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { KringError } from '../../platform/errors/kring-error.js';
import { CaseKeeper, type CaseRemote, type CaseWords, type ServerCase } from './case-keeper.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A server with one case, and failures that come before it answers. */
class TestServer implements CaseRemote {
  case: ServerCase | null = null;
  failures: KringError[] = [];
  saves: CaseWords[] = [];
  private ids = 0;

  save = async (id: string, words: CaseWords, ifVersion: number): Promise<ServerCase> => {
    const failure = this.failures.shift();
    if (failure) throw failure;
    if ((this.case?.version ?? 0) !== ifVersion) throw new KringError({ code: 'CONFLICT' });
    this.saves.push(words);
    this.case = { id, words, version: ifVersion + 1 };
    return this.case;
  };
  discard = async (): Promise<void> => void (this.case = null);
  load = async (): Promise<ServerCase | null> => this.case;
  newId = (): string => `case-${(this.ids += 1)}`;
}

it('saves half a second after the last key, and what was typed meanwhile after it', async () => {
  const server = new TestServer();
  const keeper = new CaseKeeper(server);
  keeper.write('title', 'De d');
  await jest.advanceTimersByTimeAsync(400);
  keeper.write('title', 'De deur');
  await jest.advanceTimersByTimeAsync(400);
  expect(server.saves).toEqual([]);
  await jest.advanceTimersByTimeAsync(200);
  expect(server.case).toEqual({ id: keeper.read().id, words: { title: 'De deur' }, version: 1 });
  expect(keeper.read().state.kind).toBe('saved');
  keeper.write('my_role', 'Ik stond erbij');
  await keeper.flush();
  expect(server.case).toMatchObject({ words: { title: 'De deur', my_role: 'Ik stond erbij' }, version: 2 });
});

it('keeps the words through a lost connection and tries again; a refusal says so', async () => {
  const server = new TestServer();
  const keeper = new CaseKeeper(server);
  server.failures.push(new KringError({ code: 'OFFLINE' }));
  keeper.write('title', 'De deur');
  await jest.advanceTimersByTimeAsync(600);
  expect(keeper.read()).toMatchObject({ words: { title: 'De deur' }, state: { kind: 'local' } });
  await jest.advanceTimersByTimeAsync(4_100);
  expect(server.case).toMatchObject({ words: { title: 'De deur' } });
  server.failures.push(new KringError({ code: 'FORBIDDEN', reason: 'ARCHIVED' }));
  keeper.write('title', 'De deur, vervolg');
  await jest.advanceTimersByTimeAsync(600);
  expect(keeper.read()).toMatchObject({ words: { title: 'De deur, vervolg' }, state: { kind: 'refused' } });
});

it('shows both texts when another device wrote, and loses none', async () => {
  const server = new TestServer();
  const keeper = new CaseKeeper(server);
  keeper.write('title', 'Op de telefoon');
  await keeper.flush();
  server.case = { id: keeper.read().id, words: { title: 'Op de laptop' }, version: 2 };
  keeper.write('title', 'Op de telefoon, verder');
  await keeper.flush();
  expect(keeper.read()).toMatchObject({ words: { title: 'Op de telefoon, verder' }, theirs: { words: { title: 'Op de laptop' }, version: 2 } });
  keeper.resolve('mine');
  await jest.advanceTimersByTimeAsync(10);
  expect(server.case).toMatchObject({ words: { title: 'Op de telefoon, verder' }, version: 3 });
});

it('takes a newer one of the server only where nothing was typed', async () => {
  const server = new TestServer();
  const keeper = new CaseKeeper(server);
  keeper.took({ id: 'case-9', words: { title: 'Van gisteren' }, version: 4 });
  expect(keeper.read()).toMatchObject({ id: 'case-9', version: 4, words: { title: 'Van gisteren' } });
  server.case = { id: 'case-9', words: { title: 'Van gisteren' }, version: 4 };
  keeper.write('title', 'Van vandaag');
  keeper.took({ id: 'case-9', words: { title: 'Ouder' }, version: 5 });
  expect(keeper.read().words).toEqual({ title: 'Van vandaag' });
  await keeper.flush();
  await keeper.discard();
  expect([server.case, keeper.read().version, keeper.read().words]).toEqual([null, 0, {}]);
});
