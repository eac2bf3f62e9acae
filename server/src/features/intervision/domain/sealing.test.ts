import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contribs, inputs, isSilent, namings, presents, speaks, writers, type Contrib, type Input, type Speak, type Writer } from './method.js';
import { ballotFits, surveyResult, voteResult } from './results.js';
import type { Script, ScriptPhase } from './script.js';
import { entryRefusal, mayReceive, mayWrite, nameShown, namelessFrom, opensNow, opensOnPosting, orderOf, sealOrder, sharingsOffered, sheetFor, whatOpens } from './sealing.js';
import { plannedSession, type Person, type SessionState } from './session.js';
import type { TextMark } from './text-mark.js';

const words = { nl: 'woord', en: 'word' };
const basePhase: ScriptPhase = {
  index: 0,
  id: 'core.phase',
  key: 'phase',
  section: 'core',
  round: null,
  minutes: 5,
  days: 0,
  deadline: null,
  name: words,
  instruction: words,
  trioNote: null,
  speak: 'all',
  speaker: null,
  contrib: 'speaks',
  input: 'free',
  writer: 'everyone',
  maxEach: null,
  names: 'named',
  sealed: false,
  reveal: null,
  present: null,
  shows: null,
  showsRatings: null,
  orderByRating: [],
  ratingScale: [],
  ballot: null,
  fields: [],
  items: [],
  contributorItems: [],
};
const script = (...phases: Partial<ScriptPhase>[]): Script => ({
  method: 'made',
  name: words,
  frame: 'full',
  profile: 'normal',
  written: false,
  facilitator: 'required',
  everyoneContributes: false,
  subgroups: null,
  artefactRequired: false,
  rules: [],
  phases: phases.map((phase, index) => ({ ...basePhase, index, ...phase })),
});

const person = (id: string, more: Partial<Person> = {}): Person => ({ id, observer: false, seat: null, ...more });
const people = {
  contributor: person('contributor'),
  facilitator: person('facilitator'),
  co_facilitator: person('co'),
  participant: person('participant'),
  timekeeper: person('timekeeper'),
  observer: person('observer', { observer: true }),
  notetaker: person('notetaker'),
  previous: person('previous'),
};
const running: SessionState = {
  ...plannedSession({
    facilitatorId: 'facilitator',
    coFacilitatorId: 'co',
    contributorId: 'contributor',
    caseId: null,
    previousContributorId: 'previous',
    notetakerId: 'notetaker',
    timekeeperId: 'timekeeper',
    startsAt: 0,
  }),
  status: 'running',
  phase: 0,
  furthest: 0,
  turn: 1,
  entry: 'open',
  endsAt: 300_000,
};

/** Who of these may enter something in such a phase. */
const enters = (phase: Partial<ScriptPhase>, state = running): string[] => {
  const course = script(phase);
  return Object.entries(people).filter(([, who]) => entryRefusal(state, course, course.phases[0]!, who) === null).map(([name]) => name);
};
const everyone = ['contributor', 'facilitator', 'co_facilitator', 'participant', 'timekeeper', 'notetaker', 'previous'];
const without = (...gone: string[]): string[] => everyone.filter((name) => !gone.includes(name));

