import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { KringError } from '../../platform/errors/kring-error.js';
import { openSession } from './test-session-screen.js';
import { people, TestSession } from './test-session.js';

const paper = () => screen.findByRole('textbox', { name: 'Briefje' });
const bodies = (world: TestSession) => world.page.texts.map(({ body }) => body);

afterEach(cleanup);

describe('somebody who takes part', () => {
  it('writes on paper that only they see, with the question as the heading', async () => {
    const world = new TestSession();
    world.enter(2);
    openSession(world);
    await screen.findByRole('heading', { level: 1, name: /Wat zou jij Tijn aanraden/ });
    expect(document.title).toBe('Intervisie · Kring');
    await userEvent.type(await paper(), 'Ik zou één gebaar gebruiken.');
    const form = within(screen.getByRole('region', { name: 'Briefje' }));
    expect(form.getByText('Alleen jij ziet dit')).toBeTruthy();
    expect((form.getByRole('radio', { name: 'Zonder naam' }) as HTMLInputElement).checked).toBe(true);
    await waitFor(() => expect(world.page.texts).toMatchObject([{ body: 'Ik zou één gebaar gebruiken.', sharing: 'NAMELESS', kind: 'ENTRY', phase: 2 }]));
    await form.findByText(/^Bewaard/);
  });

  it('says ready and goes on writing', async () => {
    const world = new TestSession();
    world.enter(2);
    openSession(world);
    await userEvent.type(await paper(), 'Ik zou');
    await userEvent.click(screen.getByRole('button', { name: 'Ik ben klaar' }));
    const ready = await screen.findByRole('button', { name: 'Klaar' });
    expect(ready.getAttribute('aria-pressed')).toBe('true');
    await userEvent.type(await paper(), ' nog iets');
    await waitFor(() => expect(bodies(world)).toEqual(['Ik zou nog iets']));
  });

  it('has the same words after a reload, in the phase that runs then', async () => {
    const world = new TestSession();
    world.enter(2);
    const first = openSession(world);
    await userEvent.type(await paper(), 'Ik zou hem apart nemen.');
    first.view.unmount();
    await waitFor(() => expect(bodies(world)).toEqual(['Ik zou hem apart nemen.']));
    openSession(world);
    expect(((await paper()) as HTMLTextAreaElement).value).toBe('Ik zou hem apart nemen.');
    expect(screen.getAllByRole('textbox', { name: 'Briefje' })).toHaveLength(1);
  });

  it('keeps the last sentence through the grace, and stands at the next question', async () => {
    const world = new TestSession();
    world.enter(2);
    const { tell } = openSession(world);
    await userEvent.type(await paper(), 'Ik zou');
    Object.assign(world.page.state, { entry: 'CLOSING', goesTo: 3, version: world.page.state.version + 1 });
    tell(world.moved('phaseClosing'));
    expect((await screen.findAllByText(/Laatste zin, daarna bewaard/)).length).toBeGreaterThan(0);
    await userEvent.type(await paper(), ' hem');
    world.enter(3);
    tell(world.moved('phaseEntered'));
    const heading = await screen.findByRole('heading', { level: 1, name: 'Advies onthullen' });
    await waitFor(() => expect(document.activeElement).toBe(heading));
    await waitFor(() => expect(bodies(world)).toEqual(['Ik zou hem']));
    expect(screen.getByText('Jouw briefje, nog dicht')).toBeTruthy();
  });

  it('posts what everyone reads with a press, not before', async () => {
    const world = new TestSession();
    world.enter(0);
    openSession(world);
    await userEvent.type(await screen.findByRole('textbox', { name: 'Jouw tekst' }), 'Moe.');
    await waitFor(() => expect(world.page.texts).toMatchObject([{ kind: 'NOTE', body: 'Moe.' }]));
    await userEvent.click(screen.getByRole('button', { name: 'Plaatsen' }));
    await within(await screen.findByRole('region', { name: 'Geplaatst' })).findByText('Moe.');
    expect(world.page.texts.filter(({ kind }) => kind === 'ENTRY')).toMatchObject([{ body: 'Moe.', sharing: 'NAMED' }]);
  });

  it('whose case it is, listens and writes for themselves', async () => {
    const world = new TestSession(people.tijn);
    world.enter(3);
    openSession(world);
    await screen.findByText('Jij luistert. Je hoeft niet te reageren.');
    expect(screen.getByPlaceholderText('Jij luistert. Schrijf op wat je raakt.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Plaatsen' })).toBeNull();
  });
});

describe('whoever leads', () => {
  it('opens note after note with the same button, and moves on after asking once', async () => {
    const world = new TestSession(people.bram);
    world.enter(3);
    world.page.sheets.push({ __typename: 'SheetTotals', phase: 2, total: 2, opened: 0 });
    world.instead.set('RevealTexts', [1, 2].map((number) => () => {
      world.addText({ id: `n${number}`, phase: 2, body: `Advies ${number}`, position: number });
      world.page.sheets[0]!.opened = number;
      Object.assign(world.page.state, { spotlightId: `n${number}`, version: world.page.state.version + 1 });
      return world.movedAnswer();
    }));
    openSession(world);
    const button = await screen.findByRole('button', { name: 'Onthul briefje 1' });
    await userEvent.click(button);
    await screen.findByText('Advies 1');
    expect(await screen.findByRole('button', { name: 'Onthul briefje 2' })).toBe(button);
    expect(document.activeElement).toBe(button);
    expect(world.variablesOf('RevealTexts')[0]).toMatchObject({ input: { which: 'NEXT', opened: 0 } });
    await userEvent.click(button);
    await userEvent.click(await screen.findByRole('button', { name: 'Volgende fase: Voornemen' }));
    expect(world.variablesOf('AdvancePhase')).toHaveLength(0);
    await userEvent.click(screen.getByRole('button', { name: 'Ja: Volgende fase: Voornemen' }));
    await waitFor(() => expect(world.variablesOf('AdvancePhase')).toHaveLength(1));
  });

  it('reads why something is refused, in place', async () => {
    const world = new TestSession(people.bram);
    world.enter(2);
    world.instead.set('AdvancePhase', [new KringError({ code: 'FORBIDDEN', reason: 'NO_CONTRIBUTOR' })]);
    openSession(world);
    await userEvent.click(await screen.findByRole('button', { name: 'Volgende fase: Advies onthullen' }));
    await userEvent.click(screen.getByRole('button', { name: /^Ja/ }));
    await screen.findByText('Kies eerst wiens casus het is.');
  });
});

