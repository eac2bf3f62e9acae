import { Injectable } from '@nestjs/common';
import type { NamedReads } from '../../../platform/database/reads.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { isMember } from '../data/group.reads.js';

/** The question every stream of a circle asks: are you in it, now? */
@Injectable()
export class MembershipDoor {
  mayListen(reads: NamedReads, viewer: Viewer, groupId: string): Promise<boolean> {
    return isMember(reads, viewer.personId, groupId);
  }
}