describe('who may enter something', () => {
  it.each<[Speak, Contrib, string[]]>([
    ['all', 'speaks', everyone],
    ['contributor', 'speaks', ['contributor']],
    ['dialogue', 'answers', without('facilitator')],
    ['group', 'listens', without('contributor', 'facilitator')],
    ['group', 'away', without('contributor', 'facilitator')],
    ['round', 'writes', everyone],
    ['solo', 'writes', everyone],
    ['pairs', 'speaks', everyone],
    ['facilitator', 'speaks', ['facilitator']],
  ])('speak %s, contributor %s', (speak, contrib, who) => {
    expect(enters({ speak, contrib })).toEqual(who);
  });

  it('every value of speak is above', () => {
    expect([...speaks].sort()).toEqual(['all', 'contributor', 'dialogue', 'facilitator', 'group', 'pairs', 'round', 'solo']);
  });

  it.each<[Contrib, boolean]>([
    ['speaks', true],
    ['answers', true],
    ['listens', false],
    ['away', false],
    ['writes', true],
    ['rates', true],
  ])('contributor %s: may post on the board %s', (contrib, may) => {
    expect(contribs).toContain(contrib);
    expect(enters({ contrib }).includes('contributor')).toBe(may);
    expect(isSilent(contrib)).toBe(!may);
  });

  it.each<[Writer, string[]]>([
    ['contributor', ['contributor']],
    ['previous_contributor', ['previous']],
    ['notetaker', ['notetaker']],
    ['each', everyone],
    ['everyone', everyone],
  ])('writer %s', (writer, who) => {
    expect(writers).toContain(writer);
    expect(enters({ input: 'grid', writer })).toEqual(who);
  });

  it('without a note taker the facilitator writes, and without a separate facilitator the contributor', () => {
    const state = { ...running, notetakerId: null };
    expect(enters({ input: 'actions', writer: 'notetaker' }, state)).toEqual(['facilitator']);
    const course = { ...script({ input: 'actions', writer: 'notetaker' }), facilitator: 'optional' as const };
    expect(entryRefusal(state, course, course.phases[0]!, people.contributor)).toBeNull();
    expect(entryRefusal(state, course, course.phases[0]!, people.facilitator)).toBe('NOT_THE_WRITER');
  });

  it.each<[Input, Partial<ScriptPhase>, string[]]>([
    ['none', { writer: null }, []],
    ['notes', { writer: 'each' }, []],
    ['private_reveal', { writer: 'each', sealed: true, contrib: 'listens' }, without('contributor', 'facilitator')],
    ['questions', { writer: 'each', speak: 'dialogue', contrib: 'answers' }, without('contributor', 'facilitator')],
    ['question_rating', { writer: 'contributor', contrib: 'rates' }, ['contributor']],
    ['card_each', { writer: 'each', contrib: 'listens' }, without('contributor', 'facilitator')],
    ['vote', { writer: 'each', contrib: 'writes' }, everyone],
    ['free', {}, everyone],
    ['statement', { writer: 'contributor' }, ['contributor']],
    ['grid', { writer: 'everyone', contrib: 'listens' }, without('contributor', 'facilitator')],
    ['scale', { writer: 'contributor', speak: 'dialogue', contrib: 'answers' }, ['contributor']],
    ['actions', { writer: 'each', contrib: 'writes' }, everyone],
    ['survey', { writer: 'each', contrib: 'writes', section: 'close' }, everyone],
  ])('input %s', (input, phase, who) => {
    expect(inputs).toContain(input);
    expect(enters({ input, ...phase })).toEqual(who);
  });

  it('in a round the contributor is whoever has that seat, and only they are silent', () => {
    const course: Script = { ...script({ round: 2, speak: 'group', contrib: 'away' }), everyoneContributes: true, facilitator: 'optional' };
    const seats = [1, 2, 3].map((seat) => person(`seat${seat}`, { seat }));
    expect(seats.map((each) => entryRefusal(running, course, course.phases[0]!, each))).toEqual([null, 'CONTRIBUTOR_SILENT', null]);
  });

  it('who leads gives no advice, but takes part in what everyone does', () => {
    expect(enters({ input: 'card_each', writer: 'each', contrib: 'listens', section: 'close' })).toContain('facilitator');
    expect(enters({ input: 'card_each', writer: 'each', contrib: 'speaks' })).toContain('facilitator');
    expect(enters({ input: 'card_each', writer: 'each', contrib: 'listens' })).not.toContain('facilitator');
  });
});

