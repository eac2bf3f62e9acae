import type { Request, Response } from 'express';
import { isToken } from './secret-token.js';

/** What the cookie needs to know of the settings. */
export interface CookieSettings {
  /** plain http on a local network, asked for by a setting (decisions 6) */
  insecureLan: boolean;
}

const secureName = '__Host-kring';
const lanName = 'kring_lan';

/**
 * The browser may keep the cookie as long as browsers allow; how long a sign-in lasts is decided on the server,
 * where it slides with use.
 */
const keepSeconds = 400 * 24 * 3600;

/** The cookie that carries the token of a sign-in. Browsers treat http://localhost as secure, so `__Host-` works there. */
export class SignInCookie {
  constructor(private readonly settings: CookieSettings) {}

  /** The token in a Cookie header, if there is one that we could have given out. */
  read(cookieHeader: string | undefined): string | null {
    if (!cookieHeader) return null;
    return tokenIn(cookieHeader, secureName) ?? (this.settings.insecureLan ? tokenIn(cookieHeader, lanName) : null);
  }

  set(req: Request, res: Response, token: string): void {
    res.append('Set-Cookie', `${this.nameFor(req)}=${token}; Max-Age=${keepSeconds}${this.attributesFor(req)}`);
  }

  /** Takes the cookie away and asks the browser to forget what this site stored (a shared computer has a next user). */
  clear(req: Request, res: Response): void {
    res.append('Set-Cookie', `${this.nameFor(req)}=; Max-Age=0${this.attributesFor(req)}`);
    res.setHeader('Clear-Site-Data', '"storage"');
  }

  private onPlainLan(req: Request): boolean {
    return this.settings.insecureLan && !req.secure;
  }

  private nameFor(req: Request): string {
    return this.onPlainLan(req) ? lanName : secureName;
  }

  private attributesFor(req: Request): string {
    return `; Path=/; HttpOnly; SameSite=Lax${this.onPlainLan(req) ? '' : '; Secure'}`;
  }
}

function tokenIn(header: string, name: string): string | null {
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at < 0 || part.slice(0, at).trim() !== name) continue;
    const value = part.slice(at + 1).trim();
    if (isToken(value)) return value;
  }
  return null;
}
