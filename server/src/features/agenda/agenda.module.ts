import { Module } from '@nestjs/common';
import { SchoolCalendars } from './access/school-calendars.js';

@Module({
  providers: [SchoolCalendars],
  exports: [SchoolCalendars],
})
export class AgendaModule {}
