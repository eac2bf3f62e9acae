import type { Request, Response } from 'express';
import { unauthenticated } from '../errors/kring-error.js';
import type { Viewer } from '../identity/viewer.js';

/** Made anew for every request. Loaders live here, never in a service. */
export interface KringContext {
  viewer: Viewer | null;
  /** the cookie is of somebody else than the page was made for: there is no viewer then, and nobody is signed out */
  ofAnother: boolean;
  req: Request;
  res: Response;
  /** one loader per name and request; `make` runs once */
  loader<Loader>(name: string, make: () => Loader): Loader;
  /** aborted when the document's deadline has passed */
  signal?: AbortSignal;
}

/** The viewer of a request that is known to be signed in; throws UNAUTHENTICATED otherwise. */
export function viewerOf(context: KringContext): Viewer {
  if (!context.viewer) throw unauthenticated();
  return context.viewer;
}
