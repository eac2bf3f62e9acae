import { createHash } from 'node:crypto';
import { stateColumns } from '../src/features/intervision/data/session-state.js';
import { loadMethodCatalogue } from '../src/features/intervision/data/method-catalogue.js';
import { resolveScript } from '../src/features/intervision/domain/resolve-script.js';
import { type Script, type ScriptPhase, totalMinutes } from '../src/features/intervision/domain/script.js';
import { entryRefusal } from '../src/features/intervision/domain/sealing.js';
import { type Person, plannedSession, rolesOf, type SessionState } from '../src/features/intervision/domain/session.js';
import { readPracticeWords } from '../src/features/practice/data/read-practice-words.js';
import { wordsFor } from '../src/features/practice/domain/practice-words.js';
import type { Row, TableRows } from './bulk-write.js';
import type { BuiltCircle, World } from './demo-circles.js';
import { type DemoSession, demoSessions, momentOf } from './demo-session-plan.js';
import type { SeedKeys } from './demo-rows.js';
import { SeededRandom, seededUuid } from './seeded-random.js';

/** The circle in which one always runs (features/practice). */
export const circleNow = 'starters3';

const minuteMs = 60_000;

/** Sessions that were and that come, with what was written in those that are not erased, sealed as the product does it. */
export function sessionTables(circles: readonly BuiltCircle[], world: World, keys: SeedKeys): TableRows[] {
  const built = demoSessions.map((one) => new BuiltSession(one, circles, world, keys));
  const rows = (pick: (one: BuiltSession) => Row[]): Row[] => built.flatMap(pick);
  return [
    { table: 'sessions', rows: rows((one) => [one.row]) },
    { table: 'session_people', rows: rows((one) => one.people) },
    { table: 'conf.session_texts', rows: rows((one) => one.texts) },
    { table: 'conf.session_ballots', rows: rows((one) => one.ballots) },
    { table: 'conf.session_answers', rows: rows((one) => one.answers) },
    { table: 'conf.session_ratings', rows: rows((one) => one.ratings) },
    { table: 'conf.session_evaluations', rows: rows((one) => one.totals) },
  ];
}

class BuiltSession {
  readonly row: Row;
  readonly people: Row[] = [];
  readonly texts: Row[] = [];
  readonly ballots: Row[] = [];
  readonly answers: Row[] = [];
  readonly ratings: Row[] = [];
  /** how the group found it, as numbers: they outlive the words */
  readonly totals: Row[] = [];
  /** what was answered so far, per item of a survey */
  private readonly given = new Map<string, number[]>();
  private readonly id: string;
  private readonly random: SeededRandom;
  private readonly script: Script;
  private readonly state: SessionState;
  /** everyone in it: whose case it is first, who leads last */
  private readonly insiders: Person[];

  constructor(
    private readonly one: DemoSession,
    circles: readonly BuiltCircle[],
    world: World,
    private readonly keys: SeedKeys,
  ) {
    const name = `session ${one.circle} ${one.method} ${one.day}`;
    this.id = seededUuid(name);
    this.random = new SeededRandom(name);
    const circle = circles.find(({ source }) => source.key === one.circle)!;
    const idOf = (key: string | undefined): string | null => {
      const found = key === undefined ? undefined : circle.memberships.find(({ person, endedAt, role }) => person.key === key && endedAt === null && role !== 'follower');
      if (key !== undefined && !found) throw new Error(`${key} is not in ${one.circle}: no session without them`);
      return found?.person.id ?? null;
    };
    const [facilitatorId, contributorId] = [idOf(one.facilitator)!, idOf(one.contributor)];
    const rank = (id: string): number => (id === contributorId ? 0 : id === facilitatorId ? 2 : 1);
    const startsAt = momentOf(one, world.now);
    this.insiders = circle.memberships
      .filter(({ endedAt, role, joinedAt }) => endedAt === null && role !== 'follower' && (one.day >= 0 || joinedAt < startsAt))
      .map(({ person }) => ({ id: person.id, observer: false, seat: null }))
      .sort((a, b) => rank(a.id) - rank(b.id));
    this.script = scriptFor(one.method, this.insiders.length);
    const takes = totalMinutes(this.script) * minuteMs;
    const planned = plannedSession({ facilitatorId, coFacilitatorId: null, contributorId, caseId: null, previousContributorId: null, notetakerId: null, timekeeperId: null, startsAt: startsAt.getTime() });
    this.state = one.day < 0 ? ended(planned, this.script, startsAt.getTime(), takes + this.random.between(-3, 6) * minuteMs) : planned;
    const { names, values } = stateColumns(this.state);
    this.row = {
      id: this.id, group_id: circle.id, planned_by: facilitatorId, method_key: one.method, short: false, script: this.script, starts_at: startsAt, minutes: totalMinutes(this.script),
      place: one.place, video_link: one.circle === 'vostart' ? 'https://overleg.stroomland.example/intervisie' : '', written: this.script.written, created_at: new Date(startsAt.getTime() - this.random.between(9, 30) * 86_400_000),
      ...Object.fromEntries(names.map((column, at) => [column, values[at]])), speaking_order: [],
    };
    if (one.day >= 0) return;
    this.people = this.insiders.map((person, at) => ({
      session_id: this.id, person_id: person.id, entered_at: new Date(startsAt.getTime() + (at - 5) * minuteMs), here: false, observer: false, seat: null, silent: false, grace_seconds: 10, ready_turn: null, asked_turn: null,
    }));
    for (const phase of this.script.phases) {
      if (!one.erased) this.write(phase);
      if (phase.input === 'survey') this.total(phase);
    }
  }

