import { KringError } from '../../../platform/errors/kring-error.js';
import type { OpenPractice } from '../data/practice.repository.js';
import { type Intent, intentsFor } from '../domain/behaviour.js';
import { dice } from '../domain/dice.js';
import { entering } from '../domain/entering.js';
import { type Circumstances, type Next, nextLead } from '../domain/leading.js';
import type { PracticeWords } from '../domain/practice-words.js';
import { phaseOf, planned, type Seen } from '../domain/seen.js';
import type { ColleagueHands } from './colleague-hands.js';

/** A nudge waits this long for more of them (milliseconds). */
const settleMs = 120;
/** No more than this is done between two looks, so that a restart does not make them all speak at once. */
const actsPerLook = 3;
/** For a visitor who does not come they wait so long in the lobby. */
const patienceMs = 90_000;
/** When whoever leads is away for so long, the practice is over: a minute is for taking over (decisions 24), the rest for coming back. */
const abandonedMs = 10 * 60_000;
/** After so many failures in a row they stop: something is wrong with us, not with the session. */
const failuresMost = 5;

/** What ends the writing in a phase, or the phase. Who leads lets others finish before that, so many times the planned time at most. */
const ends: ReadonlySet<string> = new Set(['closeEntry', 'advancePhase', 'endSession']);
const overtimeMost = 1.5;

/** A due intent, on the clock of this process. */
type Due = Intent & { at: number };

/**
 * One session as its simulated people play it. It looks when the session says that something changed, or when one of them
 * has something to do; it never asks in a circle.
 */
export class PlayedSession {
  private queue: Due[] = [];
  private planned = '';
  private lookedAs: string | null = null;
  private extendedTurn = -1;
  private meant: { what: string; at: number } | null = null;
  private readonly began = performance.now();
  private timer: NodeJS.Timeout | undefined;
  private timerAt = Infinity;
  private busy: Promise<void> | null = null;
  private again = false;
  private stopped = false;
  private failures = 0;

  constructor(
    private practice: OpenPractice,
    private readonly hands: Pick<ColleagueHands, 'page' | 'enter' | 'lead'>,
    private readonly words: PracticeWords,
    private readonly tell: { over: () => void; trouble: (error: unknown) => void },
  ) {}

  /** Something changed: look soon. */
  nudge(practice?: OpenPractice): void {
    if (practice) this.practice = practice;
    this.lookIn(settleMs);
  }

  /** Ends playing; resolves when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.busy;
  }

  private lookIn(ms: number): void {
    if (this.stopped) return;
    if (this.busy) {
      this.again = true;
      return;
    }
    const at = performance.now() + Math.max(0, ms);
    if (at >= this.timerAt) return;
    clearTimeout(this.timer);
    this.timerAt = at;
    // a timer of Node holds 24 days; nothing here waits that long
    this.timer = setTimeout(() => this.look(), Math.min(at - performance.now(), 3_600_000)).unref();
  }

  private look(): void {
    this.timerAt = Infinity;
    this.again = false;
    this.busy = this.step()
      .then(
        (wait) => {
          this.failures = 0;
          return wait;
        },
        (error: unknown) => this.failed(error),
      )
      .then((wait) => {
        this.busy = null;
        if (wait === 'over') this.finish();
        else if (this.again || wait !== null) this.lookIn(Math.min(wait ?? Infinity, this.again ? settleMs : Infinity));
      });
  }

  private finish(): void {
    if (this.stopped) return;
    this.stopped = true;
    clearTimeout(this.timer);
    this.tell.over();
  }

  /** They are in it no longer, or the circle is closed: then it is over for them. */
  private failed(error: unknown): number | 'over' {
    if (error instanceof KringError && error.code === 'NOT_FOUND') return 'over';
    this.failures += 1;
    if (!(error instanceof KringError)) this.tell.trouble(error);
    return this.failures >= failuresMost ? 'over' : 2_000;
  }

