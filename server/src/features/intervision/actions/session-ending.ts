import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Tx, UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { JobRegistry } from '../../../platform/jobs/job-registry.js';
import { forbidden } from '../../../platform/errors/kring-error.js';
import { MailKinds } from '../../../platform/mail/mail-kinds.js';
import { Methods } from '../access/methods.js';
import { OutcomeSeal } from '../access/outcome-seal.js';
import { type InSession, SessionDoor } from '../access/session-door.js';
import { SessionSeal } from '../access/session-seal.js';
import {
  deleteTypedOutcome, findOutcomeTexts, findOwnActions, findStays, hasFollowUp, insertAttendance, insertOutcomes, insertOwnIntention, type NewOutcome, putTypedOutcome, wordsErased,
} from '../data/outcome.repository.js';
import { itemFrom, outcomePhases } from '../domain/action-item.js';
import { minutesIn, roleKept } from '../domain/attendance.js';
import { totalMinutes } from '../domain/script.js';
import { outcomeLaterMs } from '../domain/session-policy.js';
import { rolesOf } from '../domain/session.js';
import { intervisionRealtime } from '../realtime/intervision.realtime.js';

const copyJob = 'intervision.keepIntention';
const nudgeJob = 'intervision.nudge';
const dayMs = 86_400_000;

/** What stays when a session has ended: who took part, its outcome under a key of its own, and each owner's own copy. */
@Injectable()
export class SessionEnding implements OnModuleInit {
  constructor(
    private readonly work: UnitOfWork,
    private readonly door: SessionDoor,
    private readonly seal: SessionSeal,
    private readonly outcomes: OutcomeSeal,
    private readonly methods: Methods,
    private readonly jobs: JobRegistry,
    private readonly mails: MailKinds,
  ) {}

  onModuleInit(): void {
    this.jobs.task(copyJob, ({ sessionId, personId }) => this.keepIntention(sessionId as string, personId as string));
    this.jobs.task(nudgeJob, ({ sessionId, personId }) => this.nudge(sessionId as string, personId as string));
  }

  /** In the transaction that ends the session; what was kept before stays as it is. */
  async run(tx: Tx, at: InSession): Promise<void> {
    await this.keepAttendance(tx, at);
    await this.askOwners(tx, at, await this.keepOutcome(tx, at));
  }

  /**
   * What is typed in after the end joins the outcome, under the id of its text; nobody's in particular is whose case it was.
   * Its owner gets their own copy when nothing can be typed in any more.
   * @throws FORBIDDEN EXPIRED when the words of the session are erased already
   */
  async keepTyped(tx: Tx, at: InSession, text: { id: string; phase: number; body: string }): Promise<void> {
    if (await wordsErased(tx, at.id)) throw forbidden('EXPIRED');
    const people = new Set(at.people.map(({ id }) => id));
    const { body, ...item } = itemFrom(at.script.phases[text.phase]!, text.body, { authorId: null, contributorId: at.state.contributorId, people });
    await putTypedOutcome(tx, { id: text.id, sessionId: at.id, phase: text.phase, ...item, body: await this.outcomes.action(tx, at.id, text.id, body) });
    if (item.ownerId !== null) await this.askOwners(tx, at, [item.ownerId], new Date(at.state.endedAt! + outcomeLaterMs));
    tx.emit(intervisionRealtime.outcomeChanged(at.groupId, at.id));
  }

  /** Before its text goes: the database knows by that whose it is. */
  async dropTyped(tx: Tx, at: InSession, id: string): Promise<void> {
    await deleteTypedOutcome(tx, at.id, id);
    tx.emit(intervisionRealtime.outcomeChanged(at.groupId, at.id));
  }

  /** @param copyAt at once without it */
  private async askOwners(tx: Tx, at: InSession, owners: readonly string[], copyAt?: Date): Promise<void> {
    const after = this.methods.catalogue.frame.after.find(({ key }) => key === 'followup_nudge');
    for (const personId of owners) {
      await tx.enqueue({ task: copyJob, key: `intention:${at.id}:${personId}`, payload: { sessionId: at.id, personId }, ...(copyAt ? { runAt: copyAt } : {}) });
      const person = at.people.find(({ id }) => id === personId);
      if (!after || !person || !rolesOf(at.state, at.script, person).has('contributor')) continue;
      const runAt = new Date(at.state.endedAt! + after.offsetDays * dayMs);
      await tx.enqueue({ task: nudgeJob, key: `nudge:${at.id}:${personId}`, payload: { sessionId: at.id, personId }, runAt });
    }
  }

  private async keepAttendance(tx: Tx, at: InSession): Promise<void> {
    const { startedAt, endedAt } = at.state;
    if (startedAt === null || endedAt === null) return;
    const planned = totalMinutes(at.script);
    const rows = (await findStays(tx, at.id, at.script.written)).map((stay) => ({
      personId: stay.personId,
      role: roleKept(rolesOf(at.state, at.script, { id: stay.personId, observer: stay.observer, seat: stay.seat })),
      minutes: minutesIn({ enteredAt: stay.enteredAt.getTime(), leftAt: stay.leftAt?.getTime() ?? null }, { startedAt, endedAt, planned, written: at.script.written }),
    }));
    await insertAttendance(tx, at.id, rows);
  }

  /** @returns who has an action */
  private async keepOutcome(tx: Tx, at: InSession): Promise<string[]> {
    const phases = outcomePhases(at.script);
    const texts = phases.length === 0 ? [] : await findOutcomeTexts(tx, at.id, phases.map(({ index }) => index));
    if (texts.length === 0) return [];
    const sealing = await this.seal.forWriting(tx, at.id);
    const people = new Set(at.people.map(({ id }) => id));
    const kept: NewOutcome[] = [];
    for (const text of texts) {
      const { body, ...item } = itemFrom(at.script.phases[text.phase]!, sealing.openText(text.id, text.body), { authorId: text.authorId, contributorId: at.state.contributorId, people });
      kept.push({ id: text.id, sessionId: at.id, phase: text.phase, ...item, body: await this.outcomes.action(tx, at.id, text.id, body) });
    }
    await insertOutcomes(tx, kept);
    return [...new Set(kept.flatMap(({ ownerId }) => ownerId ?? []))];
  }

  /** A copy of one's own actions under one's own key: it outlives the outcome of the session. */
  async keepIntention(sessionId: string, personId: string): Promise<void> {
    await this.work.runUnsigned(async (tx) => {
      if (!(await this.door.enterAsServer(tx, sessionId, personId))) return;
      for (const action of await findOwnActions(tx, sessionId, personId)) {
        const body = await this.outcomes.openActionForCopy(tx, sessionId, action.id, action.body);
        await insertOwnIntention(tx, { id: action.id, personId, sessionId, dueOn: action.dueOn, body: await this.outcomes.own(tx, personId, action.id, body) });
      }
    });
  }

  /** Asks a contributor once how it goes, by a mail that says nothing; not who answered already, has no action, or is not in it any more. */
  async nudge(sessionId: string, personId: string): Promise<void> {
    await this.work.runUnsigned(async (tx) => {
      const at = await this.door.enterAsServer(tx, sessionId, personId);
      if (!at?.people.some(({ id }) => id === personId) || (await hasFollowUp(tx, sessionId, personId)) || (await findOwnActions(tx, sessionId, personId)).length === 0) return;
      await this.mails.enqueue(tx, 'intentionFollowUp', { personId, subjectId: sessionId });
    });
  }
}
