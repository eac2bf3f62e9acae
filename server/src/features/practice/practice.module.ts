import { Module } from '@nestjs/common';
import { GroupsModule } from '../groups/public.js';
import { IntervisionModule } from '../intervision/public.js';
import { PracticeBoard } from './actions/practice-board.js';
import { StartPractice } from './actions/start-practice.js';
import { PracticeResolver } from './api/practice.resolver.js';

@Module({
  imports: [GroupsModule, IntervisionModule],
  providers: [PracticeBoard, StartPractice, PracticeResolver],
  exports: [PracticeBoard],
})
export class PracticeModule {}
