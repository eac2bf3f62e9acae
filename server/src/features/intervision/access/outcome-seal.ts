import { Injectable } from '@nestjs/common';
import { KeyRing } from '../../../platform/crypto/key-ring.js';
import { aadFor, seal, unseal } from '../../../platform/crypto/sealer.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import type { OutcomeBody } from '../domain/action-item.js';

const bytes = (sealed: Buffer | string): Buffer => (typeof sealed === 'string' ? Buffer.from(sealed.slice(2), 'hex') : sealed);
const outcomeAad = (table: string, id: string, sessionId: string): string => aadFor(`conf.${table}`, 'body', id, 'session_outcome', sessionId);
const ownAad = (table: string, id: string, personId: string): string => aadFor(`conf.${table}`, 'body', id, 'person', personId);

/** Outcomes have a key of their own, because they are kept longer than the words of the session; one's own copy is under one's own key. */
@Injectable()
export class OutcomeSeal {
  constructor(private readonly keys: KeyRing) {}

  async action(tx: Tx, sessionId: string, id: string, body: OutcomeBody): Promise<Buffer> {
    return seal(await this.keys.forWriting(tx, 'session_outcome', sessionId), outcomeAad('session_outcomes', id, sessionId), JSON.stringify(body));
  }

  async openActionForCopy(tx: Tx, sessionId: string, id: string, sealed: Buffer): Promise<OutcomeBody> {
    const dek = await this.keys.forWriting(tx, 'session_outcome', sessionId);
    return JSON.parse(unseal(dek, outcomeAad('session_outcomes', id, sessionId), sealed).toString('utf8')) as OutcomeBody;
  }

  async own(tx: Tx, personId: string, id: string, body: OutcomeBody): Promise<Buffer> {
    return seal(await this.keys.forWriting(tx, 'person', personId), ownAad('own_intentions', id, personId), JSON.stringify(body));
  }

  async followUp(tx: Tx, sessionId: string, personId: string, shared: boolean, text: string): Promise<Buffer> {
    return shared
      ? seal(await this.keys.forWriting(tx, 'session_outcome', sessionId), outcomeAad('session_followups', personId, sessionId), text)
      : seal(await this.keys.forWriting(tx, 'person', personId), ownAad('session_followups', sessionId, personId), text);
  }

  /** The keys that a page of outcomes needs, for someone whom row-level security gave the rows; opened texts of what has no key are left out. */
  async reader(viewer: Viewer, sessionIds: readonly string[], ownToo: boolean): Promise<OutcomeReader> {
    const outcomes = await this.keys.forReadingMany(viewer, 'session_outcome', sessionIds);
    const own = ownToo ? (await this.keys.forReadingMany(viewer, 'person', [viewer.personId])).get(viewer.personId) : undefined;
    return new OutcomeReader(viewer.personId, outcomes, own);
  }
}

export class OutcomeReader {
  constructor(
    private readonly personId: string,
    private readonly outcomes: ReadonlyMap<string, Buffer>,
    private readonly own: Buffer | undefined,
  ) {}

  action(sessionId: string, id: string, sealed: string): OutcomeBody | null {
    const dek = this.outcomes.get(sessionId);
    return dek ? (JSON.parse(unseal(dek, outcomeAad('session_outcomes', id, sessionId), bytes(sealed)).toString('utf8')) as OutcomeBody) : null;
  }

  ownIntention(id: string, sealed: string): OutcomeBody | null {
    return this.own ? (JSON.parse(unseal(this.own, ownAad('own_intentions', id, this.personId), bytes(sealed)).toString('utf8')) as OutcomeBody) : null;
  }

  followUp(row: { session_id: string; person_id: string; shared: boolean; body: string }): string | null {
    const dek = row.shared ? this.outcomes.get(row.session_id) : this.own;
    const aad = row.shared ? outcomeAad('session_followups', row.person_id, row.session_id) : ownAad('session_followups', row.session_id, row.person_id);
    return dek ? unseal(dek, aad, bytes(row.body)).toString('utf8') : null;
  }
}
