import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { groupStream } from '../../../schema/realtime/streams.js';
import type { SubscribeAnswer, SubscribeRequest } from '../../../schema/realtime/envelope.js';
import { groupId, people, TestWorld } from '../features/discussions/test-world.js';
import { KringError } from '../platform/errors/kring-error.js';
import type { RealtimeSocket } from '../platform/realtime/realtime-client.js';
import { recoveryOf } from './recovery.js';

jest.unstable_mockModule('../ui/rich-text/RichTextField.js', () => ({ RichTextField: () => null, preloadRichTextEditor: () => undefined }));
const { openConversation } = await import('../features/discussions/test-circle.js');

afterEach(cleanup);

/** The server's end of a socket: the test answers what the page asks. */
function serverEnd() {
  const asks: { request: SubscribeRequest; answer: (given: SubscribeAnswer) => void }[] = [];
  const listeners = new Map<string, (given: never) => void>();
  const socket = {
    connected: true,
    on: (name: string, listener: (given: never) => void) => void listeners.set(name, listener),
    emit: (name: string, request: SubscribeRequest, answer: (given: SubscribeAnswer) => void) => void (name === 'subscribe' && asks.push({ request, answer })),
    connect: () => undefined,
    disconnect: () => undefined,
  } as unknown as RealtimeSocket;
  const stream = groupStream(groupId);
  return {
    socket,
    /** the answer to the last time the circle was asked for */
    say: (given: SubscribeAnswer) => act(() => asks.filter((ask) => ask.request.stream === stream).at(-1)!.answer(given)),
    after: () => asks.filter((ask) => ask.request.stream === stream).map((ask) => ask.request.after),
    beat: (seq: number, epoch = 1) => act(() => listeners.get('heartbeat')!({ [stream]: { epoch, seq } } as never)),
  };
}

/** A conversation of six on screen, in step with the server. */
async function openInStep() {
  const world = new TestWorld();
  for (const n of [1, 2, 3, 4, 5, 6]) world.say(`Reactie ${n}`, people.noor);
  const end = serverEnd();
  const opened = openConversation(world, '', { socket: end.socket, recovery: recoveryOf });
  await screen.findByText('Reactie 6');
  end.say({ ok: true, events: [], upTo: { epoch: 1, seq: 0 } });
  const shown = async () => [...(await screen.findByLabelText('Reacties')).querySelectorAll('article')].map((article) => /Reactie \d|verwijderd/.exec(article.textContent ?? '')?.[0]);
  return { world, end, shown, ...opened };
}
const at = (seq: number, epoch = 1) => ({ epoch, seq });

describe('when events cannot put the screen right', () => {
  it('too much was missed: what was removed meanwhile is no longer shown', async () => {
    const { world, end, shown } = await openInStep();
    Object.assign(world.messages[1]!, { body: null, removedAt: world.time(), removedBy: 'AUTHOR', version: 2, viewerActions: [] });
    world.group.asOf = { ...world.group.asOf, seq: 700 };
    end.beat(700);
    end.say({ ok: false, restart: true, upTo: at(700) });
    await waitFor(async () => expect(await shown()).toEqual(['Reactie 1', 'verwijderd', 'Reactie 3', 'Reactie 4', 'Reactie 5', 'Reactie 6']));
    await waitFor(() => expect(end.after().at(-1)).toEqual(at(700)));
  });

  it('a window that was asked for later is taken along: nothing old stays in it', async () => {
    const { world, end, shown, client } = await openInStep();
    const { TopicPageDocument } = await import('../generated/graphql.js');
    await act(async () => void (await client.query({ query: TopicPageDocument, variables: { id: world.topic().id, last: 2, before: 4 }, fetchPolicy: 'network-only' })));
    world.messages.splice(0, 3);
    world.group.asOf = { ...world.group.asOf, seq: 700 };
    end.beat(700);
    end.say({ ok: false, restart: true, upTo: at(700) });
    await waitFor(async () => expect(await shown()).toEqual(['Reactie 4', 'Reactie 5', 'Reactie 6']));
  });

  it('the answer does not come: the stream stays where it was, and the next heartbeat tries again', async () => {
    const { world, end, shown } = await openInStep();
    Object.assign(world.messages[1]!, { body: null, removedAt: world.time(), removedBy: 'AUTHOR', version: 2, viewerActions: [] });
    world.group.asOf = { ...world.group.asOf, seq: 700 };
    world.instead.set('TopicPage', [new KringError({ code: 'RATE_LIMITED' })]);
    end.beat(700);
    end.say({ ok: false, restart: true, upTo: at(700) });
    await waitFor(() => expect(world.instead.get('TopicPage')).toEqual([]));
    const asked = end.after().length;
    await waitFor(() => {
      end.beat(700);
      expect(end.after()).toHaveLength(asked + 1);
    });
    expect(end.after().at(-1)).toEqual(at(0));
    expect((await shown())[1]).toBe('Reactie 2');
    end.say({ ok: false, restart: true, upTo: at(700) });
    await waitFor(async () => expect((await shown())[1]).toBe('verwijderd'));
  });

  it('the log has another life: what the restored server does not have is gone, and counts go back', async () => {
    const { world, end, shown, tell } = await openInStep();
    world.messages.splice(3);
    Object.assign(world.topic(), { messageCount: 3 });
    Object.assign(world.group, { lastSeq: 3, readCount: 0, asOf: { ...world.group.asOf, epoch: 2, seq: 9 } });
    end.beat(9, 2);
    await waitFor(async () => expect(await shown()).toEqual(['Reactie 1', 'Reactie 2', 'Reactie 3']));
    await waitFor(() => expect(end.after().at(-1)).toEqual(at(9, 2)));
    // A new reply takes the number that a lost one had.
    world.seq = 9;
    act(() => tell(world.posted(world.say('Reactie 7', people.sem))));
    await waitFor(async () => expect(await shown()).toEqual(['Reactie 1', 'Reactie 2', 'Reactie 3', 'Reactie 7']));
    expect(within(await screen.findByLabelText('Reacties')).queryByText('Reactie 4')).toBeNull();
  });
});
