export type EndReason = 'LEFT' | 'REMOVED' | 'MANAGER_SPLIT' | 'DISABLED';

export interface GroupsEvents {
  /** stream group */
  'groups.memberJoined': { groupId: string; personId: string; memberCount: number };
  'groups.memberRoleChanged': { groupId: string; personId: string; role: string };
  'groups.membershipEnded': { groupId: string; personId: string; reason: EndReason; memberCount: number };
  /** the manager rule (decisions 10): not a member for as long as the relation lasts */
  'groups.membershipSuspended': { groupId: string; personId: string; suspended: boolean };
  'groups.groupChanged': { groupId: string; version: number };
  'groups.pactChanged': { groupId: string; pactVersion: number };
  'groups.groupArchived': { groupId: string; archivedAt: string | null };
  /** stream person */
  'groups.invited': { invitationId: string };
  'groups.invitationClosed': { invitationId: string };
  'groups.joined': { groupId: string };
  'groups.left': { groupId: string; reason: EndReason };
  'groups.pactAccepted': { groupId: string; pactVersion: number };
}
