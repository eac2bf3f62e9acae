import type { Tx } from '../../../platform/database/unit-of-work.js';
import { CredentialEntity, PasswordResetEntity, SignInEntity } from './account.entities.js';

/** The password's hash as it is now, with the person's row held, when the account is active. */
export async function lockActiveCredential(tx: Tx, personId: string): Promise<{ password_hash: string | null } | null> {
  const rows = await tx.query<{ password_hash: string | null }>(
    `SELECT c.password_hash FROM people p LEFT JOIN credentials c ON c.person_id = p.id
     WHERE p.id = $1 AND p.status = 'active' FOR UPDATE OF p`,
    [personId],
  );
  return rows[0] ?? null;
}

export async function insertSignIn(
  tx: Tx,
  signIn: Pick<SignInEntity, 'id' | 'tokenHash' | 'personId' | 'device' | 'expiresAt'>,
): Promise<void> {
  await tx.em.insert(SignInEntity, signIn);
}

export interface EndedSignIn {
  id: string;
  person_id: string;
}

/** Ends the sign-in that this token stands for; none when it had ended. */
export async function endSignInByToken(tx: Tx, tokenHash: Buffer): Promise<EndedSignIn | null> {
  const rows = await tx.query<EndedSignIn>(
    `UPDATE sign_ins SET ended_at = now() WHERE token_hash = $1 AND ended_at IS NULL RETURNING id, person_id`,
    [tokenHash],
  );
  return rows[0] ?? null;
}

/** Ends one of someone's own sign-ins; false when there is no such one. One that had ended counts as done. */
export async function endSignInById(tx: Tx, personId: string, signInId: string): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE sign_ins SET ended_at = coalesce(ended_at, now()) WHERE id = $1 AND person_id = $2 RETURNING id`,
    [signInId, personId],
  );
  return rows.length > 0;
}

/** Ends all of someone's sign-ins but one (`except`), or all; returns the ids that ended now. */
export async function endSignInsOf(tx: Tx, personId: string, except: string | null = null): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `UPDATE sign_ins SET ended_at = now()
     WHERE person_id = $1 AND ended_at IS NULL AND ($2::uuid IS NULL OR id <> $2) RETURNING id`,
    [personId, except],
  );
  return rows.map((row) => row.id);
}

/** From here on this is the password; links to choose another one that were sent before are dead. */
export async function keepPassword(tx: Tx, personId: string, passwordHash: string): Promise<void> {
  await endPasswordResets(tx, personId);
  await tx.em.upsert(CredentialEntity, { personId, passwordHash, changedAt: tx.now }, ['personId']);
}

/** One way at a time: earlier ones that were not used end here. */
export async function insertPasswordReset(
  tx: Tx,
  reset: Pick<PasswordResetEntity, 'tokenHash' | 'personId' | 'expiresAt'>,
): Promise<void> {
  await endPasswordResets(tx, reset.personId);
  await tx.em.insert(PasswordResetEntity, reset);
}

async function endPasswordResets(tx: Tx, personId: string): Promise<void> {
  await tx.query(`UPDATE password_resets SET used_at = now() WHERE person_id = $1 AND used_at IS NULL`, [personId]);
}

/** Uses up a way to choose a new password. Only one caller gets it. */
export async function usePasswordReset(tx: Tx, tokenHash: Buffer): Promise<{ person_id: string; email: string } | null> {
  const rows = await tx.query<{ person_id: string; email: string }>(
    `UPDATE password_resets r SET used_at = now() FROM people p
     WHERE r.token_hash = $1 AND r.used_at IS NULL AND r.expires_at > now() AND p.id = r.person_id AND p.status = 'active'
     RETURNING r.person_id, p.email`,
    [tokenHash],
  );
  return rows[0] ?? null;
}

/** Whose address this is, whatever the status. */
export async function findAccount(tx: Tx, email: string): Promise<string | null> {
  const rows = await tx.query<{ id: string }>(`SELECT id FROM people WHERE email = $1`, [email]);
  return rows[0]?.id ?? null;
}

/** @returns false when the account had this status already, or is not there */
export async function setStatus(tx: Tx, personId: string, status: 'active' | 'disabled'): Promise<boolean> {
  const rows = await tx.query(`UPDATE people SET status = $2 WHERE id = $1 AND status <> $2 RETURNING id`, [personId, status]);
  return rows.length > 0;
}
