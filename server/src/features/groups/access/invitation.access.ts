import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { MASTER_KEY } from '../../../platform/crypto/master-key.token.js';
import { deriveKey, keyedDigest, type MasterKey } from '../../../platform/crypto/sealer.js';
import { Reads } from '../../../platform/database/reads.js';
import { notFound } from '../../../platform/errors/kring-error.js';
import { brand } from '../../../platform/graphql/brand.js';
import type { MailContent } from '../../../platform/mail/mail-content.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { keepLinkHash } from '../data/invitation-link.js';
import { type InvitationRow, readInvitation, readInvitationForMail, readSentInvitations } from '../data/invitation.reads.js';
import { isClosed } from '../domain/group.js';
import { GroupAccess } from './group.access.js';

/** The only door to invitations: for who is invited, and for the lead who sent them. */
@Injectable()
export class InvitationAccess {
  private readonly tokenKey: Buffer;

  constructor(
    private readonly reads: Reads,
    private readonly groups: GroupAccess,
    @Inject(MASTER_KEY) master: MasterKey,
  ) {
    this.tokenKey = deriveKey(master, 'invitation-token');
  }

  /** The secret of the link. Derived, so that it is kept nowhere: neither in a table nor in the mail queue. */
  tokenOf(invitationId: string): string {
    return keyedDigest(this.tokenKey, invitationId).subarray(0, 20).toString('base64url');
  }

  hashOf(token: string): Buffer {
    return createHash('sha256').update(token, 'utf8').digest();
  }

  /** An open invitation for this person. @throws NOT_FOUND for anyone else's, an answered and an expired one */
  async require(viewer: Viewer, by: { id?: string | null; token?: string | null }) {
    const row = by.id
      ? await readInvitation(this.reads, viewer.personId, { id: by.id })
      : by.token
        ? await readInvitation(this.reads, viewer.personId, { tokenHash: this.hashOf(by.token) })
        : null;
    if (!row) throw notFound();
    return view(row);
  }

  /** What the lead sees. @throws NOT_FOUND outside the circle; nothing for members who may not invite */
  async sent(viewer: Viewer, groupId: string) {
    await this.groups.require(viewer, groupId);
    const rows = await readSentInvitations(this.reads, viewer.personId, groupId);
    return rows.map((row) =>
      brand('SentInvitation', {
        id: row.id,
        person: brand('Person', { id: row.person_id, name: row.name }),
        role: row.role.toUpperCase(),
        createdAt: row.created_at,
        expiresAt: row.expires_at,
        accepted: row.accepted,
      }),
    );
  }

  /** What a mail says, looked up right before it goes out; null when the invitation is no longer open. */
  async composeMail(personId: string, invitationId: string): Promise<MailContent | null> {
    const row = await readInvitationForMail(this.reads, invitationId);
    if (!row || row.person_id !== personId) return null;
    const token = this.tokenOf(invitationId);
    // the master key may have been rotated since the invitation was made; no link was out yet
    await keepLinkHash(this.reads, invitationId, this.hashOf(token));
    return {
      template: 'invitation',
      path: `/uitnodiging/${token}`,
      ...(isClosed(row.kind) ? {} : { circle: { name: row.group_name, inviter: row.inviter_name } }),
    };
  }
}

function view(row: InvitationRow) {
  return brand('Invitation', {
    id: row.id,
    group: brand('InvitedGroup', {
      id: row.group_id,
      name: row.group_name,
      kind: row.kind.toUpperCase(),
      closed: isClosed(row.kind),
      purpose: row.purpose,
      memberCount: row.member_count,
      memberNames: row.member_names,
      pact:
        row.pact_version === 0 || row.pact_text === null
          ? null
          : brand('Pact', { version: row.pact_version, text: row.pact_text, createdAt: row.pact_created_at! }),
    }),
    role: row.role.toUpperCase(),
    invitedBy: brand('Person', { id: row.invited_by, name: row.inviter_name }),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  });
}
