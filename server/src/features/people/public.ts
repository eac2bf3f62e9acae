/** What other features may use of people. */
export { type ManagerRuleListener, ManagerRule, ManagerRuleListeners } from './access/manager-rule.js';
export { PeopleRights } from './access/people-rights.js';
export { type MainPosition, PersonAccess, type PersonCard } from './access/person.access.js';
export { EndManager } from './actions/end-manager.js';
export { EndPosition } from './actions/end-position.js';
export { GivePosition } from './actions/give-position.js';
export { RegisterPerson } from './actions/register-person.js';
export { SeatPerson } from './actions/seat-person.js';
export { SetManager } from './actions/set-manager.js';
export { LanguageEnum, MailLevelEnum, MeModel } from './api/me.model.js';
export { PersonModel } from './api/person.model.js';
export { OrganisationModel } from '../organisations/public.js';
export { peopleEntities } from './data/people.entities.js';
export type { Split } from './domain/split.js';
export { PeopleModule } from './people.module.js';
