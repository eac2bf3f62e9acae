import { Injectable } from '@nestjs/common';
import { Reads } from '../../../platform/database/reads.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import { forbidden, notFound } from '../../../platform/errors/kring-error.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess } from '../../groups/public.js';
import { meetsAs } from '../data/insiders.js';
import { findPollGroup, type LockedPoll, lockPoll, readPolls } from '../data/poll.repository.js';
import { mayDecide, pollView, type PollView } from './poll-view.js';

/** The only door to polls: for who meets in their circle. Every statement joins the membership. */
@Injectable()
export class PollAccess {
  constructor(
    private readonly reads: Reads,
    private readonly groups: GroupAccess,
  ) {}

  /** @throws NOT_FOUND for everyone who does not meet there */
  async poll(viewer: Viewer, pollId: string): Promise<PollView> {
    const [row] = await readPolls(this.reads, viewer.personId, { pollId });
    if (!row) throw notFound();
    return pollView(row, viewer.personId);
  }

  /** The open polls of a circle; none for who does not meet there. */
  async ofCircle(viewer: Viewer, groupId: string): Promise<PollView[]> {
    return (await readPolls(this.reads, viewer.personId, { groupId })).map((row) => pollView(row, viewer.personId));
  }

  /**
   * A poll to write in, its row and the membership locked.
   * @param what `decide`: choose, remind, close
   * @throws NOT_FOUND outside, FORBIDDEN ARCHIVED, ROLE or POLL_CLOSED
   */
  async enter(tx: Tx, viewer: Viewer, pollId: string, what: 'answer' | 'decide' | 'suggest'): Promise<LockedPoll> {
    const groupId = await findPollGroup(tx, pollId);
    if (!groupId) throw notFound();
    const group = await this.groups.requireForWriting(tx, viewer, groupId, 'read');
    if (!meetsAs(group.role)) throw notFound();
    const poll = await lockPoll(tx, pollId, what === 'answer' ? 'answer' : 'change');
    if (!poll) throw notFound();
    if (group.archivedAt !== null) throw forbidden('ARCHIVED');
    if (what === 'decide' && !mayDecide(poll, viewer.personId, group.role)) throw forbidden('ROLE');
    if (poll.status !== 'open') throw forbidden('POLL_CLOSED');
    return poll;
  }
}
