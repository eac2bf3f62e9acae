import { ApolloLink } from '@apollo/client/link';
import { Observable } from 'rxjs';
import type { IntervisionEvents } from '../../../../schema/realtime/intervision.js';
import type { EventEnvelope } from '../../../../schema/realtime/envelope.js';
import { facilitatorStream, sessionStream } from '../../../../schema/realtime/streams.js';
import type { ScriptPhaseFieldsFragment, SessionPageFieldsFragment, SessionTextFieldsFragment } from '../../generated/graphql.js';
import { KringError } from '../../platform/errors/kring-error.js';

/** A session as a server would hold it, for tests: answers the operations of the client and makes the events. */
export const people = {
  bram: { __typename: 'Person' as const, id: '00000000-0000-4000-8000-000000000001', name: 'Bram Wielewaal' },
  tijn: { __typename: 'Person' as const, id: '00000000-0000-4000-8000-000000000002', name: 'Tijn Grutto' },
  fenna: { __typename: 'Person' as const, id: '00000000-0000-4000-8000-000000000003', name: 'Fenna Bosuil' },
  noor: { __typename: 'Person' as const, id: '00000000-0000-4000-8000-000000000004', name: 'Noor Kwikstaart' },
  yara: { __typename: 'Person' as const, id: '00000000-0000-4000-8000-000000000005', name: 'Yara Zwaluw' },
};
export const sessionId = '00000000-0000-4000-8000-0000000000aa';
export const groupId = '00000000-0000-4000-8000-00000000000a';

const said = (nl: string, en = nl) => ({ __typename: 'Words' as const, nl, en });

export function testPhase(index: number, part: Omit<Partial<ScriptPhaseFieldsFragment>, 'name' | 'instruction'> & { name?: string; instruction?: string }): ScriptPhaseFieldsFragment {
  const { name = `Fase ${index + 1}`, instruction = `Doe iets in fase ${index + 1}.`, ...rest } = part;
  return {
    __typename: 'ScriptPhase', index, id: `core.phase${index}`, key: `phase${index}`, section: 'core', minutes: 5, days: 0, name: said(name), instruction: said(instruction), speak: 'all',
    contrib: 'speaks', input: 'none', writer: null, names: 'named', sealed: false, reveal: null, present: null, shows: null, maxEach: null, ratingScale: [], fields: [], items: [],
    contributorItems: [], ballot: null, choices: null, ...rest,
  };
}

/** Check in, write closed, reveal one by one, a vote, an evaluation. */
export const testPhases = (): ScriptPhaseFieldsFragment[] => [
  testPhase(0, { section: 'open', name: 'Inchecken', instruction: 'Eén zin: hoe zit je erbij?', input: 'card_each', writer: 'each', speak: 'round', maxEach: 1, minutes: 4 }),
  testPhase(1, { name: 'De casus', instruction: 'Vertel feitelijk wat er gebeurde.', input: 'statement', writer: 'contributor', speak: 'contributor', maxEach: 1, minutes: 8 }),
  testPhase(2, { name: 'Advies schrijven', instruction: 'Wat zou jij Tijn aanraden? Begin met ‘Ik zou’.', input: 'private_reveal', writer: 'each', speak: 'solo', contrib: 'listens', names: 'author_choice', sealed: true, reveal: 'later', minutes: 6 }),
  testPhase(3, { name: 'Advies onthullen', instruction: 'Lees rustig voor en laat een stilte vallen.', shows: 2, present: 'one_by_one', contrib: 'listens', speak: 'round', minutes: 14 }),
  testPhase(4, { section: 'close', name: 'Voornemen', instruction: 'Leg één of twee stappen vast.', input: 'actions', writer: 'contributor', speak: 'contributor', minutes: 4 }),
  testPhase(5, {
    section: 'close', name: 'Evaluatie', instruction: 'Beantwoord de korte vragen.', input: 'survey', writer: 'each', speak: 'solo', minutes: 3,
    items: [
      { __typename: 'SurveyItem', key: 'safe', words: said('Ik kon hier zeggen wat ik wilde zeggen.'), text: false, optional: false },
      { __typename: 'SurveyItem', key: 'open', words: said('Wat doen we de volgende keer anders?'), text: true, optional: true },
    ],
  }),
];

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- variables of any operation
type Answer = (variables: any) => Record<string, unknown>;

