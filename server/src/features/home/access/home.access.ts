import { Injectable } from '@nestjs/common';
import { personStream } from '../../../../../schema/realtime/streams.js';
import { Reads } from '../../../platform/database/reads.js';
import { brand, type Branded } from '../../../platform/graphql/brand.js';
import { pageInfo, toCursor } from '../../../platform/graphql/page.model.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { streamPosition } from '../../../platform/realtime/stream-position.js';
import { unansweredPollsSelect } from '../../agenda/public.js';
import { DiscussionAccess } from '../../discussions/public.js';
import { DraftAccess, type DraftInJson, newestDraftsSelect } from '../../drafts/public.js';
import { GroupAccess, type GroupRow, groupSql } from '../../groups/public.js';
import { type NextSessionRow, nextSessionSelect, ownTasksSelect, WrittenAccess } from '../../intervision/public.js';
import { type HomeRow, readBell, readBellUnseen, readGoTo, readHome } from '../data/home.reads.js';
import { inOrder, readingMinutes, type Task, task } from '../domain/tasks.js';

const ownSql = { groups: groupSql.mine, drafts: newestDraftsSelect(5), next: nextSessionSelect, outcomes: ownTasksSelect, polls: unansweredPollsSelect };

/** The door to what concerns oneself across circles: Today, the bell, "go to". Every statement joins the membership. */
@Injectable()
export class HomeAccess {
  constructor(
    private readonly reads: Reads,
    private readonly groups: GroupAccess,
    private readonly discussions: DiscussionAccess,
    private readonly drafts: DraftAccess,
    private readonly inWriting: WrittenAccess,
  ) {}

  /** Circles and what waits for this person, most urgent first; read in one transaction, because drafts are one's own. */
  async home(viewer: Viewer) {
    const stream = personStream(viewer.personId);
    const found = await this.reads.withActor(viewer, (reads) => readHome<GroupRow, DraftInJson, NextSessionRow>(reads, ownSql, viewer.personId, stream));
    const groups = found.groups.map((row) => this.groups.show(row));
    return brand('Home', {
      asOf: streamPosition(stream, found.position ?? undefined),
      groups,
      next: found.next && nextView(found.next),
      tasks: await this.tasks(viewer, groups, found),
    });
  }