describe('when', () => {
  const sealed = script({ input: 'private_reveal', writer: 'each', sealed: true, reveal: 'later', names: 'author_choice', contrib: 'listens' });
  const entry = { kind: 'entry', sharing: 'named', already: 0 } as const;
  const write = (state: SessionState, more: Partial<Parameters<typeof mayWrite>[3]> = {}, who = people.participant, now = 1_000, course = sealed) => mayWrite(state, course, who, { ...entry, ...more }, now);

  it('while the phase takes texts, past zero too, and in the grace until it has ended', () => {
    expect(write(running, {}, people.participant, 999_999)).toEqual({ ok: true });
    const closing: SessionState = { ...running, entry: 'closing', graceEndsAt: 11_000 };
    expect(write(closing, {}, people.participant, 10_999)).toEqual({ ok: true });
    expect(write(closing, {}, people.participant, 11_000)).toEqual({ ok: false, refusal: 'ENTRY_CLOSED' });
    expect(write({ ...running, entry: 'closed' })).toEqual({ ok: false, refusal: 'ENTRY_CLOSED' });
    expect(write({ ...running, status: 'lobby' })).toEqual({ ok: false, refusal: 'NOT_RUNNING' });
    expect(write({ ...running, clock: 'paused', haltedAt: 0 })).toEqual({ ok: true });
  });

  it('in a time-out what others would see waits, and sealed writing goes on', () => {
    const timeOut: SessionState = { ...running, clock: 'time_out', haltedAt: 0 };
    expect(write(timeOut)).toEqual({ ok: true });
    expect(write(timeOut, {}, people.participant, 1_000, script({}))).toEqual({ ok: false, refusal: 'TIME_OUT' });
  });

  it('private notes always, the silent contributor and the observer too', () => {
    for (const who of Object.values(people)) expect(write({ ...running, entry: 'closed' }, { kind: 'note' }, who)).toEqual({ ok: true });
    expect(write({ ...running, status: 'ended' }, { kind: 'note' })).toEqual({ ok: false, refusal: 'NOT_RUNNING' });
  });

  it('not more than the method says', () => {
    const two = script({ input: 'questions', writer: 'each', maxEach: 2 });
    expect(write(running, { already: 1 }, people.participant, 0, two)).toEqual({ ok: true });
    expect(write(running, { already: 2 }, people.participant, 0, two)).toEqual({ ok: false, refusal: 'ENOUGH' });
  });

  it('in writing the contributor gives each question of a dialogue one answer', () => {
    const dialogue: Script = { ...script({ input: 'none', writer: null, speak: 'dialogue', contrib: 'answers' }), written: true };
    const answer = { kind: 'answer' } as const;
    const open: SessionState = { ...running, entry: 'open' };
    expect(write(open, answer, people.contributor, 0, dialogue)).toEqual({ ok: true });
    expect(write(open, { ...answer, already: 1 }, people.contributor, 0, dialogue)).toEqual({ ok: false, refusal: 'ENOUGH' });
    expect(write(open, answer, people.participant, 0, dialogue)).toEqual({ ok: false, refusal: 'NOT_THE_WRITER' });
    expect(write(open, answer, people.contributor, 0, { ...dialogue, written: false })).toEqual({ ok: false, refusal: 'NOTHING_TO_ENTER' });
  });

  it.each(namings.map((names) => [names]))('names: %s', (names) => {
    // with fewer than four writers nobody is nameless, also where the phase would have it so throughout (decisions 22)
    const few = { named: ['named'], nameless: ['named', 'not_shared'], author_choice: ['named', 'not_shared'] }[names];
    const enough = { named: ['named'], nameless: ['nameless'], author_choice: ['named', 'nameless', 'not_shared'] }[names];
    expect(sharingsOffered(running, { ...basePhase, names })).toEqual(few);
    expect(sharingsOffered({ ...running, namelessOffered: true }, { ...basePhase, names })).toEqual(enough);
    // a ballot and a survey are numbers, however few there are
    for (const input of ['vote', 'survey'] as const) expect(sharingsOffered(running, { ...basePhase, input, names: 'nameless' })).toEqual(['nameless']);
    expect(namelessFrom).toBe(4);
  });

  it('refuses a choice that is not offered', () => {
    expect(write(running, { sharing: 'nameless' })).toEqual({ ok: false, refusal: 'SHARING_NOT_OFFERED' });
    expect(write({ ...running, namelessOffered: true }, { sharing: 'nameless' })).toEqual({ ok: true });
  });
});

