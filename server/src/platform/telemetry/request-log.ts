import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { safePath } from './allowed-fields.js';
import type { KringLogger } from './kring-logger.js';
import type { Metrics } from './metrics.js';

const routes = ['/graphql', '/realtime', '/metrics', '/healthz', '/readyz', '/dev', '/assets', '/agenda/feed'];

/** A handful of names, so that the figures stay countable. */
export const routeOf = (path: string): string =>
  routes.find((route) => path === route || path.startsWith(`${route}/`)) ?? 'page';

/** One line per request: method, path without secrets, status, time. The id is also in the answer (`X-Request-Id`). */
export function requestLog(logger: KringLogger, metrics: Metrics): RequestHandler {
  return (req: Request, res: Response, next: NextFunction): void => {
    const started = performance.now();
    const requestId = randomUUID();
    const path = req.url === '/graphql' ? req.url : safePath(req.originalUrl);
    res.setHeader('X-Request-Id', requestId);
    res.once('close', () => {
      const ms = performance.now() - started;
      const status = res.writableFinished ? res.statusCode : 499;
      metrics.httpDone(req.method, routeOf(path), status, ms);
      logger.event(status >= 500 ? 'warn' : 'info', 'request', { method: req.method, path, status, ms: Math.round(ms), requestId });
    });
    next();
  };
}
