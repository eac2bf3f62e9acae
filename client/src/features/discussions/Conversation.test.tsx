import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useImperativeHandle, useState } from 'react';
import { KringError } from '../../platform/errors/kring-error.js';
import { emptyDocument, fromPlainText, plainText } from '../../ui/rich-text/rich-text-document.js';
import type { RichTextEditorProps } from '../../ui/rich-text/RichTextEditor.js';
import { groupId, people, TestWorld, topicId, viewer } from './test-world.js';

/** The editor needs a browser with layout; here a plain text field stands in for it. The rest is the real thing. */
function PlainField(props: RichTextEditorProps) {
  const [text, setText] = useState(plainText(props.initial ?? emptyDocument));
  useImperativeHandle(props.ref, () => ({ focus: () => undefined, blur: () => undefined, document: () => fromPlainText(text), replace: (next) => setText(plainText(next)) }), [text]);
  return (
    <div>
      <textarea
        aria-label={props.label}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          props.onChange?.(fromPlainText(event.target.value));
        }}
        onKeyDown={(event) => event.key === 'Enter' && event.ctrlKey && props.onSubmit?.()}
      />
      {props.footer}
    </div>
  );
}
jest.unstable_mockModule('../../ui/rich-text/RichTextField.js', () => ({ RichTextField: PlainField, preloadRichTextEditor: () => undefined }));
const { openConversation } = await import('./test-circle.js');

const field = () => screen.findByRole('textbox', { name: 'Schrijf een reactie' });
const log = () => screen.findByLabelText('Reacties');
const write = async (text: string) => {
  const box = await field();
  await userEvent.clear(box);
  await userEvent.type(box, text);
  await userEvent.click(screen.getByRole('button', { name: 'Plaatsen' }));
};

afterEach(cleanup);

describe('posting', () => {
  it('shows the reply at once and once, whichever of answer and event comes first', async () => {
    const world = new TestWorld();
    world.say('Eerste', people.noor);
    let letGo: () => void = () => undefined;
    world.instead.set('PostMessage', [new Promise<void>((resolve) => (letGo = resolve))]);
    const { tell } = openConversation(world);
    await write('Doe ik mee.');
    const waiting = within(await log());
    expect(waiting.getByText('Doe ik mee.')).toBeTruthy();
    expect(waiting.getByText('Wordt geplaatst')).toBeTruthy();
    const input = world.variablesOf('PostMessage')[0]!['input'] as { id: string; mutationId: string; body: never };
    // The server has stored it and tells everybody; its answer to us is still on its way.
    const stored = world.say('', viewer, { id: input.id, body: input.body });
    act(() => tell(world.posted(stored)));
    expect(waiting.getAllByText('Doe ik mee.')).toHaveLength(1);
    act(() => letGo());
    await waitFor(() => expect(waiting.queryByText('Wordt geplaatst')).toBeNull());
    expect(waiting.getAllByText('Doe ik mee.')).toHaveLength(1);
    expect((await field() as HTMLTextAreaElement).value).toBe('');
  });

  it('tries again with the same ids and says that it waits', async () => {
    const world = new TestWorld();
    world.say('Eerste', people.noor);
    world.instead.set('PostMessage', Array.from({ length: 3 }, () => new KringError({ code: 'RATE_LIMITED' })));
    openConversation(world);
    await write('Nog een keer.');
    await screen.findByText('Wacht op verbinding');
    await waitFor(() => expect(world.variablesOf('PostMessage').length).toBeGreaterThan(1), { timeout: 5_000 });
    const ids = world.variablesOf('PostMessage').map(({ input }) => `${(input as { id: string }).id} ${(input as { mutationId: string }).mutationId}`);
    expect(new Set(ids).size).toBe(1);
    await waitFor(() => expect(screen.queryByText('Wacht op verbinding')).toBeNull(), { timeout: 10_000 });
    expect(world.messages.map((message) => plainText(message.body!))).toEqual(['Eerste', 'Nog een keer.']);
  });

  it.each([
    ['INVALID_INPUT', new KringError({ code: 'INVALID_INPUT', fields: [{ path: 'input.body', code: 'TOO_LONG', limit: 20_000 }] })],
    ['FORBIDDEN', new KringError({ code: 'FORBIDDEN', reason: 'ARCHIVED' })],
  ])('gives the words back after %s', async (_what, refusal) => {
    const world = new TestWorld();
    world.say('Eerste', people.noor);
    world.instead.set('PostMessage', [refusal]);
    openConversation(world);
    await write('Mijn lange verhaal.');
    await screen.findByText(/Plaatsen lukte niet. Je tekst staat er nog. Probeer opnieuw./);
    expect((await field() as HTMLTextAreaElement).value).toBe('Mijn lange verhaal.');
    expect(within(await log()).queryByText('Mijn lange verhaal.')).toBeNull();
  });

  it('says that there is nothing to post', async () => {
    const world = new TestWorld();
    world.say('Eerste', people.noor);
    openConversation(world);
    await field();
    await userEvent.click(screen.getByRole('button', { name: 'Plaatsen' }));
    expect(screen.getByText('Schrijf eerst iets.')).toBeTruthy();
    expect(world.variablesOf('PostMessage')).toHaveLength(0);
  });

  it('has no text field where one may not write, and says why', async () => {
    const world = new TestWorld();
    world.say('Eerste', people.noor);
    world.group.viewerActions = ['READ'];
    openConversation(world);
    await screen.findByText(/Je leest hier mee/);
    expect(screen.queryByRole('textbox')).toBeNull();
  });
});

