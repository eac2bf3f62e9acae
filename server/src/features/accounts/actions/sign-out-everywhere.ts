import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { endSignInsOf } from '../data/account.repository.js';
import { sessionEnded } from '../realtime/accounts.realtime.js';

/** Ends all of someone's sign-ins, this one too. */
@Injectable()
export class SignOutEverywhere {
  constructor(private readonly uow: UnitOfWork) {}

  async run(viewer: Viewer): Promise<void> {
    await this.uow.runUnsigned(async (tx) => {
      const ended = await endSignInsOf(tx, viewer.personId);
      if (ended.length > 0) tx.emit(sessionEnded(viewer.personId, null));
    });
  }
}
