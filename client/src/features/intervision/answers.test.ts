import type { ApolloClient } from '@apollo/client';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { KringError } from '../../platform/errors/kring-error.js';
import { Answers } from './answers.js';
import { ServerClock } from './server-clock.js';

interface Sent {
  id: string;
  aboutId: string;
  body: string;
  post: boolean;
  ifVersion: number;
}

/** A server of answers that looks at versions, and refuses to keep what was posted without posting it. */
class Server {
  readonly sent: Sent[] = [];
  /** what everyone reads */
  posted: string | null = null;
  /** waits before it answers a post */
  hold: Promise<void> = Promise.resolve();
  private readonly versions = new Map<string, number>();

  readonly client = {
    mutate: async ({ variables: { input } }: { variables: { input: Sent } }) => {
      this.sent.push(input);
      const version = this.versions.get(input.id) ?? 0;
      if (version !== input.ifVersion) throw new KringError({ code: 'CONFLICT' });
      if (this.posted !== null && !input.post) throw new KringError({ code: 'INVALID_INPUT' });
      this.versions.set(input.id, version + 1);
      if (input.post) {
        this.posted = input.body;
        await this.hold;
      }
      return { data: { answerQuestion: { ...input, phase: 2, kind: 'ANSWER', sharing: 'NAMED', version: version + 1, mine: true } } };
    },
  } as unknown as ApolloClient;
}

const settle = (ms = 2_000) => jest.advanceTimersByTimeAsync(ms);
const begun = async (body: string) => {
  const server = new Server();
  const answers = new Answers(server.client, 'session', new ServerClock());
  answers.begin('question', 2);
  const key = answers.texts.read()[0]!.key;
  answers.texts.write(key, body);
  await settle();
  return { server, answers, key };
};

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('an answer to a question', () => {
  it('is kept while it is written, and nobody’s until it is posted', async () => {
    const { server, answers, key } = await begun('Ik zag stilte');
    expect(server.sent).toMatchObject([{ aboutId: 'question', body: 'Ik zag stilte', post: false, ifVersion: 0 }]);
    expect(server.posted).toBeNull();
    await answers.post(key);
    expect(server.posted).toBe('Ik zag stilte');
    expect(answers.texts.read()).toEqual([]);
    expect(answers.changeOf('question')).toBeNull();
  });

  it('what is typed while it is being posted waits as a change, and is not sent by itself', async () => {
    const { server, answers, key } = await begun('Ik zag stilte');
    let arrives = () => undefined as void;
    server.hold = new Promise<void>((resolve) => (arrives = resolve));
    const posting = answers.post(key);
    await settle(0);
    answers.texts.write(key, 'Ik zag stilte, en toen');
    arrives();
    await posting;
    await settle();
    expect(server.posted).toBe('Ik zag stilte');
    expect(answers.changeOf('question')).toEqual({ body: 'Ik zag stilte, en toen', version: 2 });
  });

  it('once posted changes when that is saved on purpose, and not over what another device made of it', async () => {
    const { server, answers, key } = await begun('Ik zag stilte');
    const { id } = answers.texts.read()[0]!;
    await answers.post(key);
    const count = server.sent.length;
    answers.keepChange('question', { body: 'Ik zag dat het stil werd', version: 2 });
    await settle();
    expect(server.sent).toHaveLength(count);
    const answer = { id, phase: 2, aboutId: 'question' };
    await expect(answers.saveChange(answer, { body: 'Oud', version: 1 })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(server.posted).toBe('Ik zag stilte');
    await answers.saveChange(answer, answers.changeOf('question')!);
    expect(server.posted).toBe('Ik zag dat het stil werd');
    expect(answers.changeOf('question')).toBeNull();
  });
});
