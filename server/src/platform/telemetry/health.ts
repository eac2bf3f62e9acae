import type { Express, Request, Response } from 'express';
import { missingMigrations } from '../database/migrate.js';
import type { RunSql } from '../database/run-sql.js';
import type { Metrics } from './metrics.js';
import { isFromHere, showsToken } from './only-from-here.js';

/** What a server needs before requests should come its way. */
export interface Readiness {
  database: boolean;
  migrations: boolean;
  /** false while the server is on its way out */
  open: boolean;
}

export interface HealthDeps {
  metrics: Metrics;
  /** asks the database as the server does */
  run: RunSql;
  /** true as soon as the server begins to stop */
  isStopping?: () => boolean;
  /** who shows it may read the figures from another machine */
  metricsToken?: string;
}

const patienceMs = 2_000;

/** Asks the database; never throws and never takes longer than two seconds. */
export async function readiness(run: RunSql, stopping: boolean): Promise<Readiness> {
  const asked = missingMigrations(run).then(
    (missing) => ({ database: true, migrations: missing.length === 0 }),
    () => ({ database: false, migrations: false }),
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<{ database: boolean; migrations: boolean }>((resolve) => {
    timer = setTimeout(() => resolve({ database: false, migrations: false }), patienceMs);
  });
  const answer = await Promise.race([asked, late]);
  clearTimeout(timer);
  return { ...answer, open: !stopping };
}

/**
 * `/healthz`: the process answers. `/readyz`: it can serve (503 when not). `/metrics`: for this machine, or whoever
 * shows the token; for others there is no such page.
 */
export function mountHealthRoutes(app: Express, deps: HealthDeps): void {
  app.get('/healthz', (_req: Request, res: Response) => void res.setHeader('Cache-Control', 'no-store').json({ ok: true }));
  app.get('/readyz', async (_req: Request, res: Response) => {
    const state = await readiness(deps.run, deps.isStopping?.() ?? false);
    const ready = state.database && state.migrations && state.open;
    res.status(ready ? 200 : 503).setHeader('Cache-Control', 'no-store').json({ ready, ...state });
  });
  app.get('/metrics', async (req: Request, res: Response) => {
    if (!isFromHere(req) && !showsToken(req, deps.metricsToken)) {
      res.status(404).type('text/plain').send('Not found');
      return;
    }
    res.setHeader('Cache-Control', 'no-store').type(deps.metrics.registry.contentType).send(await deps.metrics.registry.metrics());
  });
}
