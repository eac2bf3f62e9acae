import { Injectable } from '@nestjs/common';
import { facilitatorStream, sessionStream } from '../../../../../schema/realtime/streams.js';
import { Reads } from '../../../platform/database/reads.js';
import { notFound } from '../../../platform/errors/kring-error.js';
import { brand } from '../../../platform/graphql/brand.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { streamPosition } from '../../../platform/realtime/stream-position.js';
import { appointmentSql } from '../../agenda/public.js';
import { GroupAccess } from '../../groups/public.js';
import { readAgenda, readHead, readWords, type SessionHead, type SessionWords, type TextRow } from '../data/session.reads.js';
import { stateFrom } from '../data/session-state.js';
import { isOwed } from '../domain/owed.js';
import type { Script, ScriptPhase } from '../domain/script.js';
import { mayReceive, mayWrite, nameShown, sharingsOffered, sheetFor } from '../domain/sealing.js';
import { surveyResult, voteResult } from '../domain/results.js';
import { phaseNow, rolesOf, type SessionState } from '../domain/session.js';
import { words } from './methods.js';
import { SessionDoor } from './session-door.js';
import { moduleId, optionsOf } from './session-options.js';
import { SessionPolls } from './session-polls.js';
import { SessionSeal } from './session-seal.js';
import type { Reading } from './session-reading.js';
import { writtenView } from './written-view.js';
import { peopleView, scriptView, sessionView, stateView, upper } from './session-view.js';

const nothing: SessionWords = { texts: [], marks: [], ballots: [], answers: [], ratings: [] };

/** The only door for reading sessions: the membership is joined in every statement, the words come under row-level security. */
@Injectable()
export class SessionAccess {
  constructor(
    private readonly reads: Reads,
    private readonly groups: GroupAccess,
    private readonly door: SessionDoor,
    private readonly seal: SessionSeal,
    private readonly polls: SessionPolls,
  ) {}

  /** The sessions of a circle. Guests and followers see none. @throws NOT_FOUND outside the circle */
  async agenda(viewer: Viewer, groupId: string) {
    const group = await this.groups.row(viewer, groupId);
    const rows = await readAgenda(this.reads, appointmentSql, viewer.personId, groupId);
    const show = (row: Parameters<typeof sessionView>[2]) => sessionView(this.door.rights, viewer.personId, row, rows.now);
    const mayPlan = this.door.decidePlanning({
      role: group.role,
      kind: group.kind,
      archived: group.archived_at !== null,
      pactOpen: group.pact_version > group.my_pact_version,
    }).allow;
    return brand('Agenda', { upcoming: rows.upcoming.map(show), past: rows.past.map(show), polls: await this.polls.ofCircle(viewer, groupId), mayPlan });
  }

  /** The head of one session. @throws NOT_FOUND for everyone who is not in it */
  async session(viewer: Viewer, sessionId: string) {
    const head = await this.head(viewer, sessionId);
    return sessionView(this.door.rights, viewer.personId, head.session, head.now);
  }

  /** What a command answers: never a text. @throws NOT_FOUND for everyone who is not in it (any more) */
  async moved(viewer: Viewer, sessionId: string) {
    const head = await this.head(viewer, sessionId);
    return brand('SessionMoved', {
      session: sessionView(this.door.rights, viewer.personId, head.session, head.now),
      state: stateView(stateFrom(head.session), head.session.script, head.people, viewer.personId, head.now),
    });
  }

