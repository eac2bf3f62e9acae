import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';

/** Asked from this machine itself, not handed on by a proxy on it. */
export function isFromHere(req: Request): boolean {
  const address = (req.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const handedOn = req.headers['x-forwarded-for'] ?? req.headers.forwarded ?? req.headers['x-real-ip'];
  return handedOn === undefined && (address === '::1' || address.startsWith('127.'));
}

/** Whether the request shows this token (`Authorization: Bearer …`), compared in constant time. */
export function showsToken(req: Request, token: string | undefined): boolean {
  if (!token) return false;
  const shown = /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1] ?? '';
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(shown), digest(token));
}
