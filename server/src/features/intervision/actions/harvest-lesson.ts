import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { type Tx, UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, invalidInput, KringError, notFound } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { JobRegistry } from '../../../platform/jobs/job-registry.js';
import { MailKinds } from '../../../platform/mail/mail-kinds.js';
import { HarvestSeal, type HarvestSealing } from '../access/harvest-seal.js';
import { type InSession, SessionDoor } from '../access/session-door.js';
import { SessionSeal } from '../access/session-seal.js';
import {
  dropHarvest, findHarvestSession, findNamedWords, findOwnLesson, findParticipants, findQuotable, forgetObjections, type HarvestRow, harvestState, insertHarvest, lockHarvest, publishLesson, putHarvestBody, putObjection,
  updateHarvest,
} from '../data/harvest.repository.js';
import { wordsErased } from '../data/outcome.repository.js';
import { actFor } from '../data/session.repository.js';
import { approversOf, contributorsOf, decideHarvest, type HarvestBody, type HarvestCommand, type HarvestState, isComplete, type LessonWords, type Quote } from '../domain/harvest.js';
import { lessonText, repeats } from '../domain/quotation.js';
import { readable } from '../domain/report.js';
import { intervisionRealtime } from '../realtime/intervision.realtime.js';

const session = { mutationId: z.string(), sessionId: z.string() };
const part = text(limits.lessonPart, 0);
const saving = z.object({
  ...session,
  id: z.string(),
  ifVersion: z.number(),
  title: text(limits.title, 0),
  situation: part,
  helped: part,
  tryNext: part,
  reach: z.enum(['CIRCLE', 'REGION']),
  quoteIds: z.array(z.string()).max(limits.pageSize),
});
const versioned = z.object({ ...session, ifVersion: z.number() });
const objecting = z.object({ ...session, ifVersion: z.number(), reason: part });
const bare = z.object(session);
const ofLesson = z.object({ mutationId: z.string(), lessonId: z.string() });

type Saving = z.output<typeof saving>;
type Done = Promise<{ sessionId: string }>;

const publishJob = 'intervision.publishHarvest';

/** What people of a session do with its lesson. Each act: receipt, door, the row locked, `decideHarvest`, the next state, who hears of it. */
@Injectable()
export class HarvestLesson implements OnModuleInit {
  constructor(
    private readonly work: UnitOfWork,
    private readonly door: SessionDoor,
    private readonly seal: HarvestSeal,
    private readonly sessionSeal: SessionSeal,
    private readonly jobs: JobRegistry,
    private readonly mails: MailKinds,
  ) {}

  onModuleInit(): void {
    this.jobs.task(publishJob, ({ harvestId, personId }) => this.publish(harvestId as string, personId as string));
  }

  /**
   * Proposes a lesson (`ifVersion` 0) or changes its words.
   * @throws NOT_FOUND outside the session; FORBIDDEN NOT_NOW before the end, EXPIRED when the words of the session
   * are erased, NO_CONTRIBUTOR when there is nobody to ask, NOT_EDITING;
   * CONFLICT when somebody changed it meanwhile or proposed one first; INVALID_INPUT for a text that cannot be taken over
   */
  write(viewer: Viewer, raw: unknown): Done {
    const input = parseInput(saving, raw);
    return this.work.run({ viewer, operation: 'saveHarvest', mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.enter(tx, viewer, input.sessionId);
      const known = await lockHarvest(tx, at.id);
      if (known && known.id !== input.id) throw new KringError('CONFLICT');
      const row = known ?? (await this.propose(tx, at, input));
      const sealing = await this.seal.forWriting(tx, row.id);
      const quotes = await this.quotes(tx, at, input.quoteIds, known ? sealing.openBody(known.body).quotes : []);
      const quotedIds = [...quotes.flatMap(({ authorId }) => authorId ?? []), ...(await this.repeated(tx, at, input))];
      await this.apply(tx, at, row, { type: 'edit', ifVersion: input.ifVersion, quotedIds, reach: input.reach === 'REGION' ? 'region' : 'circle' });
      const { title, situation, helped, tryNext } = input;
      await putHarvestBody(tx, row.id, sealing.body({ title, situation, helped, tryNext, quotes }));
      return { sessionId: at.id };
    });
  }

