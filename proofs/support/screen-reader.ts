import type { CDPSession, Page } from 'playwright-core';

/** What a screen reader is told, and when it may speak. */
export interface Said {
  politeness: 'assertive' | 'polite';
  text: string;
}

/** Runs in the page: keeps every text that comes into a live region, and every alert that comes with its text. */
const listen = `{
  const said = (globalThis.saidAloud = []);
  const region = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest('[aria-live], [role=alert], [role=status]');
  const last = new WeakMap();
  const hear = (at) => {
    const text = at.textContent.trim();
    const before = last.get(at);
    last.set(at, text);
    if (text === '' || before === text) return;
    const live = at.getAttribute('aria-live') ?? (at.getAttribute('role') === 'alert' ? 'assertive' : 'polite');
    if (live !== 'off') said.push({ politeness: live, text });
  };
  new MutationObserver((changes) => {
    const regions = new Set(changes.map((change) => region(change.target)).filter(Boolean));
    for (const change of changes) for (const node of change.addedNodes) if (node.nodeType === 1) for (const alert of [node, ...node.querySelectorAll('[role=alert]')]) if (alert.matches('[role=alert]')) regions.add(alert);
    regions.forEach(hear);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}`;

/** Begins to listen to what a page says aloud. */
export const listenAloud = (page: Page): Promise<void> => page.evaluate(listen);

/** Everything that was said since it was asked last. */
export const takeSaid = async (page: Page): Promise<Said[]> => (await page.evaluate('globalThis.saidAloud?.splice(0) ?? []')) as Said[];

interface Node {
  ignored: boolean;
  role?: { value: string };
  name?: { value: string };
  properties?: { name: string; value: { value: unknown } }[];
  backendDOMNodeId?: number;
}

/** What a node without a name is in the page, so that it can be found. */
async function elementOf(cdp: CDPSession, { backendDOMNodeId }: Node): Promise<string> {
  if (backendDOMNodeId === undefined) return '';
  const { node } = await cdp.send('DOM.describeNode', { backendNodeId: backendDOMNodeId });
  const { nodeName, attributes = [] } = node as { nodeName: string; attributes?: string[] };
  return ` (${nodeName.toLowerCase()} ${attributes.slice(0, 4).join(' ').slice(0, 80)})`;
}

const needName = new Set(['button', 'link', 'textbox', 'checkbox', 'radio', 'switch', 'combobox', 'dialog', 'img', 'image', 'region', 'complementary', 'slider', 'spinbutton']);

export interface Heard {
  /** what somebody who does not see it cannot make out */
  problems: string[];
  named: number;
}

/** What has to be in the tree of a page, by name. */
export interface Expected {
  /** one of these is its only heading of the first level */
  headings: readonly string[];
  /** a picture begins with this name: the ring of the phase */
  picture: string;
}

/** What is wrong in the accessibility tree of a page: roles without a name, no main part, not one heading of the first level, nothing that may speak. */
export async function readTree(page: Page, cdp: CDPSession, expected: Expected | null = null): Promise<Heard> {
  const { nodes } = (await cdp.send('Accessibility.getFullAXTree')) as unknown as { nodes: Node[] };
  const there = nodes.filter(({ ignored }) => !ignored);
  const propertyOf = ({ properties }: Node, name: string): unknown => properties?.find((one) => one.name === name)?.value.value;
  const problems: string[] = [];
  let named = 0;
  for (const node of there) {
    const { role, name } = node;
    if (!role || !needName.has(role.value)) continue;
    if (name?.value?.trim()) named += 1;
    else problems.push(`${role.value} without a name${await elementOf(cdp, node)}`);
  }
  const mains = there.filter(({ role }) => role?.value === 'main').length;
  if (mains !== 1) problems.push(`${mains} main parts`);
  const firsts = there.filter((node) => node.role?.value === 'heading' && propertyOf(node, 'level') === 1);
  if (firsts.length !== 1) problems.push(`${firsts.length} headings of the first level`);
  if (await page.evaluate(`[...document.querySelectorAll('[tabindex]')].some((one) => one.tabIndex > 0)`)) problems.push('an order of its own for the keyboard');
  if (expected) {
    const heading = firsts[0]?.name?.value.trim() ?? '';
    if (!expected.headings.includes(heading)) problems.push(`the heading says "${heading}"`);
    if (!there.some(({ role, name }) => /^(img|image)$/i.test(role?.value ?? '') && name?.value.startsWith(expected.picture))) problems.push('the ring does not say which phase it is');
    for (const live of ['assertive', 'polite']) if (!there.some((node) => propertyOf(node, 'live') === live && propertyOf(node, 'atomic') === true)) problems.push(`nothing may speak (${live})`);
  }
  return { problems, named };
}
