import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { newId } from '../../platform/apollo/new-id.js';
import { KringError } from '../../platform/errors/kring-error.js';
import { signOut } from '../../platform/session/sign-out.js';
import { fromPlainText } from '../../ui/rich-text/rich-text-document.js';
import { discussionServicesOf } from './discussion-services.js';
import { groupId, TestWorld, topicId, viewer } from './test-world.js';

jest.unstable_mockModule('../../ui/rich-text/RichTextField.js', () => ({ RichTextField: () => null, preloadRichTextEditor: () => undefined }));
const { openConversation } = await import('./test-circle.js');

let said: ReturnType<typeof jest.spyOn>;
beforeEach(() => {
  // This browser cannot go to another page, and says so.
  said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  cleanup();
  said.mockRestore();
});

async function open(closed = false) {
  const world = new TestWorld(closed);
  const mine = world.say('Mijn reactie', viewer);
  const { client } = openConversation(world);
  await screen.findByText('Mijn reactie');
  const services = discussionServicesOf(client, viewer.id);
  const post = (text: string) =>
    act(() =>
      services.outbox.post({ id: newId(), mutationId: newId(), groupId, topicId, kind: 'REPLY', body: fromPlainText(text), writtenAt: world.time(), confidential: closed }),
    );
  const leave = () => act(() => signOut(client));
  const order = () => world.asked.map((one) => one.name).filter((name) => ['RemoveMessage', 'PostMessage', 'SaveDraft', 'SignOut'].includes(name));
  const kept = () => [...world.drafts.values()].map((draft) => draft.text);
  return { world, mine, services, post, leave, order, kept };
}
const always = (error: KringError) => Array.from({ length: 99 }, () => error);

describe('signing out', () => {
  it('first removes what the screen said was removed', async () => {
    const { world, mine, services, leave, order } = await open();
    act(() => services.removals.remove(mine.id));
    expect(await leave()).toBe(true);
    expect(order()).toEqual(['RemoveMessage', 'SignOut']);
    expect(world.messages[0]!.removedAt).not.toBeNull();
  });

  it('lets a reply through that was on its way', async () => {
    const { world, post, leave, order, kept } = await open();
    world.instead.set('PostMessage', [new KringError({ code: 'RATE_LIMITED' })]);
    post('Nog net mee.');
    await screen.findByText('Wacht op verbinding');
    expect(await leave()).toBe(true);
    expect(order().slice(-2)).toEqual(['PostMessage', 'SignOut']);
    expect(kept()).toEqual([]);
  });

  it.each([false, true])('leaves a reply that cannot be posted in its draft (closed circle: %s)', async (closed) => {
    const { world, post, leave, order, kept } = await open(closed);
    world.instead.set('PostMessage', always(new KringError({ code: 'RATE_LIMITED' })));
    post('Wacht nog even.');
    await screen.findByText('Wacht op verbinding');
    expect(await leave()).toBe(true);
    expect(kept()).toEqual(['Wacht nog even.']);
    expect(order().at(-1)).toBe('SignOut');
  });

  it('asks first when the words can go nowhere, and goes on sending them when one stays', async () => {
    const { world, post, leave, order } = await open();
    world.instead.set('PostMessage', always(new KringError({ code: 'RATE_LIMITED' })));
    world.instead.set('SaveDraft', always(new KringError({ code: 'RATE_LIMITED' })));
    post('Blijft.');
    await screen.findByText('Wacht op verbinding');
    expect(await leave()).toBe(false);
    expect(order()).not.toContain('SignOut');
    world.instead.clear();
    await waitFor(() => expect(world.messages).toHaveLength(2), { timeout: 10_000 });
  });

  it('asks first when a removal did not arrive', async () => {
    const { world, mine, services, leave, order } = await open();
    world.instead.set('RemoveMessage', always(new KringError({ code: 'RATE_LIMITED' })));
    act(() => services.removals.remove(mine.id));
    expect(await leave()).toBe(false);
    expect(order()).toEqual(['RemoveMessage']);
  });
});
