import type { BrowserContext } from 'playwright-core';

/** What a page did that no text may make it do. */
export interface Trapped {
  executed: string[];
  violations: string[];
  foreign: string[];
  dialogs: string[];
}

const script = `(() => {
  const tell = (kind, what) => { try { window.__report(kind, String(what)); } catch { /* a page that is going away */ } };
  window.__xss = (id) => tell('executed', id);
  for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => tell('executed', name);
  document.addEventListener('securitypolicyviolation', (event) => tell('violation', event.effectiveDirective + ' ' + event.blockedURI + ' ' + (event.sample || '') + ' on ' + location.pathname));
})();`;

/** Sets a trap on every page of a browser window: a call, a dialog, a report of the policy, a request to another site. */
export async function setTrap(browser: BrowserContext, isOurs: (url: URL) => boolean): Promise<Trapped> {
  const trapped: Trapped = { executed: [], violations: [], foreign: [], dialogs: [] };
  await browser.exposeBinding('__report', (_source, kind: string, what: string) => {
    if (kind === 'executed') trapped.executed.push(what);
    else trapped.violations.push(what);
  });
  await browser.addInitScript(script);
  browser.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:', 'about:'].includes(url.protocol) && !isOurs(url)) trapped.foreign.push(request.url());
  });
  browser.on('page', (page) => {
    page.on('dialog', (dialog) => {
      trapped.dialogs.push(dialog.message());
      dialog.dismiss().catch(() => undefined);
    });
  });
  return trapped;
}

/** Looks at what stands in a page: payloads as words, and anything that only an attack could have put there. Runs in the page. */
export const lookAround = `(() => {
  const words = [document.body.innerText, document.title, ...[...document.querySelectorAll('input, textarea')].map((field) => field.value)].join(' ');
  const seen = [...new Set([...words.matchAll(/__xss\\((\\d+)\\)/g)].map((match) => Number(match[1])))];
  const strange = [];
  for (const element of document.querySelectorAll('*')) {
    const tag = element.tagName.toLowerCase();
    if (['iframe', 'object', 'embed', 'base', 'form[action]', 'frame', 'frameset', 'applet', 'marquee', 'xss', 'x', 'math', 'video', 'audio', 'template'].includes(tag)) strange.push('<' + tag + '>');
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) || name === 'srcdoc' || name === 'formaction' || name === 'ping') strange.push(tag + ' ' + name);
      if (['src', 'href', 'action', 'data', 'poster', 'background', 'xlink:href'].includes(name) && value.trim() !== '') {
        let url;
        try { url = new URL(value, location.href); } catch { continue; }
        const link = tag === 'a' && name === 'href';
        if (!(link ? ['http:', 'https:', 'mailto:'] : ['http:', 'https:', 'data:']).includes(url.protocol)) strange.push(tag + ' ' + name + '=' + value);
        if (!link && url.protocol !== 'data:' && url.origin !== location.origin) strange.push(tag + ' ' + name + '=' + value);
        if (link && url.origin !== location.origin && !/noopener/.test(element.rel)) strange.push('a without noopener: ' + value);
      }
      if (name === 'style' && /url\\(|expression|evil/i.test(value)) strange.push(tag + ' style=' + value);
    }
  }
  return { seen, strange: [...new Set(strange)] };
})()`;