  /** @returns milliseconds until the next look; `null`: when something changes */
  private async step(): Promise<number | null | 'over'> {
    const { simulated, sessionId } = this.practice;
    // with the eyes of whoever leads, as far as is known: only they hear who wants more time
    const eyes = this.lookedAs ?? simulated[0]!;
    let seen = await this.hands.page(eyes, sessionId);
    const { facilitatorId, status } = seen.state;
    if (status === 'ENDED' || status === 'CANCELLED') return 'over';
    const leads = facilitatorId !== null && simulated.includes(facilitatorId) ? facilitatorId : null;
    this.lookedAs = leads;
    if (leads && leads !== eyes) seen = await this.hands.page(leads, sessionId);
    this.plan(seen);
    // moving on comes first: on a busy machine the others may be behind, the plan only a little
    const waits = [await this.moveOn(seen, leads), await this.doDue(seen), graceLeft(seen)].filter((wait) => wait !== null);
    return waits.length === 0 ? null : Math.max(20, Math.min(...waits));
  }

  /** What they mean to do from here on, when it is another phase than the last time. */
  private plan(seen: Seen): void {
    const { state, script } = seen;
    const where = `${state.status}|${state.turn}`;
    const absent = this.practice.simulated.filter((id) => !seen.people.find(({ person }) => person.id === id)?.here);
    if (where === this.planned && absent.length === 0) return this.bringForward(seen);
    const now = performance.now();
    if (where !== this.planned) {
      this.planned = where;
      const phase = phaseOf(seen);
      const gone = state.phaseStartedAt ? state.at.getTime() - state.phaseStartedAt.getTime() : 0;
      const intents = phase ? intentsFor(phase, script.speed, this.practice.simulated, this.practice.seed) : [];
      // judging texts is for whose case it is; the others need not look whether they may
      const theirs = intents.filter(({ what, personId }) => what !== 'rate' || state.contributorId === null || personId === state.contributorId);
      this.queue = theirs.map((intent) => ({ ...intent, at: now - gone + intent.after }));
    }
    const doorOpen = state.status === 'LOBBY' || state.status === 'RUNNING';
    const coming = absent.filter((id) => !this.queue.some((due) => due.personId === id && due.what === 'enter'));
    const chance = dice(`${this.practice.seed}|enter`);
    if (doorOpen) for (const personId of coming) this.queue.push({ personId, what: 'enter', nth: 0, after: 0, at: now + (400 + 5_000 * chance()) / Math.min(script.speed, 4) });
    this.queue.sort((a, b) => a.at - b.at);
  }

  /** In a round whoever has the word comes next. */
  private bringForward(seen: Seen): void {
    const due = this.queue.find(({ personId, what }) => what === 'write' && personId === seen.state.speakerId);
    if (!due || phaseOf(seen)?.speak !== 'round') return;
    due.at = Math.min(due.at, performance.now() + 6_000 / seen.script.speed);
    this.queue.sort((a, b) => a.at - b.at);
  }

  private async doDue(seen: Seen): Promise<number | null> {
    const halted = seen.state.status === 'RUNNING' && seen.state.clock !== 'RUNNING';
    // people do not wait for each other, only for themselves
    const now: Due[] = [];
    while (!halted && !this.stopped && now.length < actsPerLook && this.isFree(now)) now.push(this.queue.shift()!);
    await Promise.all(now.map((due) => this.carryOut(due)));
    const next = this.queue[0];
    return next && !halted ? next.at - performance.now() : null;
  }

  /** What is first in the queue is due, and for somebody who does nothing else right now. */
  private isFree(now: readonly Due[]): boolean {
    const first = this.queue[0];
    return first !== undefined && first.at <= performance.now() && !now.some(({ personId }) => personId === first.personId);
  }

