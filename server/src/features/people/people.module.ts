import { Module } from '@nestjs/common';
import { StreamDoors } from '../../platform/realtime/stream-doors.js';
import { OrganisationsModule } from '../organisations/public.js';
import { ManagerRule, ManagerRuleListeners } from './access/manager-rule.js';
import { PeopleRights } from './access/people-rights.js';
import { PersonAccess } from './access/person.access.js';
import { EndManager } from './actions/end-manager.js';
import { EndPosition } from './actions/end-position.js';
import { GivePosition } from './actions/give-position.js';
import { Introduce } from './actions/introduce.js';
import { RegisterPerson } from './actions/register-person.js';
import { SeatPerson } from './actions/seat-person.js';
import { SetManager } from './actions/set-manager.js';
import { UpdateProfile } from './actions/update-profile.js';
import { UpdateSettings } from './actions/update-settings.js';
import { WatchManagerDates } from './actions/watch-manager-dates.js';
import { registerPersonStreams } from './realtime/people.doors.js';
import { CreateRightFields, MeFields, PositionFields } from './api/me.fields.js';
import { MeResolver } from './api/me.resolver.js';

const actions = [GivePosition, EndPosition, SetManager, EndManager, RegisterPerson, SeatPerson, UpdateProfile, UpdateSettings, Introduce];

@Module({
  imports: [OrganisationsModule],
  providers: [
    PersonAccess,
    PeopleRights,
    ManagerRule,
    ManagerRuleListeners,
    ...actions,
    WatchManagerDates,
    MeResolver,
    MeFields,
    PositionFields,
    CreateRightFields,
  ],
  exports: [PersonAccess, PeopleRights, ManagerRule, ManagerRuleListeners, ...actions],
})
export class PeopleModule {
  constructor(doors: StreamDoors) {
    registerPersonStreams(doors);
  }
}