  private write(phase: ScriptPhase): void {
    const at = { ...this.state, status: 'running', phase: phase.index } as const;
    const writers = this.insiders.filter((person) => entryRefusal(at, this.script, phase, person) === null);
    if (phase.input === 'vote') return this.vote(phase, writers.length);
    if (phase.input === 'survey') return writers.forEach((person) => this.answer(phase, rolesOf(at, this.script, person).has('contributor')));
    if (phase.input === 'question_rating') return this.rate(phase);
    if (phase.input === 'none' || phase.input === 'notes') return undefined;
    const pitching = phase.key === 'pitches' ? writers.slice(0, 3) : writers;
    const each = phase.input === 'questions' ? 2 : phase.writer === 'contributor' && phase.input === 'actions' ? 2 : 1;
    const written = pitching.flatMap((person) => Array.from({ length: Math.min(each, phase.maxEach ?? each) }, (_, nth) => this.text(phase, person, nth)));
    const places = this.random.shuffled(written.map((_, place) => place + 1));
    written.forEach((row, place) => this.texts.push({ ...row, position: phase.sealed ? places[place] : null }));
    return undefined;
  }

  private text(phase: ScriptPhase, person: Person, nth: number): Row {
    const place = this.insiders.indexOf(person);
    const { phases } = this.script;
    const statementsBefore = phases.filter((each) => each.index < phase.index && each.section === phase.section && each.input === 'statement' && each.writer === 'contributor').length;
    const seen = { ...phase, items: [], contributorItems: [], choices: null };
    const body = wordsFor(words, { method: this.one.method, phase: seen, place, people: this.insiders.length, nth, contributorPlace: 0, statementsBefore });
    const nameless = phase.names === 'author_choice' && this.random.chance(0.5);
    const id = seededUuid(`text ${this.id} ${phase.index} ${place} ${nth}`);
    return {
      id, session_id: this.id, phase: phase.index, kind: 'entry', sharing: nameless ? 'nameless' : 'named', author_id: nameless ? null : person.id, tag: null,
      body: this.keys.seal('session', this.id, 'conf.session_texts', 'body', id, body), opened: true, version: 1,
    };
  }

  private vote(phase: ScriptPhase, voters: number): void {
    const options = this.texts.filter((text) => text['phase'] === phase.ballot!.phase).map((text) => text['id'] as string);
    for (let voter = 0; voter < voters && options.length > 0; voter += 1) {
      const others = this.random.shuffled(options.slice(1));
      this.ballots.push(this.sealed(phase, 'choice', 'conf.session_ballots', voter, [options[0]!, ...(this.random.chance(0.5) ? others.slice(0, 1) : [])]));
    }
  }

  private answer(phase: ScriptPhase, contributor: boolean): void {
    const given = [...phase.items, ...(contributor ? phase.contributorItems : [])].flatMap(({ key, type }) => {
      if (type === 'text') return this.random.chance(0.6) ? [{ item: key, value: words.lists.remarks![this.random.between(0, 3)]! }] : [];
      const value = this.random.between(3, 5);
      this.given.set(key, [...(this.given.get(key) ?? []), value]);
      return [{ item: key, value: String(value) }];
    });
    this.answers.push(this.sealed(phase, 'body', 'conf.session_answers', this.answers.length, given));
  }

  /** Counts of four answers or more, as when a survey closes. Of what is erased the answers are drawn here: a group that still had to begin. */
  private total(phase: ScriptPhase): void {
    for (const { key } of phase.items.filter(({ type }) => type !== 'text')) {
      const values = this.given.get(key) ?? this.insiders.map(() => this.random.between(2, 5));
      if (values.length < 4) continue;
      const counts = [1, 2, 3, 4, 5].map((step) => values.filter((value) => value === step).length);
      this.totals.push({ session_id: this.id, phase: phase.index, item: key, counts });
    }
  }

  private rate(phase: ScriptPhase): void {
    for (const text of this.texts.filter((one) => one['phase'] === phase.shows)) {
      const value = phase.ratingScale[this.random.between(0, phase.ratingScale.length - 1)]!.key;
      this.ratings.push({ session_id: this.id, phase: phase.index, text_id: text['id'], value });
    }
  }

  /** A closed ballot: whose it was is in no column. */
  private sealed(phase: ScriptPhase, column: string, table: string, number: number, value: object): Row {
    const tag = createHash('sha256').update(`${table} ${this.id} ${phase.index} ${number}`).digest().subarray(0, 16);
    return { session_id: this.id, phase: phase.index, tag, [column]: this.keys.seal('session', this.id, table, column, String(phase.index), JSON.stringify(value)) };
  }
}

const catalogue = loadMethodCatalogue();
const words = readPracticeWords();

function scriptFor(method: string, people: number): Script {
  const resolved = resolveScript(catalogue, catalogue.methods.find(({ key }) => key === method)!, {
    frame: 'full', profile: 'normal', written: false, people, previousContributor: false, caseChosen: false, options: null, minutes: {},
  });
  if (!resolved.ok) throw new Error(`${method}: ${resolved.refusal}`);
  return resolved.script;
}

/** Over, as it would be after every phase was gone through. */
const ended = (planned: SessionState, script: Script, startedAt: number, took: number): SessionState => ({
  ...planned,
  status: 'ended',
  version: 3 * script.phases.length,
  facilitatorAwaySince: startedAt + took,
  startedAt,
  endedAt: startedAt + took,
  phase: script.phases.length - 1,
  turn: script.phases.length + 4,
  furthest: script.phases.length - 1,
  phaseStartedAt: startedAt + took - 3 * minuteMs,
});

