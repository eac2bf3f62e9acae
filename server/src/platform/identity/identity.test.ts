import { describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import { deviceLabel } from './device-label.js';
import { emailAddress } from './email-address.js';
import { hashPassword, verifyPassword } from './password-hash.js';
import { networkOf } from './rate-limiter.js';
import { refuseCrossSite } from './refuse-cross-site.js';
import { hashToken, isToken, newToken } from './secret-token.js';
import { SignInCookie } from './sign-in-cookie.js';

const token = newToken();
const request = (parts: object): Request => ({ headers: {}, method: 'POST', secure: false, ...parts }) as Request;

function response() {
  const kept = { cookies: [] as string[], headers: {} as Record<string, string>, status: 0 };
  const res = {
    append: (_name: string, value: string) => kept.cookies.push(value),
    setHeader: (name: string, value: string) => (kept.headers[name] = value),
    status: (status: number) => {
      kept.status = status;
      return { json: () => undefined };
    },
  };
  return { kept, res: res as unknown as Response };
}

describe('a token', () => {
  it('is 256 bits, different each time, and not kept as such', () => {
    expect(isToken(token)).toBe(true);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(newToken()).not.toBe(token);
    expect(hashToken(token)).toHaveLength(32);
    expect(['', 'x', `${token}x`, `${token.slice(1)}=`, token.replace(/.$/, '!')].some(isToken)).toBe(false);
  });
});

describe('the cookie', () => {
  const strict = new SignInCookie({ insecureLan: false });
  const lan = new SignInCookie({ insecureLan: true });

  it('is bound to this host, over secure connections, out of reach of scripts', () => {
    const { kept, res } = response();
    strict.set(request({}), res, token);
    expect(kept.cookies).toEqual([expect.stringMatching(/^__Host-kring=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax; Secure$/)]);
  });

  it('has another name on a plain local network, and only when a setting asks for it', () => {
    const { kept, res } = response();
    lan.set(request({}), res, token);
    lan.set(request({ secure: true }), res, token);
    expect(kept.cookies[0]).toMatch(/^kring_lan=/);
    expect(kept.cookies[0]).not.toContain('Secure');
    expect(kept.cookies[1]).toMatch(/^__Host-kring=.*Secure$/);
    expect(strict.read(`kring_lan=${token}`)).toBeNull();
    expect(lan.read(`kring_lan=${token}`)).toBe(token);
  });

  it('is found among others, and only in the form we give out', () => {
    expect(strict.read(`a=b; __Host-kring=${token}; c`)).toBe(token);
    for (const header of [undefined, '', 'a=b', '__Host-kring=', '__Host-kring=short', `x__Host-kring=${token}`, `__Host-kring="${token}"`]) {
      expect(strict.read(header)).toBeNull();
    }
  });

  it('goes at signing out, with what the site stored', () => {
    const { kept, res } = response();
    strict.clear(request({}), res);
    expect(kept.cookies[0]).toMatch(/^__Host-kring=; Max-Age=0;/);
    expect(kept.headers['Clear-Site-Data']).toBe('"storage"');
  });
});

describe('a request from another site', () => {
  const ours = 'https://kring.example';
  const passes = (parts: object): boolean => {
    let went = false;
    refuseCrossSite([ours])(request(parts), response().res, () => (went = true));
    return went;
  };

  it('may look and not write', () => {
    expect(passes({ method: 'GET', headers: { 'sec-fetch-site': 'cross-site' } })).toBe(true);
    for (const site of ['cross-site', 'same-site', 'nonsense']) {
      expect({ site, passes: passes({ headers: { 'sec-fetch-site': site, origin: ours } }) }).toEqual({ site, passes: false });
    }
  });

  it('is known by its origin when the browser says no more', () => {
    expect(passes({ headers: { origin: 'https://evil.example' } })).toBe(false);
    expect(passes({ headers: { origin: 'null' } })).toBe(false);
    expect(passes({ headers: { origin: ours } })).toBe(true);
  });

  it('is told apart from our own and from programs', () => {
    expect(passes({ headers: { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:5173' } })).toBe(true);
    expect(passes({ headers: {} })).toBe(true);
  });
});

describe('a password', () => {
  it('is checked against its hash, and against nobody for who has none', async () => {
    const kept = await hashPassword('drie groene fietsen');
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(kept, 'drie groene fietsen')).toBe(true);
    expect(await verifyPassword(kept, 'drie groene fietser')).toBe(false);
    expect(await verifyPassword(null, 'drie groene fietsen')).toBe(false);
    expect(await verifyPassword('not a hash', 'x')).toBe(false);
    expect(await verifyPassword(await hashPassword('café au lait'), 'cafe\u0301 au lait')).toBe(true);
  });
});

describe('an address', () => {
  it('is kept in lower case, and refused when it is none', () => {
    expect(emailAddress.parse(' Hanna@School.Example ')).toBe('hanna@school.example');
    for (const wrong of ['', 'hanna', 'hanna@school', '@school.example', 'a b@school.example', 'a@b.example\nBcc: x@y.z', 'a@b.c\u0000', `${'a'.repeat(250)}@b.example`, '<a@b.example>', 'a@b..']) {
      expect({ wrong, ok: emailAddress.safeParse(wrong).success }).toEqual({ wrong, ok: false });
    }
  });
});

describe('where a try comes from', () => {
  it('is an address, or the network of a household', () => {
    expect(networkOf('203.0.113.7')).toBe('203.0.113.7');
    expect(networkOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
    expect(networkOf('2001:db8:1:2::9')).toBe('2001:db8:1:2');
    expect(networkOf('2001:0db8:0001:0002::9')).toBe('2001:db8:1:2');
    expect(networkOf('::1')).toBe('0:0:0:0');
    expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0');
    expect(networkOf(undefined)).toBe('unknown');
  });
});

describe('a device', () => {
  it('goes by names that people know, without versions', () => {
    expect(deviceLabel('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox, Linux');
    expect(deviceLabel('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1')).toBe('Safari, iPhone');
    expect(deviceLabel('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0')).toBe('Edge, Windows');
    expect(deviceLabel('<script>alert(1)</script>')).toBe('?');
    expect(deviceLabel(undefined)).toBe('?');
  });
});