  /** Asks everyone whose it is. @throws FORBIDDEN INCOMPLETE or NOT_EDITING; CONFLICT for other words than were seen */
  submit(viewer: Viewer, raw: unknown): Done {
    const input = parseInput(versioned, raw);
    return this.act(viewer, 'submitHarvest', input, ({ body }) => ({ type: 'submit', ifVersion: input.ifVersion, complete: isComplete(body) }), async (tx, row) => {
      await putObjection(tx, row.id, null);
    });
  }

  /** @throws FORBIDDEN NOT_ASKED for whoever is not asked; CONFLICT for other words than were seen */
  approve(viewer: Viewer, raw: unknown): Done {
    const input = parseInput(versioned, raw);
    return this.act(viewer, 'approveHarvest', input, () => ({ type: 'approve', by: viewer.personId, ifVersion: input.ifVersion }));
  }

  /** Anyone of the session, with or without a reason. Who it was, only the receipt says, until somebody goes on with the lesson. */
  object(viewer: Viewer, raw: unknown): Done {
    const input = parseInput(objecting, raw);
    return this.act(viewer, 'objectHarvest', input, () => ({ type: 'object', ifVersion: input.ifVersion }), async (tx, row, sealing) => {
      await putObjection(tx, row.id, input.reason === '' ? null : sealing.objection(input.reason));
    });
  }

  /** Takes it back, published or not, words and key. One that is not there is withdrawn already. @throws FORBIDDEN ROLE */
  withdraw(viewer: Viewer, raw: unknown): Done {
    const input = parseInput(bare, raw);
    return this.work.run({ viewer, operation: 'withdrawHarvest', mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.door.enter(tx, viewer, input.sessionId, 'write');
      const row = await lockHarvest(tx, at.id);
      if (row) await this.apply(tx, at, row, { type: 'withdraw', by: viewer.personId });
      return { sessionId: at.id };
    });
  }

  /** The same by the lesson, for whoever approved it and may not be in that circle any more. @throws NOT_FOUND for everyone else */
  async withdrawLesson(viewer: Viewer, raw: unknown): Promise<void> {
    const input = parseInput(ofLesson, raw);
    await this.work.run({ viewer, operation: 'withdrawLesson', mutationId: input.mutationId, args: input }, async (tx) => {
      const own = await findOwnLesson(tx, viewer.personId, input.lessonId);
      if (!own) throw notFound();
      await dropHarvest(tx, own.id);
      tx.emit(intervisionRealtime.harvestChanged(own.sessionId));
      return {};
    });
  }

  /** The seven days are over: a job at that moment, or whoever asks first. Everything is looked at again. */
  async publish(harvestId: string, personId: string): Promise<void> {
    await this.work.runUnsigned(async (tx) => {
      await actFor(tx, personId);
      const sessionId = await findHarvestSession(tx, harvestId);
      const at = sessionId && (await this.door.enterAsServer(tx, sessionId, personId));
      const row = at && (await lockHarvest(tx, at.id));
      if (!at || !row) return;
      const command: HarvestCommand = { type: 'publish', inside: new Set(at.people.map(({ id }) => id)) };
      if (row.status === 'objecting' && decideHarvest(harvestState(row), command, at.now).ok) await this.apply(tx, at, row, command);
    });
  }

  /** In the transaction that lifts a freeze: while nobody could read or object no day counted, so the seven begin anew. */
  async readAnew(tx: Tx, at: InSession): Promise<void> {
    const row = await lockHarvest(tx, at.id);
    if (row) await this.apply(tx, at, row, { type: 'readAnew' });
  }

  private async enter(tx: Tx, viewer: Viewer, sessionId: string): Promise<InSession> {
    const at = await this.door.enter(tx, viewer, sessionId, 'write');
    if (at.pactOpen) throw forbidden('PACT_NOT_ACCEPTED');
    return at;
  }

  private act(
    viewer: Viewer,
    operation: string,
    input: { mutationId: string; sessionId: string },
    make: (opened: { body: HarvestBody }) => HarvestCommand,
    also?: (tx: Tx, row: HarvestRow, sealing: HarvestSealing) => Promise<void>,
  ): Done {
    return this.work.run({ viewer, operation, mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.enter(tx, viewer, input.sessionId);
      const row = await lockHarvest(tx, at.id);
      if (!row) throw forbidden('NOT_EDITING');
      const sealing = await this.seal.forWriting(tx, row.id);
      await this.apply(tx, at, row, make({ body: sealing.openBody(row.body) }));
      await also?.(tx, row, sealing);
      return { sessionId: at.id };
    });
  }

