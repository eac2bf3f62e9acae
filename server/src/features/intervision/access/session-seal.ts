import { Injectable } from '@nestjs/common';
import { KeyRing } from '../../../platform/crypto/key-ring.js';
import { aadFor, keyedDigest, seal, unseal } from '../../../platform/crypto/sealer.js';
import type { Reads } from '../../../platform/database/reads.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { readBeamerKey } from '../data/beamer.reads.js';
import { useTag } from '../data/session-text.repository.js';

/** How words of a session are kept: sealed with the session's own key, which only those in it may use. */
@Injectable()
export class SessionSeal {
  constructor(private readonly keys: KeyRing) {}

  /** Sealing and opening inside a write; the door has allowed it. */
  async forWriting(tx: Tx, sessionId: string): Promise<SessionSealing> {
    return new SessionSealing(sessionId, await this.keys.forWriting(tx, 'session', sessionId));
  }

  /** The same for what someone enters themselves: from here on the statements of this transaction find what is theirs without a name. */
  async forWriter(tx: Tx, sessionId: string, personId: string): Promise<{ sealing: SessionSealing; tag: Buffer }> {
    const sealing = await this.forWriting(tx, sessionId);
    const tag = sealing.tagOf(personId);
    await useTag(tx, tag);
    return { sealing, tag };
  }

  /** How this person's own texts without a name are found in several sessions; those in which nobody wrote are left out. */
  async tagsOf(viewer: Viewer, sessionIds: readonly string[]): Promise<Map<string, Buffer>> {
    const keys = await this.keys.forReadingMany(viewer, 'session', sessionIds);
    return new Map([...keys].map(([id, dek]) => [id, new SessionSealing(id, dek).tagOf(viewer.personId)]));
  }

  /** Opening for someone whom the statement found in the session; null while nobody wrote anything. */
  async forReading(viewer: Viewer, sessionId: string): Promise<SessionSealing | null> {
    const dek = (await this.keys.forReadingMany(viewer, 'session', [sessionId])).get(sessionId);
    return dek ? new SessionSealing(sessionId, dek) : null;
  }

  /** With this the device of who is in the session closes words that did not reach the server yet. */
  deviceKey(viewer: Viewer, sessionId: string): string {
    return this.keys.deviceKey(viewer, 'session', sessionId);
  }

  /** Opening for the screen of a session, whose token was found to be live; null while nobody wrote anything. */
  async forBeamer(reads: Reads, tokenHash: Buffer, sessionId: string): Promise<SessionSealing | null> {
    const dek = await this.keys.forReadingBy('session', sessionId, () => readBeamerKey(reads, tokenHash));
    return dek ? new SessionSealing(sessionId, dek) : null;
  }
}

const bytes = (sealed: Buffer | string): Buffer => (typeof sealed === 'string' ? Buffer.from(sealed.slice(2), 'hex') : sealed);

export class SessionSealing {
  constructor(
    private readonly sessionId: string,
    private readonly dek: Buffer,
  ) {}

  /** By this someone's ballots, and texts without a name, are theirs; nobody without the session's key can make it. */
  tagOf(personId: string): Buffer {
    return keyedDigest(this.dek, `who|${this.sessionId}|${personId}`);
  }

  text(id: string, body: string): Buffer {
    return seal(this.dek, this.aad('session_texts', 'body', id), body);
  }

  openText(id: string, sealed: Buffer | string): string {
    return unseal(this.dek, this.aad('session_texts', 'body', id), bytes(sealed)).toString('utf8');
  }

  ballot(phase: number, choice: readonly string[]): Buffer {
    return seal(this.dek, this.aad('session_ballots', 'choice', String(phase)), JSON.stringify(choice));
  }

  openBallot(phase: number, sealed: Buffer | string): string[] {
    return JSON.parse(unseal(this.dek, this.aad('session_ballots', 'choice', String(phase)), bytes(sealed)).toString('utf8')) as string[];
  }

  answers(phase: number, answers: readonly GivenAnswer[]): Buffer {
    return seal(this.dek, this.aad('session_answers', 'body', String(phase)), JSON.stringify(answers));
  }

  openAnswers(phase: number, sealed: Buffer | string): GivenAnswer[] {
    return JSON.parse(unseal(this.dek, this.aad('session_answers', 'body', String(phase)), bytes(sealed)).toString('utf8')) as GivenAnswer[];
  }

  /** Words of another table of the session: its case titles, the reason of a lift. */
  words(table: string, column: string, row: string, words: string): Buffer {
    return seal(this.dek, this.aad(table, column, row), words);
  }

  openWords(table: string, column: string, row: string, sealed: Buffer | string): string {
    return unseal(this.dek, this.aad(table, column, row), bytes(sealed)).toString('utf8');
  }

  private aad(table: string, column: string, row: string): string {
    return aadFor(`conf.${table}`, column, row, 'session', this.sessionId);
  }
}

/** One answer of a survey, as it came. */
export interface GivenAnswer {
  readonly item: string;
  readonly value: string;
}