export class TestSession {
  readonly page: SessionPageFieldsFragment;
  readonly asked: { name: string; variables: Record<string, unknown> }[] = [];
  /** what answers instead, once per entry: a failure, another answer, or first something to wait for */
  readonly instead = new Map<string, (KringError | Answer | Promise<void>)[]>();
  now = Date.UTC(2026, 10, 17, 14, 30);
  /** what differs from no cases, and from no outcome */
  cases: Record<string, unknown> = {};
  outcome: Record<string, unknown> = {};
  report: Record<string, unknown> | null = null;

  constructor(
    readonly viewer: { __typename: 'Person'; id: string; name: string } = people.fenna,
    phases: ScriptPhaseFieldsFragment[] = testPhases(),
  ) {
    const leads = viewer.id === people.bram.id;
    this.page = {
      __typename: 'SessionPage',
      session: {
        __typename: 'Session', id: sessionId, groupId, methodKey: 'incident', methodName: said('Incidentmethode', 'Incident method'), startsAt: this.time(), minutes: 75, place: 'Lokaal 12',
        videoLink: '', status: 'LOBBY', facilitator: people.bram, coFacilitator: null, version: 1, appointment: null, written: null,
        erasesAt: '2027-02-15T14:30:00Z', erasedAt: null, textsErased: null, outcomeErasesAt: '2027-11-17T14:30:00Z', outcomeErasedAt: null, frozenAt: null,
        viewerActions: leads ? ['READ', 'ENTER', 'LEAVE', 'START_END', 'HAND_OVER', 'CHOOSE_CASE', 'EXTEND_PAUSE', 'MOVE_PHASE', 'REVEAL', 'TIME_OUT'] : ['READ', 'ENTER', 'LEAVE', 'ASK_EXTRA_TIME', 'TIME_OUT', 'WRITE_OWN'],
      },
      script: { __typename: 'Script', phases, rules: [said('Vragen voor raad')], minutes: 75, facilitatorRequired: true, everyoneContributes: false, speed: 1 },
      state: {
        __typename: 'SessionState', status: 'LOBBY', turn: 0, phase: -1, phaseStartedAt: null, endsAt: null, remainingMs: null, clock: 'RUNNING', entry: 'CLOSED', graceEndsAt: null, goesTo: null,
        facilitatorId: people.bram.id, coFacilitatorId: null, contributorId: people.tijn.id, notetakerId: null, timekeeperId: null, namelessOffered: true, showing: null, spotlightId: null, speakerId: null, speakingOrder: [],
        facilitatorAwaySince: null, startedAt: null, endedAt: null, version: 1, at: this.time(), extraTimeAsked: leads ? 0 : null, ready: null, writers: null,
      },
      me: {
        __typename: 'SessionMe', roles: leads ? ['facilitator'] : viewer.id === people.tijn.id ? ['contributor'] : ['participant'], ready: false, silent: false, graceSeconds: 10, joinedAfter: false, mayWrite: false,
        refusal: 'NOT_RUNNING', sharings: [], myVote: [], myAnswers: [], askedExtraTime: false,
      },
      people: Object.values(people).map((person) => ({ __typename: 'SessionPerson', person, here: true, left: false, observer: false, silent: false })),
      texts: [], sheets: [], options: [], pictures: [], ratings: [], written: null, roomCode: 'K7M4PX', deviceKey: 'b25seS1mb3ItdGVzdHMtMzItYnl0ZXMtb2Yta2V5ISE', beamer: null,
      asOf: { __typename: 'StreamPosition', stream: sessionStream(sessionId), epoch: 1, seq: 0 },
      facilitatorAsOf: leads ? { __typename: 'StreamPosition', stream: facilitatorStream(sessionId), epoch: 1, seq: 0 } : null,
    };
  }

