import type { StreamDoors } from '../../../platform/realtime/stream-doors.js';

/** A person's own stream is for that person alone. */
export function registerPersonStreams(doors: StreamDoors): void {
  doors.register('person', (_reads, viewer, personId) => Promise.resolve(personId === viewer.personId));
}
