import type { ClientBase } from 'pg';

interface Definition {
  name: string;
  table: string;
  definition: string;
}

/**
 * Takes foreign keys and secondary indexes of these tables away, does the work, and puts them back: building an index
 * once is many times faster than keeping it right for a million rows. Everything is checked when it comes back.
 */
export async function withoutConstraints(client: ClientBase, tables: string[], work: () => Promise<void>, progress: (what: string) => void): Promise<void> {
  const foreignKeys = await definitions(
    client,
    `SELECT conname AS name, conrelid::regclass::text AS table, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY ($1::regclass[]) ORDER BY 1`,
    tables,
  );
  const indexes = await definitions(
    client,
    `SELECT indexrelid::regclass::text AS name, indrelid::regclass::text AS table, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index i WHERE indrelid = ANY ($1::regclass[])
       AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid) ORDER BY 1`,
    tables,
  );
  for (const { table, name } of foreignKeys) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  await work();
  for (const { name, definition } of indexes) {
    progress(`index ${name}`);
    await client.query(definition);
  }
  for (const { table, name, definition } of foreignKeys) {
    progress(`constraint ${name}`);
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  }
}

async function definitions(client: ClientBase, statement: string, tables: string[]): Promise<Definition[]> {
  return (await client.query<Definition>(statement, [tables])).rows;
}
