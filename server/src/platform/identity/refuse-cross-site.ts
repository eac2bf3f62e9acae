import type { NextFunction, Request, RequestHandler, Response } from 'express';

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses writes that another site makes in a visitor's browser. Browsers that say where a request comes from are
 * believed (`Sec-Fetch-Site` cannot be set by a page); for others the Origin must be one of ours.
 *
 * @param origins what a browser may send as Origin (`settings.origins`)
 */
export function refuseCrossSite(origins: readonly string[]): RequestHandler {
  const ours = new Set(origins);
  return (req: Request, res: Response, next: NextFunction): void => {
    if (harmless.has(req.method) || comesFromUs(req, ours)) return next();
    res.status(403).json({ errors: [{ message: 'FORBIDDEN', extensions: { code: 'FORBIDDEN', why: 'CROSS_SITE' } }] });
  };
}

function comesFromUs(req: Request, ours: ReadonlySet<string>): boolean {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = req.headers.origin;
  return origin === undefined || ours.has(origin);
}