  /** Everything of a session that this person may have now. @throws NOT_FOUND for everyone who is not in it */
  async page(viewer: Viewer, sessionId: string) {
    const reading = await this.read(viewer, sessionId);
    const { head, state, script, me } = reading;
    const facilitates = state.facilitatorId === me.id;
    return brand('SessionPage', {
      /** the turn whose grace or deadline is over without anybody having carried it out; no field of the schema */
      overdueTurn: isOverdue(state, script, head.now) ? state.turn : null,
      session: sessionView(this.door.rights, me.id, head.session, head.now),
      script: scriptView(script),
      state: stateView(state, script, head.people, me.id, head.now),
      me: this.me(reading),
      people: peopleView(head.people.filter(({ id }) => !head.joinedAfter.includes(id)), me.id, state, script),
      written: writtenView(reading),
      texts: this.texts(reading).map((text) => textView(reading, text)),
      sheets: this.sheets(reading),
      options: this.options(reading),
      pictures: this.pictures(reading),
      ratings: reading.words.ratings.filter(({ value }) => value !== '').map(({ text_id: textId, value }) => brand('Rating', { textId, value })),
      deviceKey: this.seal.deviceKey(viewer, sessionId),
      roomCode: state.status === 'lobby' || state.status === 'running' ? head.session.room_code : null,
      beamer: facilitates && head.session.beamer_id !== null ? upper(head.session.beamer_shows) : null,
      asOf: streamPosition(sessionStream(sessionId), { seq: head.stream_seq, epoch: head.stream_epoch }),
      facilitatorAsOf: facilitates ? streamPosition(facilitatorStream(sessionId), { seq: head.facilitator_seq, epoch: head.facilitator_epoch }) : null,
    });
  }

  /** One text of one's own, or an open one. @throws NOT_FOUND for any other */
  async text(viewer: Viewer, sessionId: string, textId: string) {
    const reading = await this.read(viewer, sessionId);
    const text = this.texts(reading).find(({ id }) => id === textId);
    if (!text) throw notFound();
    return textView(reading, text);
  }

  private async head(viewer: Viewer, sessionId: string): Promise<SessionHead> {
    const head = await readHead(this.reads, appointmentSql, viewer.personId, sessionId);
    if (!head) throw notFound();
    return head;
  }

  private async read(viewer: Viewer, sessionId: string): Promise<Reading> {
    const head = await this.head(viewer, sessionId);
    const me = head.people.find(({ id }) => id === viewer.personId);
    if (!me) throw notFound();
    const frozen = stateFrom(head.session).frozenAt !== null;
    const sealing = frozen ? null : await this.seal.forReading(viewer, sessionId);
    const found = sealing && (await this.reads.withActor(viewer, (reads) => readWords(reads, viewer.personId, sessionId, sealing.tagOf(viewer.personId))));
    return { head, state: stateFrom(head.session), script: head.session.script, me, words: found ?? nothing, sealing };
  }

  /** Row-level security left what is open and what is one's own; who may receive it now is the rule's to say. */
  private texts({ state, script, me, words: { texts } }: Reading): TextRow[] {
    return texts.filter((text) => mayReceive(state, script, me, text, text.mine));
  }

  private me({ head, state, script, me, words: { ballots, answers, texts }, sealing }: Reading) {
    const phase = phaseNow(state, script);
    const sharings = phase ? sharingsOffered(state, phase) : [];
    const already = texts.filter((text) => text.mine && text.kind === 'entry' && text.phase === phase?.index).length;
    const may = mayWrite(state, script, me, { kind: 'entry', sharing: sharings[0] ?? 'named', already }, head.now);
    const mine = <Row extends { phase: number; mine: boolean }>(rows: readonly Row[]): Row | undefined => rows.find((row) => row.mine && row.phase === phase?.index);
    const [ballot, survey] = [mine(ballots), mine(answers)];
    return brand('SessionMe', {
      roles: [...rolesOf(state, script, me)],
      ready: me.readyTurn === state.turn,
      silent: me.silent,
      graceSeconds: me.grace,
      joinedAfter: head.joinedAfter.includes(me.id),
      mayWrite: may.ok,
      refusal: may.ok ? null : may.refusal,
      sharings: sharings.map(upper),
      myVote: ballot && sealing ? sealing.openBallot(ballot.phase, ballot.sealed) : [],
      myAnswers: survey && sealing ? sealing.openAnswers(survey.phase, survey.sealed).map((answer) => brand('Answer', { ...answer })) : [],
      askedExtraTime: me.askedTurn === state.turn,
    });
  }

