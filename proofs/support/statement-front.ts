import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { Pool } from 'pg';
import type { DataSource as DataSourceType } from 'typeorm';
import { DataSource } from 'typeorm';
import { KeyRing } from '../../server/src/platform/crypto/key-ring.js';
import { countStatements, reportStatements } from '../../server/src/platform/database/statement-counter.js';
import type { World } from '../../server/test/harness/world.js';

/** Another door to the same server, which counts what each request asks of the database. */
export interface StatementFront {
  url: string;
  /** the statements of the last request, without those that find out who asks: their answer is kept for a second */
  last(): string[];
  stop(): Promise<void>;
}

const whoAsks = /FROM sign_ins s JOIN people p|UPDATE sign_ins SET last_seen_at/;

export async function statementFront(world: World): Promise<StatementFront> {
  const { app } = world.server;
  const pool = (app.get<DataSourceType>(DataSource).driver as unknown as { master: Pool & { _clients: object[] } }).master;
  pool.on('connect', (client) => reportStatements(client as never));
  for (const client of pool._clients) reportStatements(client as never);
  const web = app.getHttpAdapter().getInstance() as RequestListener;
  const keys = app.get(KeyRing) as unknown as { cache: Map<string, unknown> };
  let last: string[] = [];
  const server = createServer((req, res) => {
    // keys that an earlier request fetched would hide what this one needs
    keys.cache.clear();
    void countStatements(
      () =>
        new Promise<void>((resolve) => {
          res.once('finish', resolve);
          web(req, res);
        }),
    ).then(({ statements }) => {
      last = statements.filter((one) => !whoAsks.test(one));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    last: () => last,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
