import { Module } from '@nestjs/common';
import { StreamDoors } from '../../platform/realtime/stream-doors.js';
import { GroupsModule } from '../groups/public.js';
import { Methods } from './access/methods.js';
import { SessionDoor } from './access/session-door.js';
import { SessionSeal } from './access/session-seal.js';
import { SessionAccess } from './access/session.access.js';
import { EnterAnswers } from './actions/enter-answers.js';
import { RemoveText } from './actions/remove-text.js';
import { ScheduleSession } from './actions/schedule-session.js';
import { SessionCommands } from './actions/session-commands.js';
import { SessionRunner } from './actions/session-runner.js';
import { WriteText } from './actions/write-text.js';
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
    SessionRunner,
    SessionCommands,
    ScheduleSession,
    WriteText,
    RemoveText,
    EnterAnswers,
    SessionResolver,
    SessionCommandResolver,
    SessionEntryResolver,
  ],
})
export class IntervisionModule {
  constructor(doors: StreamDoors, sessions: SessionDoor, commands: SessionCommands) {
    registerSessionStreams(doors, sessions, (sessionId, personId) => commands.lost(sessionId, personId));
  }
}
