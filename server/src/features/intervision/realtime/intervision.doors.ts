import type { Departure, StreamDoors } from '../../../platform/realtime/stream-doors.js';
import type { SessionDoor } from '../access/session-door.js';

/** Who may listen to a session: everyone in it; and to what only whoever facilitates hears. */
export function registerSessionStreams(doors: StreamDoors, sessions: SessionDoor, lost: Departure): void {
  doors.register('session', (reads, viewer, sessionId) => sessions.mayListen(reads, viewer, sessionId, false));
  doors.onDeparture('session', lost);
  doors.register('facilitator', (reads, viewer, sessionId) => sessions.mayListen(reads, viewer, sessionId, true));
}
