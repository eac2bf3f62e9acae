import type { ClientBase } from 'pg';

export type Row = Record<string, unknown>;

/** Rows of one table, all with the same columns. */
export interface TableRows {
  table: string;
  rows: Row[];
}

const chunk = 1_000;

function jsonValue(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  return value;
}

/**
 * Inserts many rows with one statement per thousand: PostgreSQL reads them from JSON with the types of the table.
 * @returns the number of rows
 */
export async function bulkInsert(client: ClientBase, { table, rows }: TableRows): Promise<number> {
  const columns = Object.keys(rows[0] ?? {});
  const list = columns.join(', ');
  for (let from = 0; from < rows.length; from += chunk) {
    const some = rows
      .slice(from, from + chunk)
      .map((row) => Object.fromEntries(columns.map((column) => [column, jsonValue(row[column])])));
    await client.query(`INSERT INTO ${table} (${list}) SELECT ${list} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`, [
      JSON.stringify(some),
    ]);
  }
  return rows.length;
}
