import { createHash, randomUUID } from 'node:crypto';
import type { Reads } from '../database/reads.js';
import type { Metrics } from '../telemetry/metrics.js';
import { writeLetter } from './letters.js';
import type { MailLanguage } from './mail-content.js';
import type { MailJob, MailKinds, MailLevel } from './mail-kinds.js';
import type { MailTransport } from './mail-transport.js';
import { renderLetter } from './render-letter.js';

interface Recipient {
  given_name: string;
  email: string;
  language: MailLanguage;
  mail_level: 'all' | 'important' | 'nothing';
  status: string;
  installation: string | null;
}

type Dropped = 'unknown_kind' | 'inactive' | 'not_wanted' | 'not_allowed';

/** Whether someone who chose this level wants that kind. */
const wants = (level: Recipient['mail_level'], kind: MailLevel): boolean =>
  kind === 'always' || level === 'all' || (level === 'important' && kind === 'important');

/**
 * Sends a mail once: the ledger remembers by key, and a try that died between sending and remembering repeats the mail
 * with the same Message-ID. Whether the person may still know of it is asked at the moment of sending.
 */
export class MailSender {
  constructor(
    private readonly reads: Reads,
    private readonly kinds: MailKinds,
    private readonly transport: MailTransport,
    private readonly publicUrl: string,
    private readonly metrics: Metrics,
  ) {}

  async send(job: MailJob): Promise<void> {
    const [line] = await this.reads.named<{ finished: boolean }>('mail-ledger-open', openSql, [
      randomUUID(),
      job.uniqueKey,
      job.kind,
      job.personId,
    ]);
    if (line?.finished) return;
    const dropped = await this.trySending(job);
    await this.reads.named('mail-ledger-close', closeSql, [job.uniqueKey, dropped]);
    this.metrics.mailDone(job.kind, dropped ? 'dropped' : 'sent');
  }

  private async trySending(job: MailJob): Promise<Dropped | null> {
    const kind = this.kinds.find(job.kind);
    if (!kind) return 'unknown_kind';
    const [person] = await this.reads.named<Recipient>('mail-recipient', recipientSql, [job.personId]);
    if (person?.status !== 'active') return 'inactive';
    if (!wants(person.mail_level, kind.level)) return 'not_wanted';
    const content = await kind.compose({ personId: job.personId, subjectId: job.subjectId });
    if (!content) return 'not_allowed';
    const letter = writeLetter(content, person.language, {
      givenName: person.given_name,
      installation: person.installation ?? 'Kring',
    });
    await this.transport.send({
      to: person.email,
      subject: letter.subject,
      ...renderLetter(letter, this.publicUrl, person.language),
      messageId: this.messageIdOf(job.uniqueKey),
      ...('calendar' in content ? { calendar: content.calendar } : {}),
    });
    return null;
  }

  private messageIdOf(uniqueKey: string): string {
    const digest = createHash('sha256').update(uniqueKey).digest('hex').slice(0, 40);
    return `<${digest}@${new URL(this.publicUrl).hostname}>`;
  }
}

const openSql = `
  INSERT INTO mail_ledger AS l (id, unique_key, kind, person_id) VALUES ($1, $2, $3, $4)
  ON CONFLICT (unique_key) DO UPDATE SET kind = l.kind
  RETURNING l.sent_at IS NOT NULL OR l.dropped_reason IS NOT NULL AS finished`;

const closeSql = `
  UPDATE mail_ledger SET sent_at = CASE WHEN $2::text IS NULL THEN now() END, dropped_reason = $2 WHERE unique_key = $1`;

const recipientSql = `
  SELECT p.given_name, p.email, p.language, p.mail_level, p.status,
    (SELECT i.value #>> '{}' FROM installation i WHERE i.key = 'name') AS installation
  FROM people p WHERE p.id = $1`;
