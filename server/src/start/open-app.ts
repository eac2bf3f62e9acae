import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { bootCheck } from '../platform/database/boot-check.js';
import { RUN_SQL } from '../platform/database/database.providers.js';
import { migrate } from '../platform/database/migrate.js';
import type { RunSql } from '../platform/database/run-sql.js';
import { connect } from './connect.js';
import { findMasterKey } from './master-key.js';
import type { OpenDatabase } from './open-database.js';

/**
 * The server's actions without the server: for commands that do what a signed-in administrator does elsewhere. Same
 * checks as at a start; nothing listens, no jobs run. Close it.
 */
export async function openApp({ settings }: OpenDatabase, log: (line: string) => void): Promise<INestApplicationContext> {
  if (settings.databaseOwnerUrl) await migrate({ ownerUrl: settings.databaseOwnerUrl, jobsUrl: settings.databaseJobsUrl || undefined, log });
  const runtime = await connect(settings.databaseUrl, log);
  const { master, keyFile } = await findMasterKey(settings, runtime.run).finally(() => runtime.close());
  const app = await NestFactory.createApplicationContext(AppModule.register({ ...settings, keyFile, jobs: false }, master), { logger: false, abortOnError: false });
  try {
    await bootCheck(app.get<RunSql>(RUN_SQL), master.id);
    return app;
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
}
