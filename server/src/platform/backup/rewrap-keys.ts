import type { MasterKey } from '../config/key-file.js';
import { earlierReceiptKeyName, sealEarlierReceiptKey } from '../crypto/receipt-key.js';
import { seal, unwrapScopeKey, type ScopeKind } from '../crypto/sealer.js';
import { roles } from '../database/roles.js';
import type { RunSql } from '../database/run-sql.js';
import { CommandError } from './command-error.js';

/**
 * Wraps every data key with another master key, all or none. What the data keys closed stays as it is.
 *
 * @param run signed in as the owner of the tables
 * @returns how many
 */
export async function rewrapKeys(run: RunSql, from: MasterKey, to: MasterKey): Promise<number> {
  await run('BEGIN');
  try {
    await run('LOCK TABLE conf.keys IN ACCESS EXCLUSIVE MODE');
    const [open] = await run<{ n: number }>(`SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND usename = $1`, [roles.runtime]);
    if (open && open.n > 0) throw new CommandError(`A server is using this database (${open.n} connections); it would go on with the old key. Stop it first.`);
    const rows = await run<{ kind: ScopeKind; id: string; wrapped: Buffer }>(`SELECT scope_kind AS kind, scope_id AS id, wrapped FROM conf.keys`);
    for (const { kind, id, wrapped } of rows) {
      const dek = unwrapScopeKey(from, kind, id, wrapped);
      const again = seal(to.key, `conf.keys|wrapped|${kind}:${id}`, dek);
      // the place a key is bound to is the sealer's business: better stop here than write what nobody can open
      if (!unwrapScopeKey(to, kind, id, again).equals(dek)) throw new Error('a key did not come back as it went in');
      await run(`UPDATE conf.keys SET wrapped = $3, master_key_id = $4 WHERE scope_kind = $1 AND scope_id = $2`, [kind, id, again, to.id]);
    }
    // a retry of what was asked just before the rotation is still known for the same request
    await run(`INSERT INTO installation (key, value) VALUES ($1, to_jsonb($2::text)) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, [
      earlierReceiptKeyName,
      sealEarlierReceiptKey(from, to),
    ]);
    // the ids of earlier keys stay known: by them a restore sees that keys and backup are of one installation
    await run(
      `INSERT INTO installation AS i (key, value) VALUES ('master_key', jsonb_build_object('id', $1::text, 'earlier', jsonb_build_array($2::text)))
       ON CONFLICT (key) DO UPDATE SET value = jsonb_build_object('id', $1::text, 'earlier', coalesce(i.value -> 'earlier', '[]') || to_jsonb($2::text))`,
      [to.id, from.id],
    );
    await run('COMMIT');
    return rows.length;
  } catch (error) {
    await run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
