import { Injectable } from '@nestjs/common';
import type { RichText } from '../../../../../schema/rich-text.js';
import { KeyRing } from '../../../platform/crypto/key-ring.js';
import { aadFor, seal, unseal } from '../../../platform/crypto/sealer.js';
import { Reads } from '../../../platform/database/reads.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import { brand, type Branded } from '../../../platform/graphql/brand.js';
import { pageInfo, toCursor } from '../../../platform/graphql/page.model.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { plainText } from '../../../platform/rich-text/rich-text.js';
import { DiscussionAccess } from '../../discussions/public.js';
import { type DraftInJson, type DraftRow, fromJson, readDraft, readDrafts } from '../data/draft.reads.js';

export interface DraftView {
  id: string;
  place: string;
  groupId: string | null;
  topicId: string | null;
  groupName: string | null;
  topicTitle: string | null;
  text: string;
  body: RichText;
  version: number;
  updatedAt: Date;
}

const aad = (draftId: string, personId: string): string => aadFor('conf.drafts', 'body', draftId, 'person', personId);

/** The only door to drafts: one's own, read under row-level security and opened with one's own key. */
@Injectable()
export class DraftAccess {
  constructor(
    private readonly reads: Reads,
    private readonly keys: KeyRing,
    private readonly discussions: DiscussionAccess,
  ) {}

  async find(viewer: Viewer, place: string): Promise<Branded<DraftView> | null> {
    const row = await this.reads.withActor(viewer, (reads) => readDraft(reads, viewer.personId, place));
    return row ? (await this.show(viewer, [row]))[0]! : null;
  }

  async list(viewer: Viewer, first: number, after: { at: string; id: string } | null) {
    const rows = await this.reads.withActor(viewer, (reads) => readDrafts(reads, viewer.personId, first, after));
    const page = rows.slice(0, first);
    const last = page.at(-1);
    return brand('DraftConnection', {
      nodes: await this.show(viewer, page),
      pageInfo: pageInfo({
        startCursor: null,
        endCursor: last ? toCursor([last.updated_at.toISOString(), last.id]) : null,
        hasNextPage: rows.length > first,
        hasPreviousPage: after !== null,
      }),
    });
  }

  /** Seals a text for its writer; only inside a write of that very person. */
  async seal(tx: Tx, viewer: Viewer, draftId: string, body: RichText): Promise<Buffer> {
    return seal(await this.keys.forWriting(tx, 'person', viewer.personId), aad(draftId, viewer.personId), JSON.stringify(body));
  }

  /** Opens rows of `draftSql` that came for this very person. Takes connections of its own: not inside `withActor`. */
  async open(viewer: Viewer, rows: DraftInJson[]): Promise<Branded<DraftView>[]> {
    return this.show(viewer, rows.map(fromJson));
  }

  private async show(viewer: Viewer, rows: DraftRow[]): Promise<Branded<DraftView>[]> {
    if (rows.length === 0) return [];
    const dek = await this.keys.forReading(viewer, 'person', viewer.personId);
    const labels = await this.discussions.labels(
      viewer,
      rows.flatMap((row) => row.topic_id ?? []),
      rows.flatMap((row) => row.group_id ?? []),
    );
    return rows.map((row) => {
      const body = JSON.parse(unseal(dek, aad(row.id, viewer.personId), row.body).toString('utf8')) as RichText;
      const topic = row.topic_id ? labels.topics.get(row.topic_id) : undefined;
      const groupId = topic?.groupId ?? row.group_id;
      return brand('Draft', {
        id: row.id,
        place: row.place,
        groupId,
        topicId: row.topic_id,
        groupName: (groupId && labels.groups.get(groupId)) ?? null,
        topicTitle: topic?.title ?? null,
        text: plainText(body),
        body,
        version: row.version,
        updatedAt: row.updated_at,
      });
    });
  }
}