it('a session that is not there, or not yours, is the same neutral page', async () => {
  const world = new TestSession();
  world.instead.set('SessionPage', [new KringError({ code: 'NOT_FOUND' })]);
  openSession(world);
  await screen.findByText('Deze pagina is er niet, of je zit niet in deze kring.');
});

it('afterwards shows what was opened, and one’s own notes to read', async () => {
  const world = new TestSession();
  world.enter(5);
  Object.assign(world.page.state, { status: 'ENDED' });
  world.addText({ id: 'a1', phase: 4, body: JSON.stringify({ what: 'Een gebaar afspreken' }), author: people.tijn });
  world.addText({ id: 'n1', phase: 3, kind: 'NOTE', mine: true, opened: false, body: 'Eerst contact.' });
  world.page.pictures.push({ __typename: 'SurveyPicture', item: 'safe', distribution: [0, 1, 1, 2, 1], texts: [] });
  world.outcome = { actions: [{ __typename: 'OutcomeAction', id: 'a1', sessionId: 's', sessionAt: world.time(), what: 'Een gebaar afspreken', owner: people.tijn, ownerWords: null, dueOn: null, dueWords: null, state: 'OPEN', version: 1, mine: false }] };
  openSession(world);
  await screen.findByText('Een gebaar afspreken');
  await screen.findByRole('img', { name: 'Ik kon hier zeggen wat ik wilde zeggen. 3 van 5 zijn het eens.' });
  // as a note to read, and as something to keep
  expect(await screen.findAllByText('Eerst contact.')).toHaveLength(2);
  expect(screen.getAllByRole('textbox')).toHaveLength(1);
});

it('afterwards keeps a report of what was chosen, under the same number when it is tried again', async () => {
  const world = new TestSession();
  world.enter(5);
  Object.assign(world.page.state, { status: 'ENDED' });
  world.addText({ id: 'q1', phase: 2, mine: true, author: people.fenna, body: 'Wat zag je het eerst?' });
  world.addText({ id: 'n1', phase: 3, kind: 'NOTE', mine: true, opened: false, body: 'Eerst contact.' });
  world.addText({ id: 'o1', phase: 2, author: people.noor, body: 'Van Noor' });
  world.addText({ id: 's1', phase: 1, mine: true, author: people.fenna, body: 'Het verhaal' });
  world.instead.set('KeepReport', [new KringError({ code: 'CONFLICT' })]);
  openSession(world);
  // one's own words only, never the story; a note waits until it is chosen
  expect((await screen.findAllByRole('checkbox')).map((box) => (box as HTMLInputElement).checked)).toEqual([true, false]);
  await userEvent.click(screen.getByRole('checkbox', { name: 'Eerst contact.' }));
  await userEvent.click(screen.getByRole('button', { name: 'Bewaar mijn verslag' }));
  await screen.findByText(/Bewaren lukte niet/);
  await userEvent.click(screen.getByRole('button', { name: 'Bewaar mijn verslag' }));
  await screen.findByRole('button', { name: 'Bewaar opnieuw' });
  const [first, second] = world.variablesOf('KeepReport').map(({ input }) => input as { textIds: string[]; mutationId: string; id: string });
  expect(first!.textIds).toEqual(['q1', 'n1']);
  expect([second!.mutationId, second!.id]).toEqual([first!.mutationId, first!.id]);
});

it('afterwards the outcome of a session on paper is typed in by who may, and says so', async () => {
  const world = new TestSession(people.bram);
  world.enter(5);
  Object.assign(world.page.state, { status: 'ENDED' });
  world.page.session.viewerActions = ['READ', 'WRITE_OUTCOME_LATER'];
  openSession(world);
  await userEvent.click(await screen.findByText('Op papier gedaan? Vul de uitkomst in'));
  await userEvent.click(screen.getByRole('button', { name: 'Voeg toe: Voornemen' }));
  await userEvent.type(screen.getByLabelText('Wat'), 'Een gebaar afspreken');
  await waitFor(() => expect(world.variablesOf('WriteText').at(-1)).toMatchObject({ input: { kind: 'OUTCOME', sharing: 'NAMED', phase: 4, body: JSON.stringify({ what: 'Een gebaar afspreken' }) } }));
});

it('the room before the start says what we agree on, and how somebody wants to take part is kept at once', async () => {
  const world = new TestSession();
  openSession(world);
  await screen.findByText('Wat een ander inbrengt, blijft in de groep.');
  await userEvent.click(screen.getByRole('radio', { name: '30 seconden' }));
  await waitFor(() => expect(world.variablesOf('EnterSession').at(-1)).toMatchObject({ input: { graceSeconds: 30 } }));
});
