import { Module } from '@nestjs/common';
import { DiscussionsModule } from '../discussions/public.js';
import { DraftsModule } from '../drafts/public.js';
import { GroupsModule } from '../groups/public.js';
import { IntervisionModule } from '../intervision/public.js';
import { HomeAccess } from './access/home.access.js';
import { SeeBell } from './actions/see-bell.js';
import { HomeResolver } from './api/home.resolver.js';

@Module({
  imports: [GroupsModule, DiscussionsModule, DraftsModule, IntervisionModule],
  providers: [HomeAccess, SeeBell, HomeResolver],
})
export class HomeModule {}
