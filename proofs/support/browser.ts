import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type BrowserContext } from 'playwright-core';
import type { ProofContext } from '../runner/proof.js';
import type { Session } from '../../server/test/harness/graphql-call.js';

/** Where a Chromium may be; KRING_CHROMIUM names another. */
const places = [process.env['KRING_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

function options(extra: string[]): { executablePath?: string; args: string[] } {
  const executablePath = places.find((place) => place !== undefined && existsSync(place));
  return {
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', ...extra],
  };
}

/** Starts a real Chromium that talks to nobody but us; closed when the proof ends. */
export async function openBrowser(context: ProofContext, extra: string[] = []): Promise<Browser> {
  const browser = await chromium.launch(options(extra));
  context.onEnd(() => browser.close());
  return browser;
}

/** The same, but it sends cookies to other sites as browsers did for decades: so that nothing but the server refuses. */
export async function openTrustingBrowser(context: ProofContext, extra: string[] = []): Promise<BrowserContext> {
  const profile = mkdtempSync(join(tmpdir(), 'kring-profile-'));
  mkdirSync(join(profile, 'Default'));
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify({ profile: { cookie_controls_mode: 0, block_third_party_cookies: false } }));
  const browser = await chromium.launchPersistentContext(profile, options(extra));
  context.onEnd(async () => {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  });
  return browser;
}

/** Gives a browser the sign-in of a session that was made over HTTP. */
export async function giveSession(browser: BrowserContext, url: string, session: Session, sameSite: 'Lax' | 'None' = 'Lax'): Promise<void> {
  const pairs = session.cookie.split('; ').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const);
  await browser.addCookies(pairs.map(([name, value]) => ({ name, value, url: url.replace('http:', 'https:'), httpOnly: true, secure: true, sameSite })));
}