describe('who receives a text', () => {
  const course = script({ input: 'private_reveal', writer: 'each', sealed: true, reveal: 'later' }, { shows: 0, present: 'one_by_one', input: 'none', writer: null }, { input: 'vote', writer: 'each' });
  const text: TextMark = { id: 'a', phase: 0, kind: 'entry', sharing: 'named', opened: false, position: null };
  const receives = (more: Partial<TextMark>, reader: Person | null = people.participant, mine = false) => mayReceive(running, course, reader, { ...text, ...more }, mine);

  it('its author always; another only when it is open', () => {
    expect(receives({}, people.participant, true)).toBe(true);
    for (const reader of Object.values(people)) {
      expect(receives({}, reader)).toBe(false);
      expect(receives({ opened: true }, reader)).toBe(true);
    }
  });

  it('nobody else what is private, kept back or a ballot, and an outsider nothing', () => {
    expect(receives({ kind: 'note', opened: true })).toBe(false);
    expect(receives({ sharing: 'not_shared', opened: true })).toBe(false);
    expect(receives({ phase: 2, opened: true })).toBe(false);
    expect(receives({ opened: true }, null)).toBe(false);
    expect(receives({}, null, true)).toBe(false);
  });

  it('what is not sealed is open when it is posted', () => {
    expect(opensOnPosting(basePhase)).toBe(true);
    expect(opensOnPosting({ ...basePhase, sealed: true })).toBe(false);
    expect(opensOnPosting({ ...basePhase, input: 'vote' })).toBe(false);
    expect(opensOnPosting({ ...basePhase, input: 'survey' })).toBe(false);
  });

  it('in writing a contributor who is away reads when the phase has closed', () => {
    const written: Script = { ...script({ contrib: 'away', speak: 'group' }, {}), written: true };
    const posted = { ...text, opened: true };
    expect(mayReceive(running, written, people.contributor, posted, false)).toBe(false);
    expect(mayReceive(running, written, people.participant, posted, false)).toBe(true);
    expect(mayReceive({ ...running, phase: 1 }, written, people.contributor, posted, false)).toBe(true);
    expect(mayReceive(running, { ...written, written: false }, people.contributor, posted, false)).toBe(true);
  });

  it('the name goes with a named text, never to the shared screen', () => {
    expect(nameShown({ ...text, sharing: 'named' }, 'device')).toBe(true);
    expect(nameShown({ ...text, sharing: 'nameless' }, 'device')).toBe(false);
    expect(nameShown({ ...text, sharing: 'named' }, 'beamer')).toBe(false);
  });

  it('a sheet tells nothing of what is closed while people write, and its size when it is sealed', () => {
    const marks = ['a', 'b', 'c'].map((id, at) => ({ ...text, id, position: at + 1, opened: id === 'c', mine: id === 'a' }));
    const first = course.phases[0]!;
    expect(sheetFor(running, course, first, people.participant, marks.map((mark) => ({ ...mark, position: null, opened: false })))).toEqual({ own: ['a'], opened: [], total: null });
    expect(sheetFor({ ...running, phase: 1, furthest: 1 }, course, first, people.participant, marks)).toEqual({ own: ['a'], opened: ['c'], total: 3 });
  });
});

