import type { NamedReads } from '../../../platform/database/reads.js';

/** Makes the row know the link that is about to be mailed; nothing changes when it does already. */
export async function keepLinkHash(reads: NamedReads, invitationId: string, tokenHash: Buffer): Promise<void> {
  await reads.named('invitation-link', `UPDATE invitations SET token_hash = $2 WHERE id = $1 AND token_hash <> $2`, [invitationId, tokenHash]);
}
