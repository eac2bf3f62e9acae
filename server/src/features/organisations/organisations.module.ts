import { Module } from '@nestjs/common';
import { OrganisationAccess } from './access/organisation.access.js';
import { CreateOrganisation } from './actions/create-organisation.js';
import { FoundOrganisation } from './actions/found-organisation.js';
import { loadRights } from './data/rights-catalogue.js';
import { Rights } from './domain/rights.js';

@Module({
  providers: [{ provide: Rights, useFactory: loadRights }, OrganisationAccess, CreateOrganisation, FoundOrganisation],
  exports: [Rights, OrganisationAccess, CreateOrganisation, FoundOrganisation],
})
export class OrganisationsModule {}
