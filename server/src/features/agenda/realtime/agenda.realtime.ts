import { groupStream, personStream } from '../../../../../schema/realtime/streams.js';
import type { StreamFact } from '../../../platform/database/unit-of-work.js';

/** Facts of the agenda → events and their streams: ids and numbers only. */
export const agendaRealtime = {
  appointmentChanged: (groupId: string, appointmentId: string, sequence: number): StreamFact => ({
    stream: groupStream(groupId),
    type: 'agenda.appointmentChanged',
    payload: { groupId, appointmentId, sequence },
  }),
  attendanceChanged: (groupId: string, appointmentId: string): StreamFact => ({ stream: groupStream(groupId), type: 'agenda.attendanceChanged', payload: { groupId, appointmentId } }),
  pollChanged: (groupId: string, pollId: string): StreamFact => ({ stream: groupStream(groupId), type: 'agenda.pollChanged', payload: { groupId, pollId } }),
  feedChanged: (personId: string): StreamFact => ({ stream: personStream(personId), type: 'agenda.feedChanged', payload: { personId } }),
};
