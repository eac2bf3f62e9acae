import { Module } from '@nestjs/common';
import { StreamDoors } from '../../platform/realtime/stream-doors.js';
import { GroupsModule } from '../groups/public.js';
import { BeamerAccess } from './access/beamer.access.js';
import { Methods } from './access/methods.js';
import { RoomFinder } from './access/room-finder.js';
import { SessionDoor } from './access/session-door.js';
import { SessionSeal } from './access/session-seal.js';
import { SessionAccess } from './access/session.access.js';
import { Beamers } from './actions/beamers.js';
import { EnterAnswers } from './actions/enter-answers.js';
import { PlanPractice } from './actions/plan-practice.js';
import { RoomCards } from './actions/room-cards.js';
import { RoomPresence } from './actions/room-presence.js';
import { RoomRoles } from './actions/room-roles.js';
import { RemoveText } from './actions/remove-text.js';
import { ScheduleSession } from './actions/schedule-session.js';
import { SessionCommands } from './actions/session-commands.js';
import { SessionRunner } from './actions/session-runner.js';
import { WriteText } from './actions/write-text.js';
import { BeamerResolver } from './api/beamer.resolver.js';
import { RoomResolver } from './api/room.resolver.js';
import { SessionCommandResolver } from './api/session-command.resolver.js';
import { SessionEntryResolver } from './api/session-entry.resolver.js';
import { SessionResolver } from './api/session.resolver.js';
import { registerSessionStreams } from './realtime/intervision.doors.js';

@Module({
  imports: [GroupsModule],
  providers: [
    Methods,
    SessionDoor,
    SessionSeal,
    SessionAccess,
    BeamerAccess,
    RoomFinder,
    Beamers,
    BeamerResolver,
    RoomCards,
    RoomRoles,
    RoomPresence,
    RoomResolver,
    SessionRunner,
    SessionCommands,
    ScheduleSession,
    PlanPractice,
    WriteText,
    RemoveText,
    EnterAnswers,
    SessionResolver,
    SessionCommandResolver,
    SessionEntryResolver,
  ],
  exports: [Methods, SessionAccess, SessionRunner, SessionCommands, PlanPractice, WriteText, RemoveText, EnterAnswers],
})
export class IntervisionModule {
  constructor(doors: StreamDoors, sessions: SessionDoor, beamers: BeamerAccess, commands: SessionCommands, presence: RoomPresence) {
    doors.onPresence('session', (pairs) => presence.heard(pairs.map(({ id, personId }) => ({ sessionId: id, personId }))));
    registerSessionStreams(doors, sessions, beamers.screens, (sessionId, personId) => commands.lost(sessionId, personId));
  }
}