  time(): string {
    return new Date(this.now).toISOString();
  }

  /** Enters a phase, as an answer of the server would show it. */
  enter(index: number, part: Partial<SessionPageFieldsFragment['state']> = {}): void {
    const phase = this.page.script.phases[index]!;
    const { state, session, me } = this.page;
    const writes = phase.input !== 'none' && phase.writer !== 'contributor' && !me.roles.includes('facilitator') && !(me.roles.includes('contributor') && phase.contrib === 'listens');
    Object.assign(session, { status: 'RUNNING' });
    Object.assign(state, {
      status: 'RUNNING', phase: index, turn: state.turn + 1, version: state.version + 1, entry: phase.input === 'none' ? 'CLOSED' : 'OPEN', phaseStartedAt: this.time(), startedAt: state.startedAt ?? this.time(),
      endsAt: new Date(this.now + phase.minutes * 60_000).toISOString(), remainingMs: phase.minutes * 60_000, ready: phase.sealed ? 0 : null, writers: phase.sealed ? 4 : null, spotlightId: null, ...part,
    });
    Object.assign(me, { mayWrite: writes, refusal: writes ? null : 'NOTHING_TO_ENTER', sharings: phase.names === 'author_choice' ? ['NAMED', 'NAMELESS', 'NOT_SHARED'] : ['NAMED'] });
  }

  event<Type extends keyof IntervisionEvents>(type: Type, payload: IntervisionEvents[Type], stream = sessionStream(sessionId)): EventEnvelope<Type, IntervisionEvents[Type]> {
    const position = [this.page.asOf, this.page.facilitatorAsOf].find((each) => each?.stream === stream);
    if (position) position.seq += 1;
    return { stream, epoch: 1, seq: position?.seq ?? 1, type, payload };
  }

  moved(fact: string): EventEnvelope<'intervision.moved', IntervisionEvents['intervision.moved']> {
    const { version, phase, turn } = this.page.state;
    return this.event('intervision.moved', { sessionId, version, fact, phase, turn });
  }

  addText(part: Partial<SessionTextFieldsFragment> & { id: string; phase: number; body: string }): SessionTextFieldsFragment {
    const text: SessionTextFieldsFragment = { __typename: 'SessionText', kind: 'ENTRY', sharing: 'NAMED', mine: false, opened: true, position: null, author: people.noor, version: 1, returned: false, aboutId: null, ...part };
    this.page.texts.push(text);
    return text;
  }

  readonly answers: Record<string, Answer> = {
    SessionPage: () => ({ sessionPage: { ...this.page, state: { ...this.page.state, at: this.time() } } }),
    GroupDetails: () => ({ group }),
    Session: () => ({ instance: { __typename: 'Instance', name: 'Proef', demo: false, insecureLan: false, adhocDocuments: false }, me: meOf(this.viewer) }),
    WriteText: ({ input }) => {
      const known = this.page.texts.find(({ id }) => id === input.id);
      if ((known?.version ?? 0) !== input.ifVersion) throw new KringError({ code: 'CONFLICT' });
      const opened = input.kind === 'ENTRY' && !this.page.script.phases[input.phase]!.sealed;
      const next = { __typename: 'SessionText' as const, id: input.id, phase: input.phase, kind: input.kind, sharing: input.sharing, mine: true, opened, position: null, author: this.viewer, body: input.body, version: (known?.version ?? 0) + 1, returned: false, aboutId: null };
      if (known) Object.assign(known, next);
      else this.page.texts.push(next);
      return { writeText: next };
    },
    RemoveText: ({ input }) => {
      this.page.texts.splice(0, this.page.texts.length, ...this.page.texts.filter(({ id }) => id !== input.id));
      return { removeText: { __typename: 'Done', ok: true } };
    },
    SessionCases: () => ({
      sessionCases: {
        __typename: 'SessionCases', sessionId, stage: 'COLLECTING', opensAt: null, choices: 2, ballot: said('Kies hooguit twee casussen.'),
        labels: ['title', 'question_in_i_form'].map((key) => ({ __typename: 'LabelledWords', key, words: said(key === 'title' ? 'Titel' : 'Mijn vraag, in de ik-vorm') })),
        mine: null, cases: [], myChoice: [], voters: 0, people: 5, chosenId: null, ...this.cases,
      },
    }),
    CircleTurns: () => ({ circleTurns: [] }),
    SessionOutcome: () => ({
      sessionOutcome: { __typename: 'SessionOutcome', sessionId, actions: [], notes: [], earlier: [], earlierFollowUps: [], followUps: [], intentions: [], attendance: [], lifts: [], ...this.outcome },
    }),
    DraftAt: () => ({ draft: null }),
    Report: () => ({ report: this.report }),
    KeepReport: ({ input }) => {
      this.report = {
        __typename: 'Report', id: input.id, sessionId, methodName: this.page.session.methodName, heldAt: this.time(), words: input.words, version: input.ifVersion + 1, keptAt: this.time(),
        lines: input.textIds.map((textId: string) => ({ __typename: 'ReportLine', textId, kind: 'SAID', phaseName: said('Fase'), text: this.page.texts.find(({ id }) => id === textId)?.body ?? '', marked: null })),
      };
      return { keepReport: this.report };
    },
    SayReady: ({ input }) => {
      this.page.me.ready = input.ready;
      this.page.state.ready = (this.page.state.ready ?? 0) + (input.ready ? 1 : -1);
      return this.movedAnswer();
    },
  };