  private sheets({ state, script, me, words: { marks, texts } }: Reading) {
    const own = new Set(texts.filter(({ mine }) => mine).map(({ id }) => id));
    const all = marks.map((text) => ({ ...text, kind: 'entry' as const, mine: own.has(text.id) }));
    return script.phases
      .filter((phase) => phase.sealed && phase.index <= state.furthest)
      .map((phase) => {
        const { total, opened } = sheetFor(state, script, phase, me, all);
        return brand('SheetTotals', { phase: phase.index, total, opened: opened.length });
      });
  }

  /**
   * The options of the vote that is on screen: what they are while it runs, how many chose them afterwards. The vote on the
   * cases stays until the opening is over: by it somebody chooses whose case it is.
   */
  private options(reading: Reading) {
    const { state, script, words: found, sealing } = reading;
    const shown = state.status === 'running' ? script.phases[state.showing ?? state.phase] : undefined;
    const phase = shown?.ballot || shown?.section !== 'open' ? shown : script.phases.slice(0, shown.index).findLast(({ ballot }) => ballot !== null);
    if (!phase?.ballot) return [];
    const open = this.texts(reading).filter(({ opened, kind }) => opened && kind === 'entry');
    const ids = optionsOf(script, phase, open);
    const ballots = found.ballots.filter((each) => each.phase === phase.index).flatMap(({ sealed }) => (sealing ? [sealing.openBallot(phase.index, sealed)] : []));
    const result = voteResult(state, phase, ids, ballots);
    return ids.map((id) =>
      brand('VoteOption', {
        id,
        ...this.optionWords(reading, phase, id),
        votes: result?.options.find(({ option }) => option === id)?.votes ?? null,
        leading: result?.leading.includes(id) ?? false,
      }),
    );
  }

  /** A card says itself what it is; what the method brings has both languages. */
  private optionWords({ script, words: { texts }, sealing }: Reading, phase: ScriptPhase, id: string) {
    const brought = phase.ballot!.options.find(({ key }) => moduleId(script, key) === id);
    if (brought) return { words: words(brought).nl, brought: words(brought) };
    const text = texts.find((each) => each.id === id);
    return { words: text && sealing ? sealing.openText(id, text.body) : '', brought: null };
  }

  /** What a group makes of it, once closed and with enough answers; never whose. */
  private pictures({ state, script, words: { answers }, sealing }: Reading) {
    if (!sealing) return [];
    return script.phases
      .filter(({ input }) => input === 'survey')
      .flatMap((phase) => {
        const texts = new Set([...phase.items, ...phase.contributorItems].filter(({ type }) => type === 'text').map(({ key }) => key));
        const given = answers.filter((each) => each.phase === phase.index).flatMap(({ sealed }) => sealing.openAnswers(phase.index, sealed));
        const result = surveyResult(state, phase, given.map(({ item, value }) => ({ item, value: texts.has(item) ? value : Number(value) })));
        return (result ?? []).map((picture) => brand('SurveyPicture', { item: picture.item, distribution: picture.distribution, texts: picture.texts }));
      });
  }
}

const isOverdue = (state: SessionState, script: Script, now: number): boolean => state.clock !== 'time_out' && isOwed(state, script, now) !== null;

function textView({ sealing }: Reading, text: TextRow) {
  const named = text.mine || nameShown(text, 'device');
  return brand('SessionText', {
    id: text.id,
    phase: text.phase,
    kind: upper(text.kind),
    sharing: upper(text.sharing),
    mine: text.mine,
    opened: text.opened,
    position: text.opened ? text.position : null,
    author: named && text.author_id !== null && text.author_name !== null ? brand('Person', { id: text.author_id, name: text.author_name }) : null,
    body: sealing!.openText(text.id, text.body),
    version: text.version,
    returned: text.returned && text.mine,
    aboutId: text.about_id,
  });
}
