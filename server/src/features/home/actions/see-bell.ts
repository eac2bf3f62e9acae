import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { moveBellSeen } from '../data/bell.repository.js';
import { homeRealtime } from '../realtime/home.realtime.js';

/** The bell was opened: what is in it has been seen, on every device. */
@Injectable()
export class SeeBell {
  constructor(private readonly work: UnitOfWork) {}

  async run(viewer: Viewer, input: { mutationId: string }): Promise<{ personId: string }> {
    return this.work.run({ viewer, operation: 'seeBell', mutationId: input.mutationId, args: input }, async (tx) => {
      const seenAt = await moveBellSeen(tx, viewer.personId);
      tx.emit(homeRealtime.bellSeen(viewer.personId, seenAt));
      return { personId: viewer.personId };
    });
  }
}
