import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { AppointmentAccess } from '../access/appointment.access.js';
import { saveAttendance } from '../data/appointment.repository.js';
import { agendaRealtime } from '../realtime/agenda.realtime.js';

const shape = z.object({ mutationId: z.string(), appointmentId: z.string(), coming: z.boolean() });

/** I come, or I do not: changeable until it begins. */
@Injectable()
export class AnswerAppointment {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: AppointmentAccess,
  ) {}

  /** @throws NOT_FOUND for who does not meet there; FORBIDDEN ARCHIVED, CANCELLED or PAST */
  async run(viewer: Viewer, raw: unknown): Promise<{ appointmentId: string }> {
    const input = parseInput(shape, raw);
    return this.work.run({ viewer, operation: 'answerAppointment', mutationId: input.mutationId, args: input }, async (tx) => {
      const { groupId } = await this.access.enter(tx, viewer, input.appointmentId);
      const changed = await saveAttendance(tx, input.appointmentId, viewer.personId, input.coming);
      if (changed) tx.emit(agendaRealtime.attendanceChanged(groupId, input.appointmentId));
      return { appointmentId: input.appointmentId };
    });
  }
}
