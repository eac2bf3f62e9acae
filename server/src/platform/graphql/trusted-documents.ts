import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { NextFunction, Request, Response } from 'express';
import { documentLimits } from '../../../../schema/limits.js';
import type { ErrorCode } from '../../../../schema/errors.js';

/** hash → document: what our own client may ask. Made with the client's types, committed with them. */
export type DocumentManifest = ReadonlyMap<string, string>;

/** @throws when the manifest cannot be read: the client's build has not run */
export function readManifest(file: string | URL): DocumentManifest {
  return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>));
}

/** Where the middleware leaves the hash of a trusted document for the executor. */
export const trustedHashKey = Symbol('kring.trustedHash');

export type RequestWithDocument = Request & { [trustedHashKey]?: string };

/** Answers a request that is not executed: one error, a code, a 4xx. */
export function refuseRequest(res: Response, status: number, code: ErrorCode, why?: string): void {
  res.status(status).json({ errors: [{ message: code, extensions: { code, ...(why ? { why } : {}) } }] });
}

/**
 * POST bodies carry `documentId` (sha256 of a document in the manifest) or, where a setting opens it, `query`.
 * Arrays, GET and anything else are refused before GraphQL sees them.
 */
export function trustedDocuments(manifest: DocumentManifest, adhocDocuments: boolean) {
  return (req: RequestWithDocument, res: Response, next: NextFunction): void => {
    if (req.method !== 'POST') return refuseRequest(res, 405, 'DOCUMENT_REFUSED', 'METHOD');
    const body: unknown = req.body;
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      return refuseRequest(res, 400, 'DOCUMENT_REFUSED', 'BODY');
    }
    const asked = body as { documentId?: unknown; query?: unknown; extensions?: unknown; variables?: unknown };
    if (asked.variables !== undefined && asked.variables !== null && (typeof asked.variables !== 'object' || Array.isArray(asked.variables))) {
      return refuseRequest(res, 400, 'DOCUMENT_REFUSED', 'VARIABLES');
    }
    if ('extensions' in asked) delete asked.extensions;
    if (asked.documentId !== undefined) {
      const text = typeof asked.documentId === 'string' ? manifest.get(asked.documentId) : undefined;
      if (!text) return refuseRequest(res, 400, 'UNKNOWN_DOCUMENT');
      asked.query = text;
      req[trustedHashKey] = asked.documentId as string;
      return next();
    }
    if (typeof asked.query !== 'string' || asked.query.length === 0) {
      return refuseRequest(res, 400, 'DOCUMENT_REFUSED', 'QUERY');
    }
    if (Buffer.byteLength(asked.query) > documentLimits.bytes) return refuseRequest(res, 400, 'DOCUMENT_REFUSED', 'BYTES');
    if (!adhocDocuments) {
      const hash = createHash('sha256').update(asked.query).digest('hex');
      if (manifest.get(hash) !== asked.query) return refuseRequest(res, 400, 'DOCUMENT_REFUSED', 'ADHOC');
      req[trustedHashKey] = hash;
    }
    next();
  };
}
