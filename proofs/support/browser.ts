import { existsSync } from 'node:fs';
import { type Browser, chromium, type BrowserContext } from 'playwright-core';
import type { ProofContext } from '../runner/proof.js';
import type { Session } from '../../server/test/harness/graphql-call.js';

/** Where a Chromium may be; KRING_CHROMIUM names another. */
const places = [process.env['KRING_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** Starts a real Chromium that talks to nobody but us; closed when the proof ends. */
export async function openBrowser(context: ProofContext, extra: string[] = []): Promise<Browser> {
  const executablePath = places.find((place) => place !== undefined && existsSync(place));
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', ...extra],
  });
  context.onEnd(() => browser.close());
  return browser;
}

/** Gives a browser the sign-in of a session that was made over HTTP. */
export async function giveSession(browser: BrowserContext, url: string, session: Session): Promise<void> {
  const pairs = session.cookie.split('; ').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const);
  await browser.addCookies(pairs.map(([name, value]) => ({ name, value, url: url.replace('http:', 'https:'), httpOnly: true, secure: true, sameSite: 'Lax' as const })));
}
