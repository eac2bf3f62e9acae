import type { ApiTally } from './api-journey.js';
import { ApiJourney } from './api-journey.js';
import { Keys } from './hand.js';
import type { Product } from './product.js';
import type { Words } from './screens.js';
import { listenAloud, readTree, takeSaid } from './screen-reader.js';
import type { Room } from './session-room.js';
import type { Seat } from './session-seats.js';

/** Faults put into real screens of a real session on purpose, one of each kind: each must be found, and nothing before it was put in. */
export async function faultsAreNoticed(product: Product, room: Room, seats: readonly Seat[], t: Words): Promise<{ ok: boolean; what: string }> {
  const found: string[] = [];
  const expect = (what: string, before: boolean, after: boolean): void => void (before || !after || found.push(what));

  const unfinished: ApiTally = { methods: 0, phases: 0, written: 0, opened: 0, wrong: new Set() };
  await ApiJourney.run(product, room, 'five_step', unfinished, true);
  expect('a session that does not end', false, unfinished.wrong.has('five_step: it does not end'));

  const play = await room.begin('five_step');
  const lead = room.members[0]!.session;
  await play.skipTo(lead, 'core');
  const [leads, writes] = [seats[0]!, seats[3]!];
  for (const { page } of [leads, writes]) {
    await page.goto(`/sessies/${play.id}`);
    await page.locator('main h1').waitFor();
  }
  const field = writes.page.getByRole('region', { name: t('intervision.note'), exact: true }).getByRole('textbox');
  await field.waitFor();
  const tree = async (): Promise<string[]> => (await readTree(writes.page, writes.cdp)).problems;

  const right = await tree();
  await writes.page.evaluate(`document.querySelector('main textarea').removeAttribute('aria-label')`);
  await writes.page.evaluate(`document.querySelector('main textarea').removeAttribute('placeholder')`);
  expect('a field without a label', right.length > 0, (await tree()).some((problem) => problem.startsWith('textbox without a name')));

  const primary = leads.page.locator('[data-primary] button').first();
  const reached = (): Promise<boolean> => new Keys(leads.page).reach(primary).then(() => true, () => false);
  const before = await reached();
  await leads.page.evaluate(`document.querySelector('[data-primary] button').tabIndex = -1; document.activeElement.blur()`);
  expect('a button that the keys do not reach', !before, !(await reached()));

  // a page takes no styles that are put into it, but its own can be changed
  await leads.page.evaluate(`document.querySelector('[data-primary] button').tabIndex = 0; for (const one of document.querySelectorAll('*')) for (const kind of ['outline', 'box-shadow']) one.style.setProperty(kind, 'none', 'important')`);
  const unseen: string[] = [];
  await new Keys(leads.page, (name) => unseen.push(name)).reach(primary).catch(() => undefined);
  expect('a keyboard that cannot be seen', false, unseen.length > 0);

  for (const { page } of [leads, writes]) await listenAloud(page);
  await writes.page.evaluate(`document.querySelectorAll('[aria-live=assertive]').forEach((one) => { one.removeAttribute('aria-live'); one.removeAttribute('role'); })`);
  await play.skipTo(lead, 'advice');
  const assertive = async ({ page }: Seat): Promise<boolean> => {
    await page.getByRole('heading', { level: 1 }).waitFor();
    for (let tries = 0; tries < 60; tries += 1) {
      if ((await takeSaid(page)).some(({ politeness }) => politeness === 'assertive')) return true;
      await page.waitForTimeout(30);
    }
    return false;
  };
  expect('a phase that is not said', !(await assertive(leads)), !(await assertive(writes)));
  return { ok: found.length === 5, what: `on screens with faults, found: ${found.join('; ')}` };
}
