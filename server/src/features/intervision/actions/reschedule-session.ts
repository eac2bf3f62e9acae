import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { Appointments, type Moment, momentAt, requireZone } from '../../agenda/public.js';
import { moveSession } from '../data/session.repository.js';
import { placeFields } from './session-place.js';
import { SessionRunner } from './session-runner.js';

const shape = z.object({ mutationId: z.string(), sessionId: z.string(), ifSequence: z.number(), startsAt: z.date(), zone: z.string(), ...placeFields });

/** Another moment or place for a session that nobody opened yet: calendars that have it hear of it. */
@Injectable()
export class RescheduleSession {
  constructor(
    private readonly runner: SessionRunner,
    private readonly appointments: Appointments,
  ) {}

  /**
   * For whoever facilitates it, planned it, or leads the circle.
   * @throws NOT_FOUND; FORBIDDEN ROLE, NOT_NOW, ALREADY_STARTED or OVER; CONFLICT when it was moved since; INVALID_INPUT for the moment
   */
  async run(viewer: Viewer, raw: unknown): Promise<{ sessionId: string }> {
    const input = parseInput(shape, raw);
    let moment: Moment | null = null;
    return this.runner.run(
      viewer,
      'rescheduleSession',
      input,
      (tx) => {
        moment = momentAt(input.startsAt, requireZone(input.zone, 'input.zone'), tx.now, 'input.startsAt');
        return { type: 'reschedule', startsAt: moment.startsAt.getTime() };
      },
      async (tx, at) => {
        const { sessionId, place, videoLink } = input;
        await moveSession(tx, at.id, { startsAt: input.startsAt, place, videoLink });
        await this.appointments.move(tx, sessionId, input.ifSequence, { moment: moment!, place, videoLink });
      },
    );
  }
}
