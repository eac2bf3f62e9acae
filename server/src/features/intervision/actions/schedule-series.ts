import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { invalidInput } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { Appointments, momentOf, requireZone } from '../../agenda/public.js';
import { SessionDoor } from '../access/session-door.js';
import { PlanSession } from './plan-session.js';
import { placeFields } from './session-place.js';

const shape = z.object({
  mutationId: z.string(),
  id: z.string(),
  groupId: z.string(),
  methodKey: z.string(),
  short: z.boolean(),
  zone: z.string(),
  ...placeFields,
  moments: z.array(z.object({ id: z.string(), day: z.string(), minute: z.number(), facilitatorId: z.string() })),
});

/** A series: every moment is a session of its own, with its own facilitator, and can be moved or called off by itself. */
@Injectable()
export class ScheduleSeries {
  constructor(
    private readonly work: UnitOfWork,
    private readonly door: SessionDoor,
    private readonly planner: PlanSession,
    private readonly appointments: Appointments,
  ) {}

  /** @throws as `ScheduleSession`; INVALID_INPUT NO_DATES, TOO_MANY, TWICE, IN_PAST or TOO_FAR at the moment in question */
  async run(viewer: Viewer, raw: unknown): Promise<{ groupId: string; seriesId: string }> {
    const input = parseInput(shape, raw);
    return this.work.run({ viewer, operation: 'scheduleSeries', mutationId: input.mutationId, args: input }, async (tx) => {
      await this.door.requirePlanning(tx, viewer, input.groupId);
      const { id: seriesId, groupId, methodKey, short, place, videoLink, moments } = input;
      const zone = requireZone(input.zone, 'input.zone');
      if (moments.length === 0) throw invalidInput({ path: 'input.moments', code: 'NO_DATES' });
      if (moments.length > limits.seriesMax) throw invalidInput({ path: 'input.moments', code: 'TOO_MANY', limit: limits.seriesMax });
      for (const [at, one] of moments.entries()) {
        const path = `input.moments.${at}`;
        if (moments.slice(0, at).some(({ day, id }) => day === one.day || id === one.id)) throw invalidInput({ path: `${path}.day`, code: 'TWICE' });
        const moment = momentOf(one, zone, tx.now, path);
        await this.planner.plan(tx, viewer, groupId, { id: one.id, methodKey, short, facilitatorId: one.facilitatorId, coFacilitatorId: null, moment, place, videoLink, seriesId }, path);
      }
      await this.appointments.announceSeries(tx, seriesId, groupId);
      return { groupId, seriesId };
    });
  }
}
