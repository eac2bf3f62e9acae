import { describe, expect, it } from '@jest/globals';
import { primaryAct, sheetToOpen } from './primary-act.js';
import { people, testPhase, testPhases, TestSession } from './test-session.js';

const led = (phases = testPhases()) => new TestSession(people.bram, phases);
const now = Date.UTC(2026, 10, 17, 14, 30);
const act = (world: TestSession) => primaryAct(world.page, now);
const sheet = (phase: number, total: number | null, opened: number) => ({ __typename: 'SheetTotals' as const, phase, total, opened });

describe('the one button of whoever leads', () => {
  it('opens the lobby, then starts', () => {
    const world = led();
    world.page.state.status = 'PLANNED';
    world.page.session.startsAt = new Date(now + 600_000).toISOString();
    expect(act(world)).toEqual({ kind: 'openLobby', early: null });
    world.page.state.status = 'LOBBY';
    expect(act(world)).toEqual({ kind: 'start' });
  });

  it('moves on from an open phase, asked once', () => {
    const world = led();
    world.enter(2);
    expect(act(world)).toEqual({ kind: 'advance', to: 3, ask: true });
  });

  it('says what comes while the grace runs, and cannot be pressed', () => {
    const world = led();
    world.enter(2, { entry: 'CLOSING', goesTo: 3 });
    expect(act(world)).toEqual({ kind: 'closing', to: 3 });
    Object.assign(world.page.state, { goesTo: 6 });
    expect(act(world)).toEqual({ kind: 'closing', to: null });
  });

  it('opens note by note, then moves on', () => {
    const world = led();
    world.enter(3);
    world.page.sheets.push(sheet(2, 9, 3));
    expect(act(world)).toEqual({ kind: 'revealNext', number: 4, opened: 3 });
    world.page.sheets[0]!.opened = 9;
    expect(act(world)).toEqual({ kind: 'advance', to: 4, ask: true });
  });

  it('opens everything in one act where the phase says together', () => {
    const phases = testPhases();
    phases[3] = testPhase(3, { shows: 2, present: 'together' });
    const world = led(phases);
    world.enter(3);
    world.page.sheets.push(sheet(2, 5, 0));
    expect(act(world)).toEqual({ kind: 'revealAll', count: 5, ask: true });
  });

  it('closes the writing first where a phase reveals inside; together it asks, because closing opens', () => {
    for (const present of ['one_by_one', 'together'] as const) {
      const world = led([testPhase(0, { input: 'private_reveal', writer: 'each', sealed: true, reveal: 'inside', present }), testPhase(1, {})]);
      world.enter(0);
      expect(act(world)).toEqual({ kind: 'closeEntry', what: present === 'together' ? 'writingOpens' : 'writing', ask: present === 'together' });
      world.page.state.entry = 'CLOSED';
      world.page.sheets.push(sheet(0, 2, 0));
      expect(act(world).kind).toBe(present === 'together' ? 'revealAll' : 'revealNext');
    }
  });

  it('closes a vote and a survey before it goes on', () => {
    const world = led([testPhase(0, { input: 'vote', writer: 'each' }), testPhase(1, { input: 'survey', writer: 'each' })]);
    world.enter(0);
    expect(act(world)).toEqual({ kind: 'closeEntry', what: 'vote', ask: false });
    world.page.state.entry = 'CLOSED';
    expect(act(world)).toEqual({ kind: 'advance', to: 1, ask: true });
    world.enter(1);
    expect(act(world)).toEqual({ kind: 'closeEntry', what: 'survey', ask: false });
    world.page.state.entry = 'CLOSED';
    expect(act(world)).toEqual({ kind: 'end', ask: true });
  });

  it('comes back from an earlier phase that is shown again', () => {
    const world = led();
    world.enter(3, { showing: 1 });
    expect(act(world)).toEqual({ kind: 'backToNow', phase: 3 });
  });

  it('ends a time-out before anything else, for whoever may', () => {
    const world = led();
    world.enter(2, { clock: 'TIME_OUT' });
    expect(act(world)).toEqual({ kind: 'none' });
    world.page.session.viewerActions.push('END_TIME_OUT');
    expect(act(world)).toEqual({ kind: 'endTimeOut' });
  });

  it('does nothing that the server does not allow', () => {
    const world = led();
    world.enter(3);
    world.page.sheets.push(sheet(2, 9, 3));
    world.page.session.viewerActions = ['READ', 'MOVE_PHASE'];
    expect(act(world)).toEqual({ kind: 'advance', to: 4, ask: true });
    world.page.session.viewerActions = ['READ'];
    expect(act(world)).toEqual({ kind: 'none' });
  });

  it('does not guess how many notes there are while that is not said', () => {
    const world = led();
    world.enter(3);
    world.page.sheets.push(sheet(2, null, 0));
    expect(sheetToOpen(world.page)).toBeNull();
    expect(act(world)).toEqual({ kind: 'advance', to: 4, ask: true });
  });

  it('asks first when the day that was planned is not here yet', () => {
    const world = led();
    const startsAt = new Date(now + 9 * 86_400_000).toISOString();
    Object.assign(world.page.state, { status: 'PLANNED' });
    world.page.session.startsAt = startsAt;
    expect(act(world)).toEqual({ kind: 'openLobby', early: startsAt });
  });

  it('chooses whose case it is before it goes on to it: the one with most votes, else from the list', () => {
    const world = led([testPhase(0, { section: 'open', input: 'vote', writer: 'each' }), testPhase(1, {})]);
    world.enter(0, { entry: 'CLOSED', contributorId: null });
    world.page.session.viewerActions.push('CHOOSE_CASE');
    expect(act(world)).toEqual({ kind: 'chooseCase', contributorId: null });
    const said = { __typename: 'SessionText' as const, aboutId: null, body: 'Casus', kind: 'ENTRY' as const, mine: false, opened: true, phase: 0, position: null, returned: false, sharing: 'NAMED' as const, version: 1 };
    const pitch = (id: string, author: typeof people.tijn) => ({ ...said, id, author });
    const option = (id: string, leading: boolean) => ({ __typename: 'VoteOption' as const, id, leading, votes: leading ? 5 : 4, words: 'Casus', brought: null });
    world.page.texts = [pitch('a', people.tijn), pitch('b', people.noor)];
    world.page.options = [option('a', false), option('b', true)];
    expect(act(world)).toEqual({ kind: 'chooseCase', contributorId: people.noor.id });
    world.page.options = [option('a', true), option('b', true)];
    expect(act(world)).toEqual({ kind: 'chooseCase', contributorId: null });
    world.page.state.contributorId = people.noor.id;
    expect(act(world)).toEqual({ kind: 'advance', to: 1, ask: true });
  });
});
