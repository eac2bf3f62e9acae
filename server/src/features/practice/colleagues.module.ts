import { Module } from '@nestjs/common';
import { IntervisionModule } from '../intervision/public.js';
import { Colleagues } from './actions/colleagues.js';
import { ColleagueHands } from './actions/colleague-hands.js';
import { RunningNow } from './actions/running-now.js';
import { PracticeModule } from './practice.module.js';

/** The simulated colleagues. `AppModule` takes it in a demo installation only; elsewhere nothing of it is there. */
@Module({ imports: [IntervisionModule, PracticeModule], providers: [ColleagueHands, Colleagues, RunningNow] })
export class ColleaguesModule {}
