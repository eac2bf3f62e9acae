import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Reads } from '../../../platform/database/reads.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { JobRegistry } from '../../../platform/jobs/job-registry.js';
import { MailKinds } from '../../../platform/mail/mail-kinds.js';
import { readActivePersonByEmail } from '../data/account.reads.js';
import { IssueResetLink } from './issue-reset-link.js';

/**
 * The part of a password reset that the one who asked does not wait for: finds the person and sends the mail.
 * The token is made while the mail is written: it is in the mail and, as a hash, in the table; never in a job.
 */
@Injectable()
export class SendPasswordReset implements OnModuleInit {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly reads: Reads,
    private readonly jobs: JobRegistry,
    private readonly mails: MailKinds,
    private readonly links: IssueResetLink,
  ) {}

  onModuleInit(): void {
    this.jobs.task('accounts.findForReset', async (payload, job) => this.run(String(payload.email), job.id));
    this.mails.register('passwordReset', {
      level: 'always',
      compose: async ({ personId }) => {
        const path = await this.links.run({ personId }, 'link');
        return path ? { template: 'passwordReset', path } : null;
      },
    });
  }

  async run(email: string, jobId: string): Promise<void> {
    const person = await readActivePersonByEmail(this.reads, email);
    if (!person) return;
    await this.uow.runUnsigned((tx) => this.mails.enqueue(tx, 'passwordReset', { personId: person.id, subjectId: jobId }));
  }
}
