import type { Tx } from '../database/unit-of-work.js';
import type { MailContent } from './mail-content.js';

/** How much mail someone must want to get this: `always` is mail they asked for a minute ago. */
export type MailLevel = 'always' | 'important' | 'all';

/** What a mail is about. The subject is an id of the feature that registered the kind. */
export interface MailRequest {
  personId: string;
  subjectId: string;
}

export interface MailKind {
  level: MailLevel;
  /**
   * Says what the mail holds, at the moment of sending. Looks again whether this person may know of it: null when not
   * any more, and then nothing is sent.
   */
  compose(request: MailRequest): Promise<MailContent | null>;
}

/** Payload of the task `mail.send`. */
export interface MailJob extends MailRequest {
  kind: string;
  /** one mail per key, however often it is asked for */
  uniqueKey: string;
}

/** The kinds of mail there are; each feature registers its own while the server starts. */
export class MailKinds {
  private readonly kinds = new Map<string, MailKind>();

  register(name: string, kind: MailKind): void {
    if (this.kinds.has(name)) throw new Error(`Two kinds of mail are called ${name}`);
    this.kinds.set(name, kind);
  }

  find(name: string): MailKind | undefined {
    return this.kinds.get(name);
  }

  /** Asks for a mail in the transaction that causes it; `runAt`: not before. */
  async enqueue(tx: Tx, kind: string, request: MailRequest, runAt?: Date): Promise<void> {
    const uniqueKey = `${kind}:${request.subjectId}:${request.personId}`;
    await tx.enqueue({ task: 'mail.send', key: `mail:${uniqueKey}`, payload: { kind, ...request, uniqueKey }, ...(runAt ? { runAt } : {}) });
  }
}
