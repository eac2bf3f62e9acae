import type { StreamDoors } from '../../../platform/realtime/stream-doors.js';
import type { MembershipDoor } from '../access/membership-door.js';

/** Who may listen to a circle, and which events end that. */
export function registerGroupStreams(doors: StreamDoors, membership: MembershipDoor): void {
  doors.register('group', (reads, viewer, groupId) => membership.mayListen(reads, viewer, groupId));
  // streams of what lies inside the circle end with it
  doors.askAgainOn('groups.left');
  doors.evictOn('groups.membershipEnded', (payload) => (payload as { personId: string }).personId);
  doors.evictOn('groups.membershipSuspended', (payload) => {
    const { personId, suspended } = payload as { personId: string; suspended: boolean };
    return suspended ? personId : null;
  });
}
