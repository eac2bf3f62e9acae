import 'reflect-metadata';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import express, { type Express } from 'express';
import { AppModule } from './app.module.js';
import { Colleagues } from './features/practice/public.js';
import { CalendarFeeds, mountCalendarFeed } from './features/agenda/public.js';
import { projectDir } from './platform/config/project-dir.js';
import { readMasterKey } from './platform/config/key-file.js';
import type { Settings } from './platform/config/settings.js';
import { bootCheck } from './platform/database/boot-check.js';
import { CommitHints } from './platform/database/commit-hints.js';
import { RUN_SQL } from './platform/database/database.providers.js';
import { Reads } from './platform/database/reads.js';
import type { RunSql } from './platform/database/run-sql.js';
import { TRUSTED_OPERATIONS } from './platform/graphql/graphql.module.js';
import { readManifest, trustedDocuments } from './platform/graphql/trusted-documents.js';
import { refuseCrossSite } from './platform/identity/refuse-cross-site.js';
import { SignInService } from './platform/identity/sign-in.service.js';
import { mountMailPage } from './platform/mail/mail-page.js';
import { relayHints } from './platform/realtime/redis-hints.js';
import { RealtimeServer } from './platform/realtime/realtime-server.js';
import { StreamDoors } from './platform/realtime/stream-doors.js';
import { mountHealthRoutes } from './platform/telemetry/health.js';
import { KringLogger } from './platform/telemetry/kring-logger.js';
import { Metrics } from './platform/telemetry/metrics.js';
import { requestLog } from './platform/telemetry/request-log.js';
import { mountClient, mountGraphiql, mountLastResorts, securityHeaders } from './platform/web/client-files.js';
import { readJson } from './platform/web/read-json.js';

export interface RunningServer {
  url: string;
  app: INestApplication;
  realtime: RealtimeServer;
  close(): Promise<void>;
}

/**
 * Starts to serve: checks role, tables and key, then listens. Nothing is served before all checks passed.
 * @throws SettingError with a sentence when a check fails; the listen error when the port is taken
 */
export async function bootServer(settings: Settings): Promise<RunningServer> {
  const master = readMasterKey(settings.keyFile);
  const web = express();
  web.disable('x-powered-by');
  web.set('trust proxy', settings.proxied ? 1 : false);
  const app = await NestFactory.create(AppModule.register(settings, master), new ExpressAdapter(web), {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
    logger: false,
  });
  try {
    return await serve(app, web, settings, master.id);
  } catch (error) {
    // half a server must not go on with its jobs
    await app.close().catch(() => undefined);
    throw error;
  }
}

async function serve(app: INestApplication, web: Express, settings: Settings, keyId: string): Promise<RunningServer> {
  let stopping = false;
  const logger = app.get(KringLogger);
  app.useLogger(logger);
  const run = app.get<RunSql>(RUN_SQL);
  await bootCheck(run, keyId);

  const metrics = app.get(Metrics);
  web.use(requestLog(logger, metrics));
  web.use(securityHeaders({ secure: settings.publicUrl.startsWith('https:'), origins: settings.origins }));
  web.use(refuseCrossSite(settings.origins));
  const manifest = readManifest(join(projectDir(), 'client/src/generated/persisted-documents.json'));
  metrics.knowOperations([...manifest.values()].flatMap((text) => /(?:query|mutation) (\w+)/.exec(text)?.[1] ?? []));
  web.use('/graphql', readJson(512 * 1024), trustedDocuments(manifest, settings.adhocDocuments), app.get(TRUSTED_OPERATIONS));
  mountHealthRoutes(web, { metrics, run, isStopping: () => stopping, ...(settings.metricsToken ? { metricsToken: settings.metricsToken } : {}) });
  mountMailPage(web, settings);
  mountCalendarFeed(web, app.get(CalendarFeeds, { strict: false }));
  if (settings.graphiql) mountGraphiql(web, join(projectDir(), 'dist/client'));
  mountClient(web, join(projectDir(), 'dist/client'));
  mountLastResorts(web, (error) => logger.failure('a request failed', error));
  await app.init();

  const server = createServer(web);
  const signIns = app.get(SignInService);
  const reads = app.get(Reads);
  const realtime = new RealtimeServer(reads, app.get(StreamDoors), app.get(CommitHints), {
    origins: settings.origins,
    viewerFromCookie: (cookie, options) => signIns.viewerFromCookie(cookie, options),
    stillSignedIn: (ids) => signIns.stillSignedIn(ids),
    onTrouble: (error) => logger.failure('realtime', error),
  });
  realtime.listen(server);
  const relay = settings.redisUrl
    ? await relayHints(settings.redisUrl, app.get(CommitHints), (streams) => realtime.hintFromElsewhere(streams), () =>
        logger.event('warn', 'the store for hints is away; other processes are heard within a second'),
      )
    : null;
  metrics.watchPool('server', () => reads.figures());
  metrics.watchSockets(() => ({ sockets: realtime.socketCount, streams: realtime.followedStreams }));
  await listen(server, settings.port, settings.host);
  const colleagues = settings.demo ? app.get(Colleagues, { strict: false }) : null;
  colleagues?.start();
  return {
    url: settings.publicUrl,
    app,
    realtime,
    close: async () => {
      stopping = true;
      await colleagues?.stop();
      await relay?.close();
      await realtime.close();
      await closeHttp(server);
      await app.close();
    },
  };
}

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

/** Lets running requests end; idle connections go at once. */
const closeHttp = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 3_000).unref();
  });
