import type { AgendaEvents } from '../../../../schema/realtime/agenda.js';
import type { HandlersOf } from '../../platform/realtime/handlers.js';
import { askAgain } from '../../platform/apollo/ask-again.js';

/** What events of the agenda do to the cache. They carry ids and numbers, so what is on screen asks again. */
export const agendaHandlers = {
  'agenda.appointmentChanged': (_event, { client }) => {
    askAgain(client, 'Agenda');
    askAgain(client, 'SessionPage');
  },
  'agenda.attendanceChanged': (_event, { client }) => {
    askAgain(client, 'Agenda');
    askAgain(client, 'SessionPage');
  },
  'agenda.pollChanged': (_event, { client }) => {
    askAgain(client, 'Agenda');
    askAgain(client, 'SessionPoll');
    askAgain(client, 'Home');
  },
  'agenda.feedChanged': (_event, { client }) => askAgain(client, 'CalendarFeed'),
} satisfies HandlersOf<AgendaEvents>;
