/** What other features may use of organisations. */
export { OrganisationAccess, type OrganisationCard, readsIn } from './access/organisation.access.js';
export { CreateOrganisation } from './actions/create-organisation.js';
export { FoundOrganisation } from './actions/found-organisation.js';
export { GroupKind, groupKindName } from './api/group-kind.enum.js';
export { OrganisationModel } from './api/organisation.model.js';
export { OrganisationEntity, organisationEntities } from './data/organisation.entity.js';
export {
  type OrganisationRow,
  readHeldPositions,
  readOrganisations,
  readOrganisationsBelow,
  readOrganisationsCalled,
  readTopOrganisations,
} from './data/organisation.reads.js';
export { type HolidayRegion, holidayRegions } from './domain/organisation.js';
export { creatableCap, creatableCircles } from './domain/creatable-circles.js';
export { loadRights } from './data/rights-catalogue.js';
export {
  type CircleKind,
  circleKinds,
  createCircleVerb,
  type HeldPosition,
  type OrganisationKind,
  organisationKinds,
  Rights,
  type RightScope,
} from './domain/rights.js';
export { OrganisationsModule } from './organisations.module.js';
