import type { World } from '../../server/test/harness/world.js';
import { secretsIn } from './secrets.js';

export interface NamelessText {
  id: string;
  writerId: string;
  /** others read it */
  open: boolean;
}

interface Row {
  name: string;
  row: string;
}

/** Reads every row of every table, as somebody would who has a copy of the database, and says what it tells. */
export class TableLook {
  private statement = '';
  private sessionId = '';
  /** digests by which a writer was found while a text was sealed or a vote ran: `text id` or `ballot` → digest in hex */
  private readonly tags = new Map<string, string>();
  private ballots = new Map<number, Set<string>>();
  /** text without a name → receipts of writing that were there while it was sealed */
  private receipts = new Map<string, Set<string>>();

  constructor(private readonly world: World) {}

  begin(sessionId: string): void {
    this.sessionId = sessionId;
    this.tags.clear();
    this.ballots = new Map();
    this.receipts = new Map();
  }

  /** Takes away what sessions of a fault left behind, so that the next one is not noticed by it. */
  async forget(): Promise<void> {
    for (const statement of [
      `DELETE FROM realtime_event WHERE stream LIKE 'session:%' OR type LIKE 'intervision.%'`,
      `DELETE FROM mutation_receipts`,
      `DELETE FROM conf.session_ratings`,
      `DELETE FROM conf.session_ballots`,
      `DELETE FROM conf.session_answers`,
      `DELETE FROM conf.session_texts`,
      `SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs WHERE task_identifier = 'nothing'`,
    ]) await this.world.database.sqlAs('superuser', statement);
  }

  private async everything(): Promise<Row[]> {
    if (this.statement === '') {
      const tables = await this.world.database.sqlAs<{ name: string }>(
        'superuser',
        `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') ORDER BY 1`,
      );
      // the script of a session is the method's; it says nothing of anybody and is long
      this.statement = tables
        .map(({ name }) => `SELECT '${name}' AS name, ${name === 'public.sessions' ? `(to_jsonb(t) - 'script')::text` : 'row_to_json(t)::text'} AS row FROM ${name} t`)
        .join(' UNION ALL ');
    }
    return this.world.database.sqlAs<Row>('superuser', this.statement);
  }

  /** @param everyone a row that names all of them says nothing about one */
  async look(nameless: readonly NamelessText[], everyone: readonly string[]): Promise<string[]> {
    const rows = await this.everything();
    const problems: string[] = [];
    const secrets = secretsIn(rows.map(({ row }) => row).join('\n'));
    if (secrets.size > 0) problems.push(`a table holds words: ${rows.find(({ row }) => secretsIn(row).size > 0)?.name}`);
    const byId = new Map(nameless.map((text) => [text.id, text]));
    for (const { name, row } of rows) {
      if (name === 'conf.session_texts') this.aboutText(row, byId, problems);
      else for (const text of nameless) if (row.includes(text.id) && row.includes(text.writerId) && !everyone.every((id) => row.includes(id))) problems.push(`${name} holds a text without a name together with its writer`);
      if (name === 'public.mutation_receipts' && /"(writeText|removeText)"/.test(row) && row.includes(this.sessionId)) this.aboutReceipt(row, nameless, problems);
      if (name !== 'conf.session_texts') for (const [id, tag] of this.tags) if (byId.get(id)?.open && row.includes(tag) && !/session_ballots|session_answers/.test(name)) problems.push(`${name} still holds the digest of a writer`);
    }
    problems.push(...(await this.aboutBallots()));
    return problems;
  }

  /** A receipt says who wrote when and carries a digest of the words: none of them outlives the opening of a text without a name. */
  private aboutReceipt(row: string, nameless: readonly NamelessText[], problems: string[]): void {
    const { mutation_id: id } = JSON.parse(row) as { mutation_id: string };
    for (const text of nameless) {
      const known = this.receipts.get(text.id) ?? new Set();
      this.receipts.set(text.id, known);
      if (!text.open) known.add(id);
      else if (known.has(id)) problems.push('a receipt still says who wrote when, although the text without a name is open');
    }
  }

  private aboutText(row: string, byId: ReadonlyMap<string, NamelessText>, problems: string[]): void {
    const text = JSON.parse(row) as { id: string; tag: string | null; author_id: string | null; version: number; session_id: string; opened: boolean };
    const nameless = byId.get(text.id);
    if (!nameless) return;
    if (row.includes(nameless.writerId)) problems.push('the row of a text without a name says who wrote it');
    if (/\d{4}-\d\d-\d\dT\d\d:/.test(row)) problems.push('the row of a text without a name says when it was written');
    if (!text.opened && text.tag) this.tags.set(text.id, text.tag.replace('\\x', ''));
    if (!nameless.open) return;
    const tag = this.tags.get(text.id);
    if (tag && row.includes(tag)) problems.push('an open text without a name keeps the digest of its writer');
    if (text.version !== 1) problems.push('an open text without a name tells how often it was changed');
  }

  /** Whose ballot it was, is gone when the vote has its result. */
  private async aboutBallots(): Promise<string[]> {
    const rows = await this.world.database.sqlAs<{ phase: number; tag: string; closed: boolean; survey: boolean }>(
      'superuser',
      `SELECT b.phase, encode(b.tag, 'hex') AS tag, conf.phase_closed(b.session_id, b.phase) AS closed FROM conf.session_ballots b WHERE b.session_id = $1
       UNION ALL SELECT b.phase, encode(b.tag, 'hex'), conf.phase_closed(b.session_id, b.phase) FROM conf.session_answers b WHERE b.session_id = $1`,
      [this.sessionId],
    );
    const problems: string[] = [];
    for (const { phase, tag, closed } of rows) {
      const known = this.ballots.get(phase) ?? new Set();
      this.ballots.set(phase, known);
      if (!closed) known.add(tag);
      else if (known.has(tag)) problems.push('a ballot keeps the digest of who cast it');
    }
    return problems;
  }
}