describe('opening', () => {
  const mark = (id: string, position: number | null, more: Partial<TextMark> = {}): TextMark => ({ id, phase: 0, kind: 'entry', sharing: 'named', opened: false, position, ...more });
  const sheet = [mark('c', 3), mark('a', 1, { opened: true }), mark('b', 2), mark('kept', null, { sharing: 'not_shared' }), mark('note', null, { kind: 'note' })];

  it('all, the next in the shuffled order, or one by its place', () => {
    expect(whatOpens(sheet, { which: 'all' })).toEqual(['b', 'c']);
    expect(whatOpens(sheet, { which: 'next', opened: 1 })).toEqual(['b']);
    expect(whatOpens(sheet, { which: 'one', position: 3 })).toEqual(['c']);
    expect(whatOpens(sheet, { which: 'one', position: 9 })).toEqual([]);
  });

  it('a second press opens nothing more', () => {
    expect(whatOpens(sheet, { which: 'next', opened: 0 })).toBeNull();
    expect(whatOpens(sheet, { which: 'one', position: 1 })).toBeNull();
  });

  it.each(presents.map((present) => [present]))('%s: in the phase that shows, or inside when it takes no more texts', (present) => {
    const later = script({ sealed: true, reveal: 'later' }, { shows: 0, present });
    expect(opensNow(running, later)).toBeNull();
    expect(opensNow({ ...running, phase: 1 }, later)).toBe(0);
    const inside = script({ sealed: true, reveal: 'inside', present });
    expect(opensNow(running, inside)).toBeNull();
    expect(opensNow({ ...running, entry: 'closing' }, inside)).toBeNull();
    expect(opensNow({ ...running, entry: 'closed' }, inside)).toBe(0);
    expect(opensNow({ ...running, phase: 1 }, { ...later, written: true })).toBeNull();
    expect(opensNow({ ...running, phase: 1 }, script({}, { shows: 0, present }))).toBeNull();
  });

  it('places depend on chance, not on who wrote first, and are kept', () => {
    const ids = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(ids, fc.nat(), (all, seed) => {
        const places = sealOrder(all.map((id) => mark(id, null)), seed);
        expect([...places.values()].sort((a, b) => a - b)).toEqual(all.map((_, at) => at + 1));
        expect(sealOrder([...all].reverse().map((id) => mark(id, null)), seed)).toEqual(places);
        const [first, ...rest] = all as [string, ...string[]];
        const later = sealOrder([mark(first, 7), ...rest.map((id) => mark(id, null))], seed);
        expect(later.has(first)).toBe(false);
        for (const place of later.values()) expect(place).toBeGreaterThan(7);
      }),
    );
  });

  it('every text has the same chance of every place', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 4_000; seed++) for (const [id, place] of sealOrder(ids.map((each) => mark(each, null)), seed)) counts.set(`${id}${place}`, (counts.get(`${id}${place}`) ?? 0) + 1);
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150);
    expect(counts.size).toBe(16);
  });

  it('follows the ratings where the phase says so', () => {
    const phase = { ...basePhase, orderByRating: ['lukewarm', 'warm', 'cold'] };
    const ratings = new Map([['a', 'cold'], ['b', 'warm'], ['c', 'lukewarm']]);
    expect(orderOf(phase, [mark('a', 1), mark('b', 2), mark('c', 3), mark('d', 4)], ratings)).toEqual(['c', 'b', 'a', 'd']);
    expect(orderOf(basePhase, [mark('b', 2), mark('a', 1)], ratings)).toEqual(['a', 'b']);
  });
});

describe('votes and surveys', () => {
  const vote = { ...basePhase, input: 'vote' as const, ballot: { ...words, from: 'pitches' as const, phase: 0, choices: 2, skipBelow: 2, makesContributor: false, options: [] } };
  const closed: SessionState = { ...running, entry: 'closed' };

  it('give totals, after closing', () => {
    expect(voteResult(running, vote, ['a', 'b', 'c'], [['a', 'b'], ['b']])).toBeNull();
    expect(voteResult({ ...running, entry: 'closing' }, vote, ['a', 'b'], [['a']])).toBeNull();
    expect(voteResult(closed, vote, ['a', 'b', 'c'], [['a', 'b'], ['b']])).toEqual({ options: [{ option: 'a', votes: 1 }, { option: 'b', votes: 2 }, { option: 'c', votes: 0 }], leading: ['b'] });
    expect(voteResult(closed, vote, ['a', 'b'], [['a'], ['b']])!.leading).toEqual(['a', 'b']);
    expect(voteResult(closed, vote, ['a', 'b'], [])!.leading).toEqual([]);
  });

  it('a ballot has no more than its choices, none twice', () => {
    const fits = (...chosen: string[]) => ballotFits(vote, ['a', 'b', 'c'], chosen);
    expect([fits('a'), fits('a', 'b')]).toEqual([true, true]);
    expect([fits(), fits('a', 'a'), fits('a', 'b', 'c'), fits('d')]).toEqual([false, false, false, false]);
  });

  it('a survey shows the group from four answers on', () => {
    const survey: ScriptPhase = { ...basePhase, input: 'survey', items: [{ key: 'safe', ...words, type: 'agree5', optional: false }, { key: 'open', ...words, type: 'text', optional: true }] };
    const answers = [5, 4, 4, 1].map((value) => ({ item: 'safe', value }));
    const texts = ['z', 'a', 'm'].map((value) => ({ item: 'open', value }));
    expect(surveyResult(running, survey, answers)).toBeNull();
    expect(surveyResult(closed, survey, answers.slice(1))).toEqual([]);
    expect(surveyResult(closed, survey, [...answers, { item: 'safe', value: 6 }, ...texts])).toEqual([{ item: 'safe', distribution: [1, 0, 0, 2, 1], texts: [] }]);
    expect(surveyResult(closed, survey, [...texts, { item: 'open', value: 'b' }])).toEqual([{ item: 'open', distribution: [], texts: ['a', 'b', 'm', 'z'] }]);
  });
});