  private async propose(tx: Tx, at: InSession, input: Saving): Promise<HarvestRow> {
    if (at.state.status !== 'ended') throw forbidden('NOT_NOW');
    // it goes with them, so it does not begin after them
    if (await wordsErased(tx, at.id)) throw forbidden('EXPIRED');
    const tookPart = at.script.everyoneContributes ? await findParticipants(tx, at.id) : [];
    const contributorIds = contributorsOf(at.state.contributorId, at.script.everyoneContributes, tookPart);
    if (contributorIds.length === 0) throw forbidden('NO_CONTRIBUTOR');
    const state: HarvestState = { status: 'editing', version: 0, reach: 'circle', proposerId: at.me!.id, contributorIds, quotedIds: [], approvedIds: [], objectionEndsAt: null };
    if (!(await insertHarvest(tx, { id: input.id, sessionId: at.id, groupId: at.groupId }, state))) throw new KringError('CONFLICT');
    return (await lockHarvest(tx, at.id))!;
  }

  /** What was taken over before stays so, also when the session's own texts are gone. */
  private async quotes(tx: Tx, at: InSession, ids: readonly string[], before: readonly Quote[]): Promise<Quote[]> {
    const found = new Map([...before.map((quote) => [quote.textId, quote.authorId] as const), ...(await findQuotable(tx, at.id, ids)).map(({ id, authorId }) => [id, authorId] as const)]);
    const wrong = ids.findIndex((id, place) => !found.has(id) || ids.indexOf(id) !== place);
    if (wrong >= 0) throw invalidInput({ path: `input.quoteIds.${wrong}`, code: 'NOT_ALLOWED' });
    return ids.map((textId) => ({ textId, authorId: found.get(textId) ?? null }));
  }

  /** Whose words the lesson repeats: they are asked, whether anybody said that they are quoted or not. */
  private async repeated(tx: Tx, at: InSession, words: LessonWords): Promise<string[]> {
    const named = await findNamedWords(tx, at.id);
    if (named.length === 0) return [];
    const [sealing, inside] = [await this.sessionSeal.forWriting(tx, at.id), lessonText(words)];
    return named.filter(({ id, body }) => repeats(inside, readable(sealing.openText(id, body)))).map(({ authorId }) => authorId);
  }

  /** @throws FORBIDDEN with the refusal; CONFLICT when the words are other ones */
  private async apply(tx: Tx, at: InSession, row: HarvestRow, command: HarvestCommand): Promise<void> {
    const before = harvestState(row);
    const outcome = decideHarvest(before, command, at.now);
    if (!outcome.ok) throw 'stale' in outcome ? new KringError('CONFLICT') : forbidden(outcome.refusal);
    if (outcome.next === before) return;
    tx.emit(intervisionRealtime.harvestChanged(at.id));
    if (outcome.next === null) return dropHarvest(tx, row.id);
    await updateHarvest(tx, row.id, outcome.next);
    if (command.type === 'edit' || command.type === 'submit') await forgetObjections(tx, at.id);
    await this.follow(tx, at, row, before, outcome.next);
  }

  private async follow(tx: Tx, at: InSession, row: HarvestRow, before: HarvestState, next: HarvestState): Promise<void> {
    // on behalf of whose case it was: when they are no longer in it, nothing is published
    if (next.objectionEndsAt !== null && next.objectionEndsAt !== before.objectionEndsAt)
      await tx.enqueue({ task: publishJob, key: `harvest:${row.id}`, payload: { harvestId: row.id, personId: next.contributorIds[0]! }, runAt: new Date(next.objectionEndsAt) });
    if (next.status === before.status) return;
    const subjectId = `${row.id}:${next.version}`;
    if (next.status === 'approving') for (const personId of approversOf(next)) await this.mails.enqueue(tx, 'harvestApproval', { personId, subjectId });
    if (next.status === 'objecting') for (const { id: personId } of at.people) await this.mails.enqueue(tx, 'harvestReading', { personId, subjectId });
    if (next.status === 'published' && next.reach === 'region') {
      const sealing = await this.seal.forWriting(tx, row.id);
      await publishLesson(tx, row.id, row.group_id, randomUUID(), sealing.openBody(row.body));
    }
  }
}
