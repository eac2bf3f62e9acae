import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Reads } from '../../../platform/database/reads.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { PlanPractice } from '../../intervision/public.js';
import { findRunningNowCircle, insertPractice } from '../data/practice.repository.js';
import { cast, practicesMost } from '../domain/practice-plan.js';

const methodKey = 'incident';
const place = 'Lokaal 12';

/**
 * Keeps one session running in a circle of the demo region, for whoever comes by (decisions 27: on any day). It is made
 * anew when the server starts and none is open; the people who can be entered with one click are not simulated in it.
 */
@Injectable()
export class RunningNow {
  constructor(
    private readonly reads: Reads,
    private readonly work: UnitOfWork,
    private readonly plans: PlanPractice,
  ) {}

  /** @returns the session that was made; `null`: there is one, or there is no circle for it */
  async ensure(): Promise<string | null> {
    const circle = await findRunningNowCircle(this.reads);
    if (!circle || circle.open >= practicesMost || circle.runs || circle.simulated.length < 4) return null;
    const { groupId, simulated } = circle;
    const id = randomUUID();
    const { facilitatorId, coFacilitatorId } = cast('participant', simulated[0]!, simulated);
    await this.work.runUnsigned(async (tx) => {
      const takes = await this.plans.run(tx, { id, groupId, plannedBy: facilitatorId, methodKey, speed: 1, people: circle.members, facilitatorId, coFacilitatorId, place });
      await insertPractice(tx, { sessionId: id, visitorId: null, role: 'participant', simulated, seed: methodKey, playsUntil: new Date(tx.now.getTime() + 2 * takes) });
    });
    return id;
  }
}
