import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** Where Debian, Ubuntu and Fedora put Chromium; KRING_CHROMIUM names another. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A real Chromium. One per file of journeys; people get a context each, as if they had a device of their own. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env['KRING_CHROMIUM'] ?? places.find((place) => existsSync(place));
  if (!executablePath) throw new Error(`There is no Chromium at ${places.join(', ')}. Install the package chromium, or set KRING_CHROMIUM.`);
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

export interface Visitor {
  page: Page;
  /** what went wrong in the page so far: uncaught errors and console errors */
  troubles: string[];
  close(): Promise<void>;
}

/** Someone with a device of their own: a fresh profile, Dutch, Amsterdam time. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: url, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam', viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  return { page, troubles, close: () => context.close() };
}