describe('what is new', () => {
  it('begins below a line that stays', async () => {
    const world = new TestWorld();
    for (const text of ['Een', 'Twee', 'Drie']) world.say(text, people.noor);
    Object.assign(world.topic(), { readN: 1, readAt: new Date(2020, 10, 17, 14, 40).toISOString() });
    const { tell } = openConversation(world);
    const line = await screen.findByText(/Nieuw sinds .*14:40/);
    const rows = () => [...document.querySelectorAll('[data-row]')].map((row) => (row.getAttribute('data-row') === 'new' ? 'LINE' : row.getAttribute('data-n'))).filter(Boolean);
    expect(rows()).toEqual(['1', 'LINE', '2', '3']);
    act(() => tell(world.posted(world.say('Vier', people.sem))));
    await screen.findByText('Vier');
    expect(rows()).toEqual(['1', 'LINE', '2', '3', '4']);
    act(() => tell(world.event('discussions.readMoved', { groupId, topicId, readN: 4, readCount: 4 })));
    expect(line.isConnected).toBe(true);
  });

  it('is announced once, not per reply', async () => {
    const world = new TestWorld();
    world.say('Een', people.noor);
    const { tell } = openConversation(world);
    await screen.findByText('Een');
    act(() => tell(world.posted(world.say('Twee', people.noor)), world.posted(world.say('Drie', people.sem))));
    await waitFor(() => expect(screen.getAllByRole('status').some((region) => region.textContent === '2 nieuwe reacties')).toBe(true));
  });
});

describe('when the circle closes', () => {
  it('a conversation that was opened before keeps its replies, and loses what may no longer be done', async () => {
    const world = new TestWorld();
    for (let n = 1; n <= 6; n += 1) world.say(`Reactie ${n}.`, people.noor);
    Object.assign(world.topic(), { readN: 6, readAt: world.time() });
    const { tell, client, lookElsewhere, comeBack } = openConversation(world);
    await screen.findByText('Reactie 6.');
    const { TopicPageDocument } = await import('../../generated/graphql.js');
    lookElsewhere();
    comeBack();
    await screen.findByText('Reactie 6.');
    await waitFor(() => expect(world.variablesOf('TopicPage').length).toBeGreaterThan(1));
    Object.assign(world.group, { archivedAt: world.time(), viewerActions: ['READ'] });
    for (const message of world.messages) message.viewerActions = [];
    const asked = world.variablesOf('TopicPage').length;
    act(() => tell(world.event('groups.groupArchived', { groupId, archivedAt: world.group.archivedAt! })));
    const kept = () => client.readQuery({ query: TopicPageDocument, variables: { id: topicId } })!.topicPage.messages.nodes;
    await waitFor(() => expect(world.variablesOf('TopicPage').length).toBeGreaterThan(asked));
    await waitFor(() => expect(kept().flatMap((message) => message.viewerActions)).toEqual([]));
    expect(kept().map(({ n }) => n)).toEqual(world.messages.map(({ n }) => n));
    expect(screen.getByText('Reactie 6.')).toBeTruthy();
    expect(screen.queryByText('Nog geen reacties.')).toBeNull();
  });
});

