import { type DynamicModule, Module } from '@nestjs/common';
import { accountEntities, AccountsModule } from './features/accounts/public.js';
import { agendaEntities, AgendaModule } from './features/agenda/public.js';
import { discussionEntities, DiscussionsModule } from './features/discussions/public.js';
import { draftEntities, DraftsModule } from './features/drafts/public.js';
import { groupEntities, GroupsModule } from './features/groups/public.js';
import { HomeModule } from './features/home/public.js';
import { intervisionEntities, IntervisionModule } from './features/intervision/public.js';
import { organisationEntities, OrganisationsModule } from './features/organisations/public.js';
import { peopleEntities, PeopleModule } from './features/people/public.js';
import { ColleaguesModule, practiceEntities, PracticeModule } from './features/practice/public.js';
import { ProtocolsModule } from './features/protocols/public.js';
import { ConfigModule } from './platform/config/config.module.js';
import type { Settings } from './platform/config/settings.js';
import type { MasterKey } from './platform/crypto/sealer.js';
import { platformEntities } from './platform/database/platform.entities.js';
import { KringGraphqlModule } from './platform/graphql/graphql.module.js';
import { IdentityModule } from './platform/identity/identity.module.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { MailModule } from './platform/mail/mail.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { TelemetryModule } from './platform/telemetry/telemetry.module.js';

/** Every entity there is; the drift test compares them with the migrated tables. */
export const entities = [
  ...platformEntities,
  ...organisationEntities,
  ...peopleEntities,
  ...accountEntities,
  ...groupEntities,
  ...discussionEntities,
  ...draftEntities,
  ...agendaEntities,
  ...intervisionEntities,
  ...practiceEntities,
];

/** The order of the features: each may use only what stands before it. */
export const featureModules = [
  OrganisationsModule,
  PeopleModule,
  AccountsModule,
  GroupsModule,
  DiscussionsModule,
  DraftsModule,
  AgendaModule,
  IntervisionModule,
  ProtocolsModule,
  PracticeModule,
  HomeModule,
];

@Module({})
export class AppModule {
  static register(settings: Settings, master: MasterKey): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.register(settings),
        PlatformModule.register(entities, master),
        TelemetryModule,
        IdentityModule,
        JobsModule,
        MailModule,
        KringGraphqlModule.register(),
        ...featureModules,
        // simulated colleagues exist in a demo and nowhere else (decisions 1)
        ...(settings.demo ? [ColleaguesModule] : []),
      ],
    };
  }
}
