import { Injectable } from '@nestjs/common';
import type { RichText } from '../../../../../schema/rich-text.js';
import { KeyRing } from '../../../platform/crypto/key-ring.js';
import { aadFor, seal, unseal } from '../../../platform/crypto/sealer.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { preview } from '../../../platform/rich-text/rich-text.js';
import type { StoredBody } from '../data/discussion.repository.js';

/** Sealed bytes as a column, or as the hexadecimal text that they are inside JSON. */
type SealedBytes = Buffer | string | null;

const bytes = (sealed: Buffer | string): Buffer => (typeof sealed === 'string' ? Buffer.from(sealed.slice(2), 'hex') : sealed);

const aad = (table: 'topics' | 'messages', column: string, rowId: string, groupId: string): string =>
  aadFor(table, column, rowId, 'group', groupId);

/** How texts of a circle are kept: plain in open circles, sealed with the circle's key in closed ones (decisions 11). */
@Injectable()
export class ConversationSeal {
  constructor(private readonly keys: KeyRing) {}

  /** Sealing inside a write; the door has allowed it. */
  async forWriting(tx: Tx, groupId: string, closed: boolean): Promise<Sealing> {
    return new Sealing(groupId, closed ? await this.keys.forWriting(tx, 'group', groupId) : null);
  }

  /** Opening for a member whose membership the statement joined. */
  async forReading(viewer: Viewer, groupId: string, closed: boolean): Promise<Sealing> {
    return new Sealing(groupId, closed ? await this.keys.forReading(viewer, 'group', groupId) : null);
  }

  /** Opening in several circles at once, by circle; a closed circle whose key this person may not use is left out. */
  async forReadingMany(viewer: Viewer, circles: readonly { groupId: string; closed: boolean }[]): Promise<Map<string, Sealing>> {
    const closed = circles.filter((one) => one.closed).map((one) => one.groupId);
    const deks = await this.keys.forReadingMany(viewer, 'group', closed);
    const sealings = new Map<string, Sealing>();
    for (const { groupId, closed: needsKey } of circles) {
      const dek = deks.get(groupId);
      if (dek || !needsKey) sealings.set(groupId, new Sealing(groupId, dek ?? null));
    }
    return sealings;
  }
}

export class Sealing {
  constructor(
    private readonly groupId: string,
    private readonly dek: Buffer | null,
  ) {}

  body(messageId: string, doc: RichText): StoredBody {
    return this.dek
      ? { body: null, bodySealed: seal(this.dek, aad('messages', 'body_sealed', messageId, this.groupId), JSON.stringify(doc)) }
      : { body: doc, bodySealed: null };
  }

  title(topicId: string, title: string): { title: string | null; titleSealed: Buffer | null } {
    return this.dek
      ? { title: null, titleSealed: seal(this.dek, aad('topics', 'title_sealed', topicId, this.groupId), title) }
      : { title, titleSealed: null };
  }

  preview(topicId: string, doc: RichText): { preview: string | null; previewSealed: Buffer | null } {
    const words = preview(doc);
    return this.dek
      ? { preview: null, previewSealed: seal(this.dek, aad('topics', 'preview_sealed', topicId, this.groupId), words) }
      : { preview: words, previewSealed: null };
  }

  openBody(messageId: string, row: { body: object | null; body_sealed: SealedBytes }): RichText | null {
    if (row.body) return row.body as RichText;
    if (!row.body_sealed || !this.dek) return null;
    return JSON.parse(unseal(this.dek, aad('messages', 'body_sealed', messageId, this.groupId), bytes(row.body_sealed)).toString('utf8')) as RichText;
  }

  openTitle(topicId: string, row: { title: string | null; title_sealed: SealedBytes }): string {
    if (row.title !== null) return row.title;
    if (!row.title_sealed || !this.dek) return '';
    return unseal(this.dek, aad('topics', 'title_sealed', topicId, this.groupId), bytes(row.title_sealed)).toString('utf8');
  }

  openPreview(topicId: string, row: { preview: string | null; preview_sealed: SealedBytes }): string | null {
    if (row.preview !== null) return row.preview;
    if (!row.preview_sealed || !this.dek) return null;
    return unseal(this.dek, aad('topics', 'preview_sealed', topicId, this.groupId), bytes(row.preview_sealed)).toString('utf8');
  }
}
