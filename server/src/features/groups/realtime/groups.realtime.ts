import type { EndReason } from '../../../../../schema/realtime/groups.js';
import { groupStream, personStream } from '../../../../../schema/realtime/streams.js';
import type { StreamFact } from '../../../platform/database/unit-of-work.js';

/** Facts of circles → events and their streams. Payloads hold what everyone on the stream may see. */
export const groupsRealtime = {
  memberJoined: (groupId: string, personId: string, memberCount: number): StreamFact[] => [
    { stream: groupStream(groupId), type: 'groups.memberJoined', payload: { groupId, personId, memberCount } },
    { stream: personStream(personId), type: 'groups.joined', payload: { groupId } },
  ],
  membershipEnded: (groupId: string, personId: string, reason: EndReason, memberCount: number): StreamFact[] => [
    { stream: groupStream(groupId), type: 'groups.membershipEnded', payload: { groupId, personId, reason, memberCount } },
    { stream: personStream(personId), type: 'groups.left', payload: { groupId, reason } },
  ],
  membershipSuspended: (groupId: string, personId: string, suspended: boolean): StreamFact[] => [
    { stream: groupStream(groupId), type: 'groups.membershipSuspended', payload: { groupId, personId, suspended } },
    suspended
      ? { stream: personStream(personId), type: 'groups.left', payload: { groupId, reason: 'MANAGER_SPLIT' } }
      : { stream: personStream(personId), type: 'groups.joined', payload: { groupId } },
  ],
  roleChanged: (groupId: string, personId: string, role: string): StreamFact => ({
    stream: groupStream(groupId),
    type: 'groups.memberRoleChanged',
    payload: { groupId, personId, role: role.toUpperCase() },
  }),
  groupChanged: (groupId: string, version: number): StreamFact => ({
    stream: groupStream(groupId),
    type: 'groups.groupChanged',
    payload: { groupId, version },
  }),
  groupArchived: (groupId: string, at: Date | null): StreamFact => ({
    stream: groupStream(groupId),
    type: 'groups.groupArchived',
    payload: { groupId, archivedAt: at?.toISOString() ?? null },
  }),
  pactChanged: (groupId: string, pactVersion: number): StreamFact => ({
    stream: groupStream(groupId),
    type: 'groups.pactChanged',
    payload: { groupId, pactVersion },
  }),
  pactAccepted: (groupId: string, personId: string, pactVersion: number): StreamFact => ({
    stream: personStream(personId),
    type: 'groups.pactAccepted',
    payload: { groupId, pactVersion },
  }),
  invited: (personId: string, invitationId: string): StreamFact => ({
    stream: personStream(personId),
    type: 'groups.invited',
    payload: { invitationId },
  }),
  invitationClosed: (personId: string, invitationId: string): StreamFact => ({
    stream: personStream(personId),
    type: 'groups.invitationClosed',
    payload: { invitationId },
  }),
};
