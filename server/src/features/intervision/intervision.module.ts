import { Module } from '@nestjs/common';
import { MailKinds } from '../../platform/mail/mail-kinds.js';
import { StreamDoors } from '../../platform/realtime/stream-doors.js';
import { AgendaModule } from '../agenda/public.js';
import { GroupsModule } from '../groups/public.js';
import { OrganisationsModule } from '../organisations/public.js';
import { BeamerAccess } from './access/beamer.access.js';
import { EvaluationAccess } from './access/evaluation.access.js';
import { HarvestSeal } from './access/harvest-seal.js';
import { HarvestAccess } from './access/harvest.access.js';
import { Methods } from './access/methods.js';
import { OwnMethods } from './access/own-methods.js';
import { ReportSeal } from './access/report-seal.js';
import { ReportAccess } from './access/report.access.js';
import { RoomFinder } from './access/room-finder.js';
import { SessionDoor } from './access/session-door.js';
import { SessionPolls } from './access/session-polls.js';
import { SessionSeal } from './access/session-seal.js';
import { SessionAccess } from './access/session.access.js';
import { Beamers } from './actions/beamers.js';
import { ComposeMethod } from './actions/compose-method.js';
import { CreateMethod } from './actions/create-method.js';
import { EditMethod } from './actions/edit-method.js';
import { OutcomeAccess } from './access/outcome.access.js';
import { WrittenCalendars } from './access/written-calendars.js';
import { WrittenPlans } from './access/written-plans.js';
import { WrittenAccess } from './access/written.access.js';
import { AnswerQuestion } from './actions/answer-question.js';
import { EnterAnswers } from './actions/enter-answers.js';
import { PlanPractice } from './actions/plan-practice.js';
import { RoomCards } from './actions/room-cards.js';
import { RoomPresence } from './actions/room-presence.js';
import { RoomRoles } from './actions/room-roles.js';
import { ExtendDeadline } from './actions/extend-deadline.js';
import { MoveWritten } from './actions/move-written.js';
import { HarvestLesson } from './actions/harvest-lesson.js';
import { KeepReport } from './actions/keep-report.js';
import { RemoveText } from './actions/remove-text.js';
import { PlanSession } from './actions/plan-session.js';
import { PollSession } from './actions/poll-session.js';
import { RescheduleSession } from './actions/reschedule-session.js';
import { ScheduleSeries } from './actions/schedule-series.js';
import { ScheduleSession } from './actions/schedule-session.js';
import { ScheduleWritten } from './actions/schedule-written.js';
import { SessionCommands } from './actions/session-commands.js';
import { SessionRunner } from './actions/session-runner.js';
import { WrittenSchedule } from './actions/written-schedule.js';
import { WriteText } from './actions/write-text.js';
import { BeamerResolver } from './api/beamer.resolver.js';
import { RoomResolver } from './api/room.resolver.js';
import { PlanResolver } from './api/plan.resolver.js';
import { OwnMethodResolver } from './api/own-method.resolver.js';
import { HarvestResolver } from './api/harvest.resolver.js';
import { ReportResolver } from './api/report.resolver.js';
import { SessionCommandResolver } from './api/session-command.resolver.js';
import { SessionEntryResolver } from './api/session-entry.resolver.js';
import { SessionResolver } from './api/session.resolver.js';
import { keepingProviders } from './keeping.providers.js';
import { WrittenResolver } from './api/written.resolver.js';
import { registerSessionStreams } from './realtime/intervision.doors.js';

@Module({
  imports: [GroupsModule, OrganisationsModule, AgendaModule],
  providers: [
    Methods,
    OwnMethods,
    ComposeMethod,
    CreateMethod,
    EditMethod,
    OwnMethodResolver,
    SessionDoor,
    SessionSeal,
    SessionPolls,
    SessionAccess,
    BeamerAccess,
    RoomFinder,
    Beamers,
    BeamerResolver,
    RoomCards,
    RoomRoles,
    RoomPresence,
    RoomResolver,
    ReportSeal,
    ReportAccess,
    EvaluationAccess,
    HarvestSeal,
    HarvestAccess,
    SessionRunner,
    SessionCommands,
    PlanSession,
    ScheduleSession,
    PlanPractice,
    RescheduleSession,
    ScheduleSeries,
    PollSession,
    WriteText,
    RemoveText,
    EnterAnswers,
    KeepReport,
    HarvestLesson,
    SessionResolver,
    PlanResolver,
    SessionCommandResolver,
    SessionEntryResolver,
    ...keepingProviders,
    WrittenCalendars,
    WrittenPlans,
    WrittenAccess,
    WrittenSchedule,
    MoveWritten,
    ScheduleWritten,
    ExtendDeadline,
    AnswerQuestion,
    WrittenResolver,
    ReportResolver,
    HarvestResolver,
  ],
  exports: [Methods, SessionAccess, SessionRunner, SessionCommands, PlanPractice, WriteText, RemoveText, EnterAnswers, WrittenAccess],
})
export class IntervisionModule {
  constructor(doors: StreamDoors, sessions: SessionDoor, beamers: BeamerAccess, commands: SessionCommands, presence: RoomPresence, mails: MailKinds, outcomes: OutcomeAccess, written: WrittenAccess, harvests: HarvestAccess) {
    doors.onPresence('session', (pairs) => presence.heard(pairs.map(({ id, personId }) => ({ sessionId: id, personId }))));
    registerSessionStreams(doors, sessions, beamers.screens, (sessionId, personId) => commands.lost(sessionId, personId));
    mails.register('intentionFollowUp', { level: 'all', compose: ({ personId, subjectId }) => outcomes.composeFollowUp(personId, subjectId) });
    mails.register('sessionFrozen', { level: 'important', compose: () => Promise.resolve({ template: 'sessionFrozen', path: '/vandaag' }) });
    for (const kind of ['writtenPhase', 'writtenReminder'] as const)
      mails.register(kind, { level: 'important', compose: ({ personId, subjectId }) => written.compose(kind, personId, subjectId) });
    mails.register('harvestApproval', { level: 'important', compose: ({ personId, subjectId }) => harvests.composeMail('approve', personId, subjectId) });
    mails.register('harvestReading', { level: 'important', compose: ({ personId, subjectId }) => harvests.composeMail('read', personId, subjectId) });
  }
}
