import { Injectable } from '@nestjs/common';
import { Reads } from '../../../platform/database/reads.js';
import { notFound } from '../../../platform/errors/kring-error.js';
import { brand } from '../../../platform/graphql/brand.js';
import { pageInfo, toCursor } from '../../../platform/graphql/page.model.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import type { MailContent } from '../../../platform/mail/mail-content.js';
import { GroupAccess } from '../../groups/public.js';
import { type HarvestPageRow, harvestState, type PublishedKey, readCircleLessons, readHarvest, readHarvestById, readLessons } from '../data/harvest.repository.js';
import { isInSession } from '../data/session.reads.js';
import { harvestActionsOf, stillAsked } from '../domain/harvest.js';
import { HarvestSeal, type HarvestSealing } from './harvest-seal.js';
import { upper } from './session-view.js';

interface Published {
  id: string;
  published_on: string | null;
}

/** The door to lessons: on their way for who is in the session, published for the circle or the region. */
@Injectable()
export class HarvestAccess {
  constructor(
    private readonly reads: Reads,
    private readonly groups: GroupAccess,
    private readonly seal: HarvestSeal,
  ) {}

  /** The lesson of a session; null while nobody proposed one. @throws NOT_FOUND for everyone who is not in the session */
  async ofSession(viewer: Viewer, sessionId: string) {
    if (!(await isInSession(this.reads, viewer.personId, sessionId, false))) throw notFound();
    const row = await this.reads.withActor(viewer, (reads) => readHarvest(reads, sessionId));
    const sealing = row && (await this.seal.forReading(viewer, [row.id])).get(row.id);
    return row && sealing ? harvestView(viewer, row, sealing) : null;
  }

  /** @throws NOT_FOUND when it was withdrawn meanwhile */
  async moved(viewer: Viewer, sessionId: string) {
    const harvest = await this.ofSession(viewer, sessionId);
    if (!harvest) throw notFound();
    return harvest;
  }

  /** What a circle published, for itself or for the region. Guests and followers get none. @throws NOT_FOUND outside the circle */
  async ofCircle(viewer: Viewer, groupId: string, first: number, after: PublishedKey) {
    await this.groups.row(viewer, groupId);
    const rows = await this.reads.withActor(viewer, (reads) => readCircleLessons(reads, groupId, first, after));
    const sealings = await this.seal.forReading(viewer, rows.map(({ id }) => id));
    return brand('CircleLessonConnection', {
      nodes: rows.slice(0, first).flatMap((row) => {
        const sealing = sealings.get(row.id);
        if (!sealing) return [];
        const { title, situation, helped, tryNext } = sealing.openBody(row.body);
        return [brand('CircleLesson', { id: row.id, sessionId: row.session_id, reach: upper(row.reach), title, situation, helped, tryNext, publishedOn: row.published_on! })];
      }),
      pageInfo: pageOf(rows, first, after),
    });
  }

  /** What this person's region reads. */
  async ofRegion(viewer: Viewer, first: number, after: PublishedKey) {
    const rows = await this.reads.withActor(viewer, (reads) => readLessons(reads, viewer.personId, first, after));
    return brand('LessonConnection', {
      nodes: rows.slice(0, first).map(({ id, title, situation, helped, try_next: tryNext, published_on: publishedOn, mine }) =>
        brand('Lesson', { id, title, situation, helped, tryNext, publishedOn, mayWithdraw: mine }),
      ),
      pageInfo: pageOf(rows, first, after),
    });
  }

  /**
   * What a mail about a lesson says: that something waits, never what or where. Null when it does not wait for them any more.
   * @param subject `<harvest>:<version>`: asked anew, it is mailed anew
   */
  async composeMail(what: 'approve' | 'read', personId: string, subject: string): Promise<MailContent | null> {
    const [id = '', version] = subject.split(':');
    const row = await this.reads.withActor({ personId, signInId: '' }, (reads) => readHarvestById(reads, id));
    if (!row || row.version !== Number(version)) return null;
    if (!(await isInSession(this.reads, personId, row.session_id, false))) return null;
    const waits = what === 'approve' ? row.status === 'approving' && stillAsked(harvestState(row)).includes(personId) : row.status === 'objecting';
    return waits ? { template: 'harvest', what, path: `/sessies/${row.session_id}/oogst` } : null;
  }
}

function pageOf(rows: readonly Published[], first: number, after: PublishedKey) {
  const last = rows.slice(0, first).at(-1);
  return pageInfo({ startCursor: null, endCursor: last ? toCursor([last.published_on, last.id]) : null, hasNextPage: rows.length > first, hasPreviousPage: after !== null });
}

function harvestView(viewer: Viewer, row: HarvestPageRow, sealing: HarvestSealing) {
  const state = harvestState(row);
  const { quotes, title, situation, helped, tryNext } = sealing.openBody(row.body);
  return brand('Harvest', {
    /** the seven days are over and nobody published it yet; no field of the schema */
    due: row.due,
    id: row.id,
    sessionId: row.session_id,
    version: state.version,
    status: upper(state.status),
    reach: upper(state.reach),
    title,
    situation,
    helped,
    tryNext,
    quoteIds: quotes.map(({ textId }) => textId),
    approvals: row.names.map(({ id, name }) =>
      brand('HarvestApproval', { person: brand('Person', { id, name }), contributor: state.contributorIds.includes(id), approved: state.approvedIds.includes(id) }),
    ),
    objectionEndsAt: row.objection_ends_at,
    objection: row.objection && sealing.openObjection(row.objection),
    publishedOn: row.published_on,
    viewerActions: harvestActionsOf(state, viewer.personId).map(upper),
  });
}
