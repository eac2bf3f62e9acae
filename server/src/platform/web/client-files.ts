import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';

/** For answers that are not pages: nothing may be loaded by them or put around them. */
const dataPolicy = `default-src 'none'; frame-ancestors 'none'`;

/**
 * What browsers may load and do: our own files only, no inline script, styles by nonce.
 * `default` (scheme.js) lets style sheets through and no tag; `ProseMirrorClipboard` is the editor's, for pasted text.
 */
export function securityHeaders(options: { secure: boolean; origins: readonly string[] }) {
  const sockets = options.origins.map((origin) => origin.replace(/^http/, 'ws')).join(' ');
  const pagePolicy = (nonce: string): string =>
    [
      `default-src 'none'`,
      `script-src 'self'`,
      `style-src 'self' 'nonce-${nonce}'`,
      `img-src 'self' data:`,
      `font-src 'self'`,
      `connect-src 'self' ${sockets}`,
      `manifest-src 'self'`,
      `form-action 'self'`,
      `base-uri 'none'`,
      `frame-ancestors 'none'`,
      `require-trusted-types-for 'script'`,
      `trusted-types default ProseMirrorClipboard 'allow-duplicates'`,
      ...(options.secure ? ['upgrade-insecure-requests'] : []),
    ].join('; ');
  return (req: Request, res: Response, next: NextFunction): void => {
    const isPage = req.method === 'GET' || req.method === 'HEAD';
    if (isPage) res.locals['nonce'] = randomBytes(16).toString('base64');
    res.setHeader('Content-Security-Policy', isPage ? pagePolicy(String(res.locals['nonce'])) : dataPolicy);
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('Referrer-Policy', 'same-origin');
    res.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    res.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
    res.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=()');
    if (options.secure) res.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
    if (!req.url.startsWith('/assets/')) res.setHeader('Cache-Control', 'no-store');
    next();
  };
}

/**
 * `/graphiql`, where a setting opens it: our own copy, no other host. It writes its help as markup, so this one page
 * goes without Trusted Types; scripts are still files of ours only.
 */
export function mountGraphiql(app: Express, folder: string): void {
  const page = new PageFile(join(folder, 'graphiql/index.html'));
  app.get('/graphiql', (_req: Request, res: Response, next: NextFunction) => {
    const html = page.read();
    if (html === null) return next();
    res.setHeader(
      'Content-Security-Policy',
      `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
    res.type('html').send(html);
  });
}

/** Serves the built client; every path that is no file is the app itself, with the nonce of this answer. */
export function mountClient(app: Express, folder: string): void {
  app.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, fallthrough: false }));
  app.use(express.static(folder, { index: false, extensions: false, redirect: false, maxAge: 0, cacheControl: false }));
  const page = new PageFile(join(folder, 'index.html'));
  app.use((req: Request, res: Response, next: NextFunction) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return next();
    const html = page.read();
    if (html === null) {
      res.status(503).type('text/plain').send('The client is not built yet: npm run build');
      return;
    }
    res.type('html').send(html.replace('name="csp-nonce" content=""', `name="csp-nonce" content="${String(res.locals['nonce'])}"`));
  });
}

/** The app's one page, read again when a new build replaced it: its scripts have names of their own. */
class PageFile {
  private kept: { html: string; writtenAt: number } | null = null;

  constructor(private readonly path: string) {}

  read(): string | null {
    const writtenAt = statSync(this.path, { throwIfNoEntry: false })?.mtimeMs;
    if (writtenAt === undefined) return this.kept?.html ?? null;
    if (this.kept?.writtenAt !== writtenAt) this.kept = { html: readFileSync(this.path, 'utf8'), writtenAt };
    return this.kept.html;
  }
}

/**
 * The last handlers before GraphQL: unknown address, malformed body, anything unforeseen. Never a stack, never a
 * sentence of ours.
 */
export function mountLastResorts(app: Express, onUnexpected: (error: unknown) => void): void {
  app.use((req: Request, res: Response, next: NextFunction) => {
    if (req.path === '/graphql') return next();
    res.status(404).json({ errors: [{ message: 'NOT_FOUND', extensions: { code: 'NOT_FOUND' } }] });
  });
  app.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    if (res.headersSent) return next(error);
    const status = (error as { status?: unknown; statusCode?: unknown }).status ?? (error as { statusCode?: unknown }).statusCode;
    if (typeof status === 'number' && status >= 400 && status < 500) {
      const code = status === 404 ? 'NOT_FOUND' : 'DOCUMENT_REFUSED';
      res.status(status).json({ errors: [{ message: code, extensions: { code } }] });
      return;
    }
    onUnexpected(error);
    res.status(500).json({ errors: [{ message: 'INTERNAL', extensions: { code: 'INTERNAL' } }] });
  });
}
