import { Global, Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { Reads } from '../database/reads.js';
import { JobRegistry } from '../jobs/job-registry.js';
import { Metrics } from '../telemetry/metrics.js';
import { MailKinds } from './mail-kinds.js';
import { MailSender } from './mail-sender.js';
import { fileTransport, type MailTransport, smtpTransport } from './mail-transport.js';

const mailTransport = Symbol('kring.mailTransport');

const mailJob = z.object({ kind: z.string(), personId: z.uuid(), subjectId: z.string(), uniqueKey: z.string().max(300) });

/** Mail: the kinds that features register, and the one task that sends them. */
@Global()
@Module({
  providers: [
    { provide: MailKinds, useFactory: () => new MailKinds() },
    {
      provide: mailTransport,
      inject: [SETTINGS],
      useFactory: (settings: Settings): MailTransport =>
        settings.smtp ? smtpTransport(settings.smtp) : fileTransport(settings.mailDir, 'Kring <kring@localhost>'),
    },
    {
      provide: MailSender,
      inject: [Reads, MailKinds, mailTransport, SETTINGS, Metrics],
      useFactory: (reads: Reads, kinds: MailKinds, transport: MailTransport, settings: Settings, metrics: Metrics) =>
        new MailSender(reads, kinds, transport, settings.publicUrl, metrics),
    },
  ],
  exports: [MailKinds, MailSender],
})
export class MailModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly jobs: JobRegistry,
    private readonly sender: MailSender,
    @Inject(mailTransport) private readonly transport: MailTransport,
  ) {}

  onModuleInit(): void {
    this.jobs.task('mail.send', (payload) => this.sender.send(mailJob.parse(payload)));
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }
}
