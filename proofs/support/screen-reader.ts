import type { CDPSession, Page } from 'playwright-core';

/** What a screen reader is told, and when it may speak. */
export interface Said {
  politeness: 'assertive' | 'polite';
  text: string;
}

/** Runs in the page: keeps every text that comes into a live region. */
const listen = `{
  const said = (globalThis.saidAloud = []);
  const region = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest('[aria-live], [role=alert], [role=status]');
  const last = new WeakMap();
  new MutationObserver((changes) => {
    for (const at of new Set(changes.map((change) => region(change.target)).filter(Boolean))) {
      const text = at.textContent.trim();
      if (text === '' || last.get(at) === text) { last.set(at, text); continue; }
      last.set(at, text);
      const live = at.getAttribute('aria-live') ?? (at.getAttribute('role') === 'alert' ? 'assertive' : 'polite');
      if (live !== 'off') said.push({ politeness: live, text });
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}`;

/** Begins to listen to what a page says aloud. */
export const listenAloud = (page: Page): Promise<void> => page.evaluate(listen);

/** Everything that was said since it was asked last. */
export const takeSaid = async (page: Page): Promise<Said[]> => (await page.evaluate('globalThis.saidAloud?.splice(0) ?? []'));

interface Node {
  ignored: boolean;
  role?: { value: string };
  name?: { value: string };
  properties?: { name: string; value: { value: unknown } }[];
}

const needName = new Set(['button', 'link', 'textbox', 'checkbox', 'radio', 'switch', 'combobox', 'dialog', 'img', 'image', 'region', 'complementary', 'slider', 'spinbutton', 'group']);

export interface Heard {
  /** what somebody who does not see it cannot make out */
  problems: string[];
  named: number;
}

/** What is wrong in the accessibility tree of a page: roles without a name, no main part, not one heading of the first level. */
export async function readTree(page: Page, cdp: CDPSession): Promise<Heard> {
  const { nodes } = (await cdp.send('Accessibility.getFullAXTree')) as unknown as { nodes: Node[] };
  const there = nodes.filter(({ ignored }) => !ignored);
  const problems: string[] = [];
  let named = 0;
  for (const { role, name } of there) {
    if (!role || !needName.has(role.value)) continue;
    // a group of form fields that has no words of its own is a box
    if (name?.value?.trim()) named += 1;
    else if (role.value !== 'group') problems.push(`${role.value} without a name`);
  }
  const mains = there.filter(({ role }) => role?.value === 'main').length;
  if (mains !== 1) problems.push(`${mains} main parts`);
  const firsts = there.filter(({ role, properties }) => role?.value === 'heading' && properties?.some((one) => one.name === 'level' && one.value.value === 1)).length;
  if (firsts !== 1) problems.push(`${firsts} headings of the first level`);
  if (await page.evaluate(`[...document.querySelectorAll('[tabindex]')].some((one) => one.tabIndex > 0)`)) problems.push('an order of its own for the keyboard');
  return { problems, named };
}

/** Tabs until something that fits has the focus; false when it is not reached. Every stop must be seen. */
export async function tabTo(page: Page, fits: string, most = 60): Promise<{ reached: boolean; unseen: string[] }> {
  const unseen: string[] = [];
  for (let stop = 0; stop < most; stop += 1) {
    const here = (await page.evaluate(`(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return { fits: false, name: '', seen: true };
      const box = at.getBoundingClientRect();
      const style = getComputedStyle(at);
      const around = at.closest('label') ?? at;
      const shown = box.width > 1 && box.height > 1 ? box : around.getBoundingClientRect();
      return { fits: at.matches(${JSON.stringify(fits)}), name: at.tagName + ' ' + (at.getAttribute('aria-label') ?? at.textContent ?? '').trim().slice(0, 40), seen: shown.width > 1 && style.visibility !== 'hidden' };
    })()`)) as { fits: boolean; name: string; seen: boolean };
    if (!here.seen) unseen.push(here.name);
    if (here.fits) return { reached: true, unseen };
    await page.keyboard.press('Tab');
  }
  return { reached: false, unseen };
}
