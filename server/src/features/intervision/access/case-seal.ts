import { Injectable } from '@nestjs/common';
import { KeyRing } from '../../../platform/crypto/key-ring.js';
import { aadFor, keyedDigest, seal, unseal } from '../../../platform/crypto/sealer.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { Viewer } from '../../../platform/identity/viewer.js';

/** Field of the catalogue → what somebody wrote. */
export type CaseFields = Readonly<Record<string, string>>;

const aad = (id: string, personId: string): string => aadFor('conf.prepared_cases', 'body', id, 'person', personId);
const bytes = (sealed: Buffer | string): Buffer => (typeof sealed === 'string' ? Buffer.from(sealed.slice(2), 'hex') : sealed);

/**
 * A prepared case takes two keys at once: its owner's, because it is theirs, and one of its own, so that erasing this one
 * case makes it unreadable in every copy.
 */
@Injectable()
export class CaseSeal {
  constructor(private readonly keys: KeyRing) {}

  async seal(tx: Tx, personId: string, id: string, fields: CaseFields): Promise<Buffer> {
    return seal(await this.keyForWriting(tx, personId, id), aad(id, personId), JSON.stringify(fields));
  }

  async openForWriting(tx: Tx, personId: string, id: string, sealed: Buffer): Promise<CaseFields> {
    return JSON.parse(unseal(await this.keyForWriting(tx, personId, id), aad(id, personId), sealed).toString('utf8')) as CaseFields;
  }

  /** For rows that row-level security gave this very person. */
  async open(viewer: Viewer, id: string, sealed: Buffer | string): Promise<CaseFields | null> {
    const own = (await this.keys.forReadingMany(viewer, 'person', [viewer.personId])).get(viewer.personId);
    const its = (await this.keys.forReadingMany(viewer, 'case', [id])).get(id);
    return own && its ? (JSON.parse(unseal(bothKeys(own, its, id), aad(id, viewer.personId), bytes(sealed)).toString('utf8')) as CaseFields) : null;
  }

  private async keyForWriting(tx: Tx, personId: string, id: string): Promise<Buffer> {
    return bothKeys(await this.keys.forWriting(tx, 'person', personId), await this.keys.forWriting(tx, 'case', id), id);
  }
}

/** What opens a case when somebody holds both keys; also for proofs. */
export const bothKeys = (person: Buffer, its: Buffer, id: string): Buffer => keyedDigest(person, `case|${id}|${its.toString('hex')}`);
