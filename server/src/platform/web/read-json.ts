import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { refuseRequest } from '../graphql/trusted-documents.js';

/**
 * Reads the JSON body of a POST: UTF-8, not compressed, at most `limit` bytes, an object or a list. A body of another
 * type is left alone, so that the next handler refuses the request; anything malformed is refused here with a 4xx.
 */
export function readJson(limit: number): RequestHandler {
  return (req: Request, res: Response, next: NextFunction): void => {
    const type = req.headers['content-type'] ?? '';
    if (req.method !== 'POST' || !/^\s*application\/json\s*(;|$)/i.test(type)) return next();
    const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(type)?.[1];
    const encoding = req.headers['content-encoding'] ?? 'identity';
    const refuse = (status: number, why: string): void => {
      // what still comes is read and dropped, so that the answer arrives
      req.removeAllListeners('data').resume();
      refuseRequest(res, status, 'DOCUMENT_REFUSED', why);
    };
    if (encoding !== 'identity' || (charset && !/^utf-?8$/i.test(charset))) return refuse(415, 'ENCODING');
    if (Number(req.headers['content-length'] ?? 0) > limit) return refuse(413, 'BYTES');

    const pieces: Buffer[] = [];
    let size = 0;
    req.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size > limit) return refuse(413, 'BYTES');
      pieces.push(piece);
    });
    req.once('end', () => {
      if (size > limit) return;
      const text = (pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)).toString('utf8');
      try {
        req.body = JSON.parse(text);
      } catch {
        return refuse(400, 'JSON');
      }
      next();
    });
  };
}
