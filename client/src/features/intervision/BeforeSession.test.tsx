import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openSession } from './test-session-screen.js';
import { people, TestSession } from './test-session.js';

afterEach(cleanup);

const titles = (more: object = {}) => [
  { __typename: 'SessionCase', id: 'c1', title: 'De stilte', question: 'Hoe begin ik?', mine: false, person: null, votes: null, leading: false, ...more },
  { __typename: 'SessionCase', id: 'c2', title: 'De deur', question: '', mine: true, person: null, votes: null, leading: false, ...more },
];

describe('a case before a session', () => {
  it('is written in short fields that only its writer sees, kept by itself, and hints at a name', async () => {
    const world = new TestSession();
    world.answers['SavePreparedCase'] = ({ input }) => ({ savePreparedCase: { __typename: 'PreparedCase', id: input.id, groupId: input.groupId, version: input.ifVersion + 1, updatedAt: world.time(), fields: input.fields.map((field: object) => ({ __typename: 'CaseField', ...field })) } });
    world.answers['PutCaseForward'] = () => ({ ...world.answers['SessionCases']!({}), putCaseForward: world.answers['SessionCases']!({})['sessionCases'] });
    openSession(world);
    await userEvent.click(await screen.findByRole('button', { name: 'Casus klaarzetten' }));
    const form = within(screen.getByRole('region', { name: 'Een casus inbrengen' }));
    expect(form.getByText('Alleen jij ziet dit')).toBeTruthy();
    await userEvent.click(form.getByRole('button', { name: 'Breng titel en vraag in' }));
    await form.findByText('Geef je casus een titel.');
    await userEvent.type(form.getByLabelText('Titel'), 'De les van Milan');
    await form.findByText(/Staat hier een naam van een leerling/);
    await waitFor(() => expect(world.variablesOf('SavePreparedCase')).toMatchObject([{ input: { fields: [{ key: 'title', text: 'De les van Milan' }], ifVersion: 0 } }]), { timeout: 3_000 });
    expect(world.asked.some(({ name }) => name === 'PutCaseForward')).toBe(false);
    await userEvent.click(form.getByRole('button', { name: 'Breng titel en vraag in' }));
    await waitFor(() => expect(world.asked.some(({ name }) => name === 'PutCaseForward')).toBe(true));
  });

  it('is preferred in secret, two at most', async () => {
    const world = new TestSession();
    world.cases = { stage: 'VOTING', cases: [...titles(), { ...titles()[0], id: 'c3', title: 'Het raam' }], voters: 1 };
    world.answers['CastCaseVote'] = ({ input }) => ({ castCaseVote: { ...(world.answers['SessionCases']!({})['sessionCases'] as object), myChoice: input.caseIds, voters: 2 } });
    openSession(world);
    for (const title of ['De stilte', 'De deur']) await userEvent.click(await screen.findByRole('checkbox', { name: new RegExp(title) }));
    expect((screen.getByRole('checkbox', { name: /Het raam/ }) as HTMLInputElement).disabled).toBe(true);
    expect(screen.getByText(/Niemand ziet wat jij kiest/).textContent).toContain('1 van 5 stemde');
    expect(screen.queryByRole('button', { name: 'Sluit de keuze' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Stem' }));
    await waitFor(() => expect(world.variablesOf('CastCaseVote')).toMatchObject([{ input: { caseIds: ['c1', 'c2'] } }]));
  });

  it('a tie is asked, not drawn, and whoever leads chooses', async () => {
    const world = new TestSession(people.bram);
    world.cases = { stage: 'CLOSED', cases: titles({ votes: 2, leading: true }).map((each, at) => ({ ...each, mine: false, person: at === 0 ? people.fenna : people.noor })) };
    openSession(world);
    await screen.findByText(`Het is gelijk. Vraag ${people.fenna.name}, ${people.noor.name} wie het het meest nodig heeft, en kies dan.`);
    await userEvent.click(screen.getAllByRole('button', { name: 'Kies deze casus' })[0]!);
    await waitFor(() => expect(world.variablesOf('ChooseCase')).toMatchObject([{ input: { caseId: 'c1' } }]));
  });
});

describe('a frozen session', () => {
  it('shows that it is locked and nothing of it; who may, lifts it with a reason', async () => {
    const world = new TestSession(people.bram);
    world.enter(1);
    Object.assign(world.page.session, { frozenAt: world.time(), viewerActions: ['READ', 'FREEZE'] });
    openSession(world);
    await screen.findByRole('heading', { level: 1, name: 'Deze intervisie is op slot' });
    expect(screen.queryByText('De casus')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Haal het slot eraf' }));
    expect(world.asked.some(({ name }) => name === 'LiftFreeze')).toBe(false);
    await userEvent.type(screen.getByLabelText('Waarom kan het slot eraf?'), 'Een misverstand');
    await userEvent.click(screen.getByRole('button', { name: 'Haal het slot eraf' }));
    await waitFor(() => expect(world.variablesOf('LiftFreeze')).toMatchObject([{ input: { reason: 'Een misverstand' } }]));
  });
});

describe('an ended session', () => {
  const action = { __typename: 'OutcomeAction', id: 'a1', sessionId: 's', sessionAt: '2026-11-17T14:30:00Z', what: 'Bij de deur staan', owner: people.fenna, ownerWords: null, dueOn: '2026-11-20', dueWords: null, state: 'OPEN', version: 3, mine: true };

  it('says when it is erased, and what one intended can be ticked', async () => {
    const world = new TestSession();
    Object.assign(world.page.state, { status: 'ENDED', startedAt: world.time() });
    world.outcome = { actions: [action], attendance: [{ __typename: 'SessionAttendance', id: 'x', person: people.fenna, role: 'participant', minutes: 75 }] };
    world.answers['MarkAction'] = ({ input }) => ({ markAction: { ...action, state: input.state, version: 4 } });
    openSession(world);
    await screen.findByText(/Wordt gewist op 15 februari 2027/);
    await screen.findByText('Voor jou: 75 minuten intervisie.');
    await userEvent.click(screen.getByRole('button', { name: 'Gedaan' }));
    await waitFor(() => expect(world.variablesOf('MarkAction')).toMatchObject([{ input: { id: 'a1', state: 'DONE', dueOn: '2026-11-20', ifVersion: 3 } }]));
  });

  it('shares how it goes only when asked to', async () => {
    const world = new TestSession();
    Object.assign(world.page.state, { status: 'ENDED', startedAt: world.time() });
    world.outcome = { actions: [action] };
    world.answers['AnswerFollowUp'] = () => ({ answerFollowUp: world.answers['SessionOutcome']!({})['sessionOutcome'] });
    openSession(world);
    await userEvent.type(await screen.findByLabelText('Hoe gaat het met je voornemen?'), 'Twee keer gelukt');
    await userEvent.click(screen.getByRole('button', { name: 'Bewaar voor mezelf' }));
    await screen.findByText('Bewaard. Alleen jij ziet dit.');
    await userEvent.click(screen.getByRole('button', { name: 'Deel met de kring' }));
    await waitFor(() => expect(world.variablesOf('AnswerFollowUp').map(({ input }) => (input as { share: boolean }).share)).toEqual([false, true]));
  });
});
