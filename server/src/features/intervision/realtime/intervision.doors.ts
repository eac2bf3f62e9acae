import type { IntervisionEvents } from '../../../../../schema/realtime/intervision.js';
import type { Departure, Screens, StreamDoors } from '../../../platform/realtime/stream-doors.js';
import type { SessionDoor } from '../access/session-door.js';

/** Who may listen to a session: everyone in it; and to what only whoever facilitates hears. */
export function registerSessionStreams(doors: StreamDoors, sessions: SessionDoor, screens: Screens, lost: Departure): void {
  doors.register('session', (reads, viewer, sessionId) => sessions.mayListen(reads, viewer, sessionId, false));
  doors.onDeparture('session', lost);
  doors.register('beamer', (reads, viewer, sessionId) => sessions.isScreen(reads, viewer.personId, sessionId));
  doors.evictOn('intervision.beamerEnded', (payload) => (payload as IntervisionEvents['intervision.beamerEnded']).beamerId);
  doors.screens = screens;
  doors.register('facilitator', (reads, viewer, sessionId) => sessions.mayListen(reads, viewer, sessionId, true));
}