  private async tasks(
    viewer: Viewer,
    groups: ReturnType<GroupAccess['show']>[],
    { mentions, invitations, drafts: draftRows, outcomes, polls }: HomeRow<GroupRow, DraftInJson, NextSessionRow>,
  ): Promise<Branded<Task>[]> {
    const titles = await this.discussions.titles(viewer, mentions);
    const drafts = await this.drafts.open(viewer, draftRows);
    const awaiting = await this.inWriting.awaitingMe(viewer);
    const tasks = [
      ...awaiting.map(({ sessionId, groupId, groupName, groupKind, minutes, endsAt }) =>
        task('WRITE_IN_SESSION', sessionId, minutes, endsAt, { sessionId, groupId, groupName, groupKind, until: endsAt }),
      ),
      ...invitations.map((row) =>
        task('ANSWER_INVITATION', row.id, 2, new Date(row.at), {
          invitationId: row.id,
          groupId: row.group_id,
          groupName: row.group_name,
          groupKind: row.kind.toUpperCase(),
          personName: row.person_name,
        }),
      ),
      ...mentions.map((row) =>
        task('READ_MENTION', row.message_id, 2, new Date(row.at), {
          groupId: row.group_id,
          groupName: row.group_name,
          groupKind: row.kind.toUpperCase(),
          topicId: row.topic_id,
          topicTitle: titles.get(row.topic_id) ?? null,
          messageId: row.message_id,
          messageN: row.n,
          personName: row.person_name,
        }),
      ),
      // asked only where it can be so: the list of rights is made when it is read
      ...groups
        .filter((group) => group.pactAcceptedVersion < (group.pact?.version ?? 0) && group.viewerActions.includes('ACCEPT_PACT'))
        .map((group) =>
          task('ACCEPT_PACT', group.id, 2, new Date(group.pact?.createdAt ?? group.createdAt), {
            groupId: group.id,
            groupName: group.name,
            groupKind: group.kind,
          }),
        ),
      // what it is about stays in the session: Today names the circle only
      ...outcomes.map((row) =>
        task(row.kind, row.id, 2, new Date(row.at), { sessionId: row.session_id, groupId: row.group_id, groupName: row.group_name, groupKind: row.group_kind.toUpperCase() }),
      ),
      ...polls.map((row) => task('ANSWER_POLL', row.id, 1, new Date(row.at), { pollId: row.id, groupId: row.group_id, groupName: row.group_name, groupKind: row.group_kind.toUpperCase() })),
      ...groups
        .filter((group) => group.lastSeq > group.readCount)
        .map((group) =>
          task('READ_NEW', group.id, readingMinutes(group.lastSeq - group.readCount), new Date(group.lastActivityAt), {
            groupId: group.id,
            groupName: group.name,
            groupKind: group.kind,
            count: group.lastSeq - group.readCount,
          }),
        ),
      ...drafts
        .filter((draft) => draft.text.length > 0)
        .map((draft) =>
          task('FINISH_DRAFT', draft.id, 5, draft.updatedAt, {
            draftId: draft.id,
            place: draft.place,
            groupId: draft.groupId,
            groupName: draft.groupName,
            topicId: draft.topicId,
            topicTitle: draft.topicTitle,
          }),
        ),
    ];
    return inOrder(tasks).map((one) => brand('Task', one));
  }

  /** Mentions and invitations, newest first. */
  async bell(viewer: Viewer, first: number, after: { at: string; id: string } | null) {
    const rows = await readBell(this.reads, viewer.personId, first, after);
    const page = rows.slice(0, first);
    const titles = await this.discussions.labels(viewer, page.flatMap((row) => row.topic_id ?? []), []);
    const last = page.at(-1);
    return brand('BellPage', {
      unseen: await readBellUnseen(this.reads, viewer.personId),
      nodes: page.map((row) =>
        brand('BellItem', {
          id: `${row.kind}:${row.id}`,
          kind: row.kind,
          at: row.at,
          seen: row.seen,
          groupId: row.group_id,
          groupName: row.group_name,
          topicId: row.topic_id,
          topicTitle: (row.topic_id && titles.topics.get(row.topic_id)?.title) ?? null,
          messageId: row.message_id,
          messageN: row.n,
          person: brand('Person', { id: row.person_id, name: row.person_name }),
          invitationId: row.invitation_id,
        }),
      ),
      pageInfo: pageInfo({
        startCursor: null,
        endCursor: last ? toCursor([last.at.toISOString(), last.id]) : null,
        hasNextPage: rows.length > first,
        hasPreviousPage: after !== null,
      }),
    });
  }

  /** Circles, conversations by title (open circles) and fellow members. */
  async goTo(viewer: Viewer, text: string) {
    const rows = await readGoTo(this.reads, viewer.personId, text);
    return rows.map((row) =>
      brand('Found', {
        id: `${row.kind}:${row.id}`,
        kind: row.kind,
        title: row.title,
        subtitle: row.subtitle,
        groupId: row.group_id,
        topicId: row.topic_id,
      }),
    );
  }
}

/** The statement joined the membership. Of a session: when, where and who leads; never what it is about. */
const nextView = (row: NextSessionRow) =>
  brand('Appointment', {
    sessionId: row.session_id,
    groupId: row.group_id,
    groupName: row.group_name,
    startsAt: new Date(row.starts_at),
    minutes: row.minutes,
    status: row.status.toUpperCase(),
    place: row.place,
    online: row.online,
    facilitatorName: row.facilitator_name,
    people: row.people,
    here: row.here,
  });
