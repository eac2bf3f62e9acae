import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { SETTINGS } from '../../../platform/config/config.module.js';
import type { Settings } from '../../../platform/config/settings.js';
import { type Tx, UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { invalidInput, KringError, notFound } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { FoundCircle } from '../../groups/public.js';
import { Methods, PlanPractice } from '../../intervision/public.js';
import { countOpenPractices, endEarlierPractices, findCandidates, findColleagues, findOrganisation, findPracticeCircle, insertPractice } from '../data/practice.repository.js';
import { cast, colleaguesMost, practicesMost, secondsUntilRoom, speeds } from '../domain/practice-plan.js';
import { PracticeBoard } from './practice-board.js';

const shape = z.object({
  mutationId: z.string(),
  id: z.string(),
  methodKey: z.string(),
  speed: z.number(),
  role: z.enum(['FACILITATOR', 'PARTICIPANT', 'CONTRIBUTOR']).transform((role) => role.toLowerCase() as 'facilitator' | 'participant' | 'contributor'),
});

/** What the circle is called in which somebody practises; its members do not read it, they are simulated. */
const circleWords = { name: 'Oefenkring', purpose: 'Een kring om intervisie te oefenen. Je collega’s zijn nagebootst.' };
const place = 'Oefenlokaal';

/** Makes a session with simulated colleagues, its lobby open, for whoever asks. Only in a demo installation. */
@Injectable()
export class StartPractice {
  constructor(
    private readonly work: UnitOfWork,
    private readonly circles: FoundCircle,
    private readonly plans: PlanPractice,
    private readonly methods: Methods,
    private readonly board: PracticeBoard,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * @throws NOT_FOUND outside a demo installation, as if there were no such thing; INVALID_INPUT for a speed or a method that
   * is not there, or when nobody can be simulated; RATE_LIMITED while as many practices run as a demo takes
   */
  async run(viewer: Viewer, raw: unknown): Promise<{ sessionId: string }> {
    const input = parseInput(shape, raw);
    if (!speeds.some((speed) => speed === input.speed)) throw invalidInput({ path: 'input.speed', code: 'NOT_ALLOWED' });
    const method = this.methods.find(input.methodKey);
    if (!method) throw invalidInput({ path: 'input.methodKey', code: 'NOT_ALLOWED' });
    if (!this.settings.demo) throw notFound();
    let changed: string[] = [];
    const made = await this.work.run({ viewer, operation: 'startPractice', mutationId: input.mutationId, args: input }, async (tx) => {
      if ((await countOpenPractices(tx)) >= practicesMost) throw new KringError('RATE_LIMITED', { retryAfter: secondsUntilRoom });
      const earlier = await endEarlierPractices(tx, viewer.personId);
      const groupId = (await findPracticeCircle(tx, viewer.personId)) ?? (await this.found(tx, viewer.personId));
      const colleagues = (await findColleagues(tx, groupId, viewer.personId)).slice(0, Math.min(colleaguesMost, method.group.max - 1));
      const { facilitatorId, coFacilitatorId } = cast(input.role, viewer.personId, colleagues);
      const takes = await this.plans.run(tx, {
        id: input.id, groupId, plannedBy: viewer.personId, methodKey: method.key, speed: input.speed, people: colleagues.length + 1, facilitatorId, coFacilitatorId, place,
      });
      // as long again as it is planned to take, and half an hour to look around
      const playsUntil = new Date(tx.now.getTime() + 2 * takes + 30 * 60_000);
      await insertPractice(tx, { sessionId: input.id, visitorId: viewer.personId, role: input.role, simulated: colleagues, seed: input.id, playsUntil });
      changed = [...earlier, input.id];
      return { sessionId: input.id };
    });
    this.board.changed(changed);
    return made;
  }

  private async found(tx: Tx, personId: string): Promise<string> {
    const colleagues = await this.circles.whoFit(tx, personId, await findCandidates(tx, personId, 4 * colleaguesMost), colleaguesMost);
    const organisationId = await findOrganisation(tx, personId);
    const [leadId] = colleagues;
    // three and the visitor are a group; with fewer there is nothing to practise
    if (colleagues.length < 3 || !leadId || !organisationId) throw invalidInput({ path: 'input.role', code: 'NOT_ALLOWED' });
    const id = randomUUID();
    await this.circles.run(tx, { id, kind: 'intervision', organisationId, ...circleWords, leadId, memberIds: [...colleagues.slice(1), personId] });
    return id;
  }
}
