import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { homeZone } from '../../../platform/clock/wall-time.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { momentAt, requireZone } from '../../agenda/public.js';
import { SessionDoor } from '../access/session-door.js';
import { PlanSession } from './plan-session.js';
import { placeFields } from './session-place.js';

const shape = z.object({
  mutationId: z.string(),
  id: z.string(),
  groupId: z.string(),
  methodKey: z.string(),
  short: z.boolean(),
  startsAt: z.date(),
  zone: z.string().nullish(),
  ...placeFields,
  facilitatorId: z.string(),
  coFacilitatorId: z.string().nullish(),
});

/** Plans an intervision in a circle: its script is resolved now and does not change any more. */
@Injectable()
export class ScheduleSession {
  constructor(
    private readonly work: UnitOfWork,
    private readonly door: SessionDoor,
    private readonly planner: PlanSession,
  ) {}

  /**
   * @throws NOT_FOUND outside the circle; FORBIDDEN ROLE, NOT_CLOSED, ARCHIVED or PACT_NOT_ACCEPTED; INVALID_INPUT for who cannot
   * lead it, a method that does not fit, a moment that is past or too far, a zone that is not there
   */
  async run(viewer: Viewer, raw: unknown): Promise<{ sessionId: string }> {
    const input = parseInput(shape, raw);
    return this.work.run({ viewer, operation: 'scheduleSession', mutationId: input.mutationId, args: input }, async (tx) => {
      await this.door.requirePlanning(tx, viewer, input.groupId);
      const moment = momentAt(input.startsAt, requireZone(input.zone ?? homeZone, 'input.zone'), tx.now, 'input.startsAt');
      const { id, methodKey, short, place, videoLink, facilitatorId } = input;
      await this.planner.plan(tx, viewer, input.groupId, { id, methodKey, short, facilitatorId, coFacilitatorId: input.coFacilitatorId ?? null, moment, place, videoLink, seriesId: null });
      return { sessionId: id };
    });
  }
}
