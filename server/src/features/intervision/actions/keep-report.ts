import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { type Tx, UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, invalidInput, KringError } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { ReportSeal } from '../access/report-seal.js';
import { type InSession, SessionDoor } from '../access/session-door.js';
import { SessionSeal } from '../access/session-seal.js';
import { wordsErased } from '../data/outcome.repository.js';
import { deleteReport, findOwnBodies, findRatings, findReport, insertReport, type ReportRow, updateReport } from '../data/report.repository.js';
import { chooseLines, type ReportBody, type ReportLine } from '../domain/report.js';
import type { TextMark } from '../domain/text-mark.js';

const shape = z.object({
  mutationId: z.string(),
  id: z.string(),
  sessionId: z.string(),
  textIds: z.array(z.string()).max(limits.pageSize),
  words: text(limits.sessionText, 0),
  ifVersion: z.number(),
});
const erasing = z.object({ mutationId: z.string(), id: z.string() });

type Input = z.output<typeof shape>;

/** Keeps for oneself what one chose of one's own texts, and throws it away again. Nothing of anybody else can come into it. */
@Injectable()
export class KeepReport {
  constructor(
    private readonly work: UnitOfWork,
    private readonly door: SessionDoor,
    private readonly sessionSeal: SessionSeal,
    private readonly seal: ReportSeal,
  ) {}

  /**
   * The receipt names the session only: ids of texts without a name would say whose they are.
   * @throws FORBIDDEN NOT_NOW before the end; INVALID_INPUT for a text that is not one's own; CONFLICT when another device kept another version
   */
  keep(viewer: Viewer, raw: unknown): Promise<{ sessionId: string }> {
    const input = parseInput(shape, raw);
    return this.work.run({ viewer, operation: 'keepReport', mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.door.enter(tx, viewer, input.sessionId, 'write');
      if (at.state.status !== 'ended') throw forbidden('NOT_NOW');
      const known = await findReport(tx, viewer.personId, at.id);
      if ((known?.version ?? 0) !== input.ifVersion || (known && known.id !== input.id)) throw new KringError('CONFLICT');
      const body = await this.compose(tx, viewer, at, input, known);
      const sealed = await this.seal.seal(tx, viewer, input.id, body);
      const done = known ? await updateReport(tx, { id: known.id, body: sealed }, known.version) : await insertReport(tx, { id: input.id, personId: viewer.personId, sessionId: at.id, body: sealed });
      if (!done) throw new KringError('CONFLICT');
      return { sessionId: at.id };
    });
  }

  /** Erases one's own; whether there was one is nobody else's business. */
  async erase(viewer: Viewer, raw: unknown): Promise<void> {
    const input = parseInput(erasing, raw);
    await this.work.run({ viewer, operation: 'eraseReport', mutationId: input.mutationId, args: input }, async (tx) => {
      await deleteReport(tx, viewer.personId, input.id);
      return {};
    });
  }

  private async compose(tx: Tx, viewer: Viewer, at: InSession, input: Input, known: ReportRow | null): Promise<ReportBody> {
    const before: readonly ReportLine[] = known ? (await this.seal.openForWriting(tx, viewer, known)).lines : [];
    const own = input.textIds.length === 0 ? [] : await this.ownWords(tx, at, viewer);
    const { lines, strange } = chooseLines(at.script, input.textIds, own, before, await findRatings(tx, at.id));
    if (strange.length > 0) throw invalidInput({ path: `input.textIds.${strange[0]!}`, code: 'NOT_ALLOWED' });
    return { method: at.script.name, heldAt: new Date(at.state.startedAt ?? at.now).toISOString(), lines, words: input.words };
  }

  private async ownWords(tx: Tx, at: InSession, viewer: Viewer) {
    // no key for what is erased
    if (await wordsErased(tx, at.id)) return [];
    const { sealing } = await this.sessionSeal.forWriter(tx, at.id, viewer.personId);
    const rows = await findOwnBodies(tx, at.id, viewer.personId);
    return rows.map(({ id, phase, kind, body }) => ({ id, phase, kind: kind as TextMark['kind'], body: sealing.openText(id, body) }));
  }
}
