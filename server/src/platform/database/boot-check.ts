import { missingMigrations } from './migrate.js';
import { SettingError } from '../config/setting-error.js';
import type { RunSql } from './run-sql.js';

/**
 * Refuses to serve as a role for which row-level security would silently do nothing: a superuser, one with BYPASSRLS,
 * the owner of any table, or a member of such a role.
 */
export async function checkRuntimeRole(run: RunSql): Promise<void> {
  const [role] = await run<{ name: string; super: boolean; bypass: boolean; owned: string | null; above: string | null }>(`
    SELECT current_user AS name, r.rolsuper AS super, r.rolbypassrls AS bypass,
      (SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
          AND c.relowner = r.oid LIMIT 1) AS owned,
      (SELECT o.rolname FROM pg_roles o
        WHERE o.oid <> r.oid AND pg_has_role(r.oid, o.oid, 'MEMBER')
          AND (o.rolsuper OR o.rolbypassrls OR EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relowner = o.oid AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'))
        LIMIT 1) AS above
    FROM pg_roles r WHERE r.rolname = current_user`);
  if (!role) throw new SettingError('DATABASE_URL', 'DATABASE_URL signs in as a role that the database does not describe.');
  const why = role.super
    ? 'is a superuser'
    : role.bypass
      ? 'passes by row-level security (BYPASSRLS)'
      : role.owned
        ? `owns ${role.owned}`
        : role.above
          ? `is a member of ${role.above}, who may see everything`
          : undefined;
  if (why) {
    throw new SettingError('DATABASE_URL', `DATABASE_URL signs in as ${role.name}, who ${why}: then confidential rows would not be guarded. Use the role kring_runtime (docs/operations.md, "Roles").`);
  }
}

/**
 * The key in the file is the key this database was made with. The first start writes that down; a lost or foreign key
 * file is noticed here instead of at the first conversation that cannot be read.
 */
export async function checkMasterKey(run: RunSql, keyId: string): Promise<void> {
  const known = await knownMasterKey(run);
  if (known === undefined) {
    await run(`INSERT INTO installation (key, value) VALUES ('master_key', jsonb_build_object('id', $1::text)) ON CONFLICT (key) DO NOTHING`, [keyId]);
    return;
  }
  if (known !== keyId) {
    throw new SettingError('KRING_KEY_FILE', `The key file (KRING_KEY_FILE) holds key ${keyId}, but this database was made with key ${known}. Put that key file back.`);
  }
}

/** The id of the master key that this database was made with; undefined for a new one. */
export async function knownMasterKey(run: RunSql): Promise<string | undefined> {
  const [row] = await run<{ id: string }>(`SELECT value ->> 'id' AS id FROM installation WHERE key = 'master_key'`);
  return row?.id;
}

/** Refuses to serve on tables that are behind this program (ahead is fine: steps widen before they narrow). */
export async function checkMigrations(run: RunSql): Promise<void> {
  const missing = await missingMigrations(run);
  if (missing.length > 0) {
    throw new SettingError('DATABASE_URL', `The tables are ${missing.length} ${missing.length === 1 ? 'step' : 'steps'} behind this version of Kring. Run npm run migrate, or set DATABASE_OWNER_URL so that the start does it.`);
  }
}

/** All of it, in the order in which a person can act on it. `keyId` comes from the key file. */
export async function bootCheck(run: RunSql, keyId: string): Promise<void> {
  await checkRuntimeRole(run);
  await checkMigrations(run);
  await checkMasterKey(run, keyId);
}