describe('changing a reply', () => {
  const openMenu = async (words: string) => {
    const reply = (await screen.findByText(words)).closest('article')!;
    await userEvent.click(within(reply).getByRole('button', { name: /Meer bij de reactie/ }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Wijzigen' }));
    return screen.findByRole('textbox', { name: 'Je reactie wijzigen' });
  };

  it('shows both texts when it was changed elsewhere, and keeps the chosen one', async () => {
    const world = new TestWorld();
    world.say('Mijn tekst', viewer);
    openConversation(world);
    const box = await openMenu('Mijn tekst');
    // On another device, before this one saves.
    Object.assign(world.messages[0]!, { body: fromPlainText('Van mijn telefoon'), version: 2 });
    await userEvent.clear(box);
    await userEvent.type(box, 'Van mijn laptop');
    await userEvent.click(screen.getByRole('button', { name: 'Bewaren' }));
    const choice = within(await screen.findByRole('region', { name: /Welke tekst blijft/ }));
    expect(choice.getByText('Van mijn laptop')).toBeTruthy();
    expect(choice.getByText('Van mijn telefoon')).toBeTruthy();
    await userEvent.click(choice.getByRole('button', { name: 'Deze tekst houden' }));
    await waitFor(() => expect(plainText(world.messages[0]!.body!)).toBe('Van mijn laptop'));
    expect(world.variablesOf('EditMessage').map(({ input }) => (input as { ifVersion: number }).ifVersion)).toEqual([1, 2]);
    await waitFor(() => expect(screen.queryByRole('region', { name: /Welke tekst blijft/ })).toBeNull());
  });

  it('keeps the words when saving did not work', async () => {
    const world = new TestWorld();
    world.say('Mijn tekst', viewer);
    world.instead.set('EditMessage', [new KringError({ code: 'INTERNAL', traceId: 'abc' })]);
    openConversation(world);
    const box = await openMenu('Mijn tekst');
    await userEvent.type(box, ' met meer');
    await userEvent.click(screen.getByRole('button', { name: 'Bewaren' }));
    await screen.findByText(/Bewaren lukte niet. Je tekst staat er nog./);
    expect((screen.getByRole('textbox', { name: 'Je reactie wijzigen' }) as HTMLTextAreaElement).value).toBe('Mijn tekst met meer');
  });
});

describe('a closed circle', () => {
  it('has no link to copy', async () => {
    const world = new TestWorld(true);
    world.say('Binnen', viewer);
    openConversation(world);
    const reply = (await screen.findByText('Binnen')).closest('article')!;
    await userEvent.click(within(reply).getByRole('button', { name: /Meer bij de reactie/ }));
    await screen.findByRole('menuitem', { name: 'Wijzigen' });
    expect(screen.queryByRole('menuitem', { name: 'Link kopiëren' })).toBeNull();
  });

  it.each([
    ['arrives meanwhile', true],
    ['is still on its way', false],
  ])('does not put posted words back in the field when the writer looked elsewhere and the reply %s', async (_what, meanwhile) => {
    const world = new TestWorld(true);
    world.say('Eerste', people.noor);
    let letGo: () => void = () => undefined;
    world.instead.set('PostMessage', [new Promise<void>((resolve) => (letGo = resolve))]);
    const { lookElsewhere, comeBack } = openConversation(world);
    await userEvent.type(await field(), 'Vertrouwelijk.');
    await waitFor(() => expect(world.drafts.size).toBe(1), { timeout: 2_000 });
    await userEvent.click(screen.getByRole('button', { name: 'Plaatsen' }));
    // Until they are acknowledged, the words are in the draft and nowhere else.
    expect([...world.drafts.values()].map((draft) => draft.text)).toEqual(['Vertrouwelijk.']);
    lookElsewhere();
    if (meanwhile) {
      letGo();
      await waitFor(() => expect(world.drafts.size).toBe(0));
    }
    comeBack();
    expect((await field() as HTMLTextAreaElement).value).toBe('');
    await userEvent.type(await field(), 'En nog iets.');
    await waitFor(() => expect([...world.drafts.values()].map((draft) => draft.text)).toEqual([meanwhile ? 'En nog iets.' : 'Vertrouwelijk.\nEn nog iets.']), { timeout: 2_000 });
    letGo();
    await waitFor(() => expect([...world.drafts.values()].map((draft) => draft.text)).toEqual(['En nog iets.']), { timeout: 2_000 });
    expect((await field() as HTMLTextAreaElement).value).toBe('En nog iets.');
    expect(world.messages.map((message) => plainText(message.body!))).toEqual(['Eerste', 'Vertrouwelijk.']);
  });

  it('keeps nothing of what is written on this device', async () => {
    const world = new TestWorld(true);
    world.say('Binnen', people.noor);
    world.instead.set('PostMessage', Array.from({ length: 9 }, () => new KringError({ code: 'RATE_LIMITED' })));
    openConversation(world);
    await write('Alleen voor deze kring');
    await screen.findByText('Wacht op verbinding');
    expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.toContain('Alleen voor deze kring');
  });
});
