import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { JobRegistry } from '../../../platform/jobs/job-registry.js';
import { ManagerRule } from '../access/manager-rule.js';

/** Relations begin and end because their date comes, without anybody acting: every hour we catch up with the days. */
@Injectable()
export class WatchManagerDates implements OnModuleInit {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly managerRule: ManagerRule,
    private readonly jobs: JobRegistry,
  ) {}

  onModuleInit(): void {
    this.jobs.every('2 * * * *', 'people.managerDates', () => this.run());
  }

  async run(): Promise<void> {
    await this.uow.runUnsigned((tx) => this.managerRule.catchUp(tx));
  }
}
