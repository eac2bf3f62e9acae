import { Injectable } from '@nestjs/common';
import { Reads } from '../../../platform/database/reads.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import { forbidden, notFound } from '../../../platform/errors/kring-error.js';
import { brand, type Branded } from '../../../platform/graphql/brand.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { readCatalogue } from '../../../platform/catalogue/read-catalogue.js';
import { circleRightsFile, circleRightsFrom } from '../data/circle-rights.js';
import { type GroupRow, readCandidates, readGroup, readMember, type MemberRow, readMembers, readMentionable, readMyGroups } from '../data/group.reads.js';
import { lockGroup, type LockedGroup } from '../data/group.repository.js';
import { type CircleRights, type Decision, decideGroup, type GroupCircumstances, type GroupRight } from '../domain/group-policy.js';
import { circumstancesOf, type GroupView, groupView } from './group-view.js';

/** The only door to a circle: for one, for many, and for writing under a lock. */
@Injectable()
export class GroupAccess {
  readonly rights: CircleRights = circleRightsFrom(readCatalogue('positions-and-rights', circleRightsFile));

  constructor(private readonly reads: Reads) {}

  /** One circle to read. @throws NOT_FOUND for everyone who is not in it, as for an id that does not exist */
  async require(viewer: Viewer, groupId: string): Promise<Branded<GroupView>> {
    const row = await readGroup(this.reads, viewer.personId, groupId);
    if (!row) throw notFound();
    return this.show(row);
  }

  /** The row behind `require`, for doors of features inside the circle. */
  async row(viewer: Viewer, groupId: string): Promise<GroupRow> {
    const row = await readGroup(this.reads, viewer.personId, groupId);
    if (!row) throw notFound();
    return row;
  }

  /** All circles of this person. */
  async mine(viewer: Viewer, archived: boolean): Promise<Branded<GroupView>[]> {
    return (await readMyGroups(this.reads, viewer.personId, archived)).map((row) => this.show(row));
  }

  /**
   * One circle to write in, the membership row locked; with `lockCircle` the circle's own row too, for writes that do not
   * touch it: what is decided here holds until the commit, and its number comes before that of an archiving.
   * @throws NOT_FOUND outside the circle, FORBIDDEN with the reason inside it
   */
  async requireForWriting(tx: Tx, viewer: Viewer, groupId: string, right: GroupRight, options: { lockCircle?: boolean } = {}): Promise<LockedGroup> {
    const group = await lockGroup(tx, viewer.personId, groupId, options.lockCircle);
    if (!group || group.role === null) throw notFound();
    const decision = decideGroup(this.rights, right, lockedCircumstances(group));
    if (!decision.allow) throw forbidden(decision.reason);
    return group;
  }

  /** A row whose statement joined the membership of this viewer. */
  show(row: GroupRow): Branded<GroupView> {
    return groupView(this.rights, row);
  }

  /** Whether someone with the row's circumstances may do this now, and why not; for doors of features inside the circle. */
  decide(row: Pick<GroupRow, 'role' | 'archived_at' | 'pact_version' | 'my_pact_version'>, right: GroupRight): Decision {
    return decideGroup(this.rights, right, circumstancesOf(row));
  }

  /** The same question for a circle that `requireForWriting` locked, with the reason. */
  decideLocked(group: LockedGroup, right: GroupRight): Decision {
    return decideGroup(this.rights, right, lockedCircumstances(group));
  }

  /** Members by name, keyset-paged. */
  async members(viewer: Viewer, groupId: string, first: number, after: { name: string; id: string } | null) {
    const rows = await readMembers(this.reads, viewer.personId, groupId, first, after);
    if (rows.length === 0 && !after) throw notFound();
    const page = rows.slice(0, first);
    return {
      hasNextPage: rows.length > first,
      nodes: page.map((row) => memberView(groupId, row)),
    };
  }

  /** One member. @throws NOT_FOUND outside the circle and for who is not a member */
  async member(viewer: Viewer, groupId: string, personId: string) {
    const row = await readMember(this.reads, viewer.personId, groupId, personId);
    if (!row) throw notFound();
    return memberView(groupId, row);
  }

  /** People to mention; nobody for someone outside. */
  async mentionable(viewer: Viewer, groupId: string, text: string) {
    const rows = await readMentionable(this.reads, viewer.personId, groupId, text);
    return rows.map((row) => brand('Person', { id: row.id, name: row.name }));
  }

  /** People to invite. @throws NOT_FOUND outside the circle, FORBIDDEN for who may not invite */
  async candidates(viewer: Viewer, groupId: string, text: string) {
    const decision = this.decide(await this.row(viewer, groupId), 'invite');
    if (!decision.allow) throw forbidden(decision.reason);
    const rows = await readCandidates(this.reads, viewer.personId, groupId, text);
    return rows.map((row) =>
      brand('Candidate', { id: row.id, name: row.name, position: row.position, organisationName: row.organisation_name }),
    );
  }
}

const memberView = (groupId: string, row: MemberRow) =>
  brand('Member', {
    id: `${groupId}:${row.person_id}`,
    person: brand('Person', { id: row.person_id, name: row.name }),
    role: row.role.toUpperCase(),
    joinedAt: row.joined_at,
    pactAcceptedAt: row.pact_accepted_at,
    suspendedAt: row.suspended_at,
    position: row.position,
    organisationName: row.organisation_name,
  });

const lockedCircumstances = (group: LockedGroup): GroupCircumstances => ({
  role: group.role,
  archived: group.archivedAt !== null,
  pactOpen: group.role !== 'follower' && group.pactVersion > group.myPactVersion,
});
