import { Injectable } from '@nestjs/common';
import { Reads } from '../../../platform/database/reads.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import { forbidden, notFound } from '../../../platform/errors/kring-error.js';
import { brand, type Branded } from '../../../platform/graphql/brand.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess } from '../../groups/public.js';
import { type AppointmentPart, findAppointmentGroup, type LockedAppointment, lockAppointment, readAppointmentPart } from '../data/appointment.repository.js';
import { meetsAs } from '../data/insiders.js';

/** What an appointment adds to what it is about; only for rows of a statement that joined the membership. */
export function appointmentView(part: AppointmentPart | null, viewerId: string) {
  if (part === null) return null;
  const { zone, sequence, series_id: seriesId, past, answers } = part;
  return brand('PlannedMoment', {
    zone,
    sequence,
    seriesId,
    past,
    coming: answers.filter(({ coming }) => coming).length,
    notComing: answers.filter(({ coming }) => !coming).length,
    mine: answers.find(({ personId }) => personId === viewerId)?.coming ?? null,
    answers: answers.map(({ personId, coming }) => brand('Attendance', { personId, coming })),
  });
}

export type AppointmentView = NonNullable<ReturnType<typeof appointmentView>>;

/** The only door to appointments: for who meets in their circle. */
@Injectable()
export class AppointmentAccess {
  constructor(
    private readonly reads: Reads,
    private readonly groups: GroupAccess,
  ) {}

  /** @throws NOT_FOUND for everyone who does not meet there */
  async appointment(viewer: Viewer, id: string): Promise<Branded<AppointmentView>> {
    const part = await this.part(viewer, id);
    return appointmentView(part, viewer.personId)!;
  }

  /** An appointment to answer, its row and the membership locked. @throws NOT_FOUND outside; FORBIDDEN ARCHIVED, CANCELLED or PAST */
  async enter(tx: Tx, viewer: Viewer, id: string): Promise<LockedAppointment> {
    const groupId = await findAppointmentGroup(tx, id);
    if (!groupId) throw notFound();
    const group = await this.groups.requireForWriting(tx, viewer, groupId, 'read');
    if (!meetsAs(group.role)) throw notFound();
    const appointment = await lockAppointment(tx, id, 'answer');
    if (!appointment) throw notFound();
    if (group.archivedAt !== null) throw forbidden('ARCHIVED');
    if (appointment.status === 'cancelled') throw forbidden('CANCELLED');
    if (appointment.past) throw forbidden('PAST');
    return appointment;
  }

  private async part(viewer: Viewer, id: string): Promise<AppointmentPart> {
    const part = await readAppointmentPart(this.reads, viewer.personId, id);
    if (!part) throw notFound();
    return part;
  }
}