  /** The answer of every command that has no answer of its own: nothing moved. */
  movedAnswer(): Record<string, unknown> {
    return { moved: { __typename: 'SessionMoved', session: this.page.session, state: { ...this.page.state, at: this.time() } } };
  }

  /** One operation, as over a network: nothing is shared with what the world holds. */
  async answer(name: string, variables: Record<string, unknown>): Promise<Record<string, unknown>> {
    this.asked.push({ name, variables });
    let other = this.instead.get(name)?.shift();
    if (other instanceof Promise) {
      await other;
      other = this.instead.get(name)?.shift();
    }
    if (other instanceof KringError) throw other;
    const make = typeof other === 'function' ? other : (this.answers[name] ?? (() => this.movedAnswer()));
    return structuredClone(make(variables));
  }

  link(): ApolloLink {
    return new ApolloLink(
      (operation) =>
        new Observable((observer) => {
          this.answer(operation.operationName ?? '', operation.variables)
            .then((data) => {
              observer.next({ data });
              observer.complete();
            })
            .catch((failure: unknown) => observer.error(failure));
        }),
    );
  }

  variablesOf(name: string): Record<string, unknown>[] {
    return this.asked.filter((one) => one.name === name).map((one) => one.variables);
  }
}

const group = {
  __typename: 'Group', id: groupId, kind: 'COACHING', closed: true, name: 'Starters Beekdal 3', purpose: '', organisation: { __typename: 'Organisation', id: 'o1', kind: 'network', name: 'Regio Beekdal' },
  memberCount: 5, decisionCount: 0, archivedAt: null, version: 1, createdAt: '2026-09-01T08:00:00Z', lastActivityAt: '2026-11-17T08:00:00Z', lastSeq: 0, readCount: 0, myRole: 'MEMBER', pact: null,
  pactAcceptedVersion: 0, pactAcceptedAt: null, viewerActions: ['READ', 'POST'], asOf: { __typename: 'StreamPosition', stream: `group:${groupId}`, epoch: 1, seq: 0 },
};

const meOf = (viewer: { id: string; name: string }) => ({
  __typename: 'Me', id: viewer.id, givenName: viewer.name.split(' ')[0], familyName: viewer.name.split(' ')[1], name: viewer.name, email: 'iemand@beekdal.example', language: 'NL', mailLevel: 'IMPORTANT',
  singleKeys: true, plainReading: false, calmMotion: false, introducedAt: '2026-08-24T08:00:00Z', version: 1, positions: [], mayCreate: [],
  asOf: { __typename: 'StreamPosition', stream: `person:${viewer.id}`, epoch: 1, seq: 0 },
});