  /** As they themselves see it at that moment. */
  private async carryOut(intent: Due): Promise<void> {
    const { sessionId, simulated, method, seed } = this.practice;
    const seen = await this.hands.page(intent.personId, sessionId);
    const place = simulated.indexOf(intent.personId);
    const act = entering(seen, intent, { words: this.words, method, place, simulated, chance: dice(`${seed}|${intent.personId}|${intent.what}|${seen.state.phase}|${intent.nth}`) });
    if (act) await quietly(this.hands.enter(intent.personId, sessionId, act));
  }

  /** Who is simulated and leads, moves it on; who would take over does so when a practice was left alone. */
  private async moveOn(seen: Seen, leads: string | null): Promise<number | null> {
    const { sessionId, simulated, visitorId, role, playsUntil } = this.practice;
    const { state } = seen;
    const away = state.facilitatorAwaySince ? state.at.getTime() - state.facilitatorAwaySince.getTime() : 0;
    const windsDown = state.at.getTime() >= playsUntil;
    if (!leads) {
      const second = state.coFacilitatorId;
      const since = windsDown ? 60_000 : abandonedMs;
      if (second === null || !simulated.includes(second) || state.status === 'PLANNED') return null;
      if (away < since) return state.facilitatorAwaySince ? since - away : Math.max(1_000, playsUntil - state.at.getTime());
      this.practice = { ...this.practice, playsUntil: Math.min(playsUntil, state.at.getTime()) };
      await quietly(this.hands.enter(second, sessionId, { do: 'takeOver' }));
      return settleMs;
    }
    const here = (id: string): boolean => seen.people.some(({ person, here: isHere }) => person.id === id && isHere);
    const awaited = visitorId === null ? simulated : [...simulated, visitorId];
    const complete = awaited.every(here) || performance.now() - this.began > patienceMs;
    const at: Circumstances = { complete, windsDown, wanted: role === 'contributor' ? visitorId : null, extended: this.extendedTurn === state.turn };
    const next = nextLead(seen, at);
    if (!next) return complete ? null : patienceMs;
    const wait = this.waitFor(next, state);
    if (wait > 20) return Math.min(wait, Math.max(20, playsUntil - state.at.getTime()));
    if (!windsDown && ends.has(next.lead.act) && this.isBehind(seen)) return 20;
    if (next.lead.act === 'extendPhase') this.extendedTurn = state.turn;
    await quietly(this.hands.lead(leads, sessionId, next.lead));
    return settleMs;
  }

  /** Somebody means to do something that should be done by now, and they did not wait for long yet. */
  private isBehind(seen: Seen): boolean {
    const phase = phaseOf(seen);
    const { phaseStartedAt, at, clock } = seen.state;
    if (!phase || !phaseStartedAt || clock !== 'RUNNING' || !this.queue.some(({ what, at: due }) => what !== 'enter' && due <= performance.now())) return false;
    return at.getTime() - phaseStartedAt.getTime() < overtimeMost * planned(phase, seen.script.speed);
  }

  /** A wait begins when it is first meant: looking again in between does not make it longer. */
  private waitFor({ inMs, lead }: Next, state: Seen['state']): number {
    const what = `${JSON.stringify(lead)}|${state.clock === 'RUNNING' && state.remainingMs !== null ? endOf(state) : ''}`;
    const at = performance.now() + inMs;
    this.meant = this.meant?.what === what ? { what, at: Math.min(at, this.meant.at) } : { what, at };
    return this.meant.at - performance.now();
  }
}

/** When a phase ends, as far as a lead act hangs on it: more time makes it another wait. */
const endOf = ({ at, remainingMs }: Seen['state']): number => Math.round((at.getTime() + (remainingMs ?? 0)) / 200);

const graceLeft = ({ state }: Seen): number | null => (state.graceEndsAt ? Math.max(0, state.graceEndsAt.getTime() - state.at.getTime()) + 30 : null);

/** What the session refuses is no failure: somebody was faster, or it is not the moment. */
async function quietly(act: Promise<void>): Promise<void> {
  await act.catch((error: unknown) => {
    if (!(error instanceof KringError) || error.code === 'INTERNAL') throw error;
  });
}
