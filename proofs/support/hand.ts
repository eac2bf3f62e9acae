import type { Locator, Page } from 'playwright-core';

/** How somebody works a screen. */
export interface Hand {
  press(button: Locator): Promise<void>;
  type(field: Locator, words: string): Promise<void>;
  /** a radio or a box that is ticked */
  mark(box: Locator): Promise<void>;
  choose(list: Locator, value: string): Promise<void>;
}

/** With a mouse or a finger. A box may be drawn by its label. */
export const pointer: Hand = {
  press: (button) => button.click(),
  type: (field, words) => field.fill(words),
  mark: (box) => box.locator('xpath=ancestor::label[1]').click(),
  choose: async (list, value) => void (await list.selectOption(value)),
};

interface Look {
  there: boolean;
  exactly: boolean;
  seen: boolean;
  name: string;
}

/** Runs in the page: whether the keyboard stands at an element (or in its group of radios), and whether one can see where it stands. */
const look = new Function(
  'target',
  `
  const at = document.activeElement;
  if (!at || at === document.body) return { there: false, exactly: false, seen: true, name: '' };
  const shows = (one) => { const style = getComputedStyle(one); return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'; };
  const own = at.getBoundingClientRect();
  const drawn = own.width > 1 && own.height > 1 ? at : at.closest('label') ?? at.parentElement;
  const box = drawn.getBoundingClientRect();
  const around = [at, drawn, at.parentElement, at.nextElementSibling, ...drawn.querySelectorAll('span'), at.closest('section, fieldset')].filter(Boolean);
  const middle = document.elementFromPoint(Math.min(innerWidth - 1, Math.max(0, box.x + box.width / 2)), Math.min(innerHeight - 1, Math.max(0, box.y + Math.min(box.height / 2, 20))));
  const reached = middle !== null && (drawn.contains(middle) || middle.contains(drawn));
  const exactly = at === target;
  return {
    exactly,
    there: exactly || (target.type === 'radio' && at.type === 'radio' && at.name === target.name),
    // what has the focus without the keyboard's help (a heading after a phase) needs no ring
    seen: !at.matches(':focus-visible') || at.tagName === 'H1' || at.id === 'main' || (around.some(shows) && reached),
    name: (at.getAttribute('aria-label') || at.textContent || at.getAttribute('name') || at.tagName).trim().slice(0, 60),
  };`,
) as (target: unknown) => Look;

/** With the keys alone: Tab to get there, Enter, Space and arrows. Nothing else of a screen is touched. */
export class Keys implements Hand {
  /** times that Tab was pressed */
  stops = 0;

  /** @param unseen told of a stop at which one cannot see where the keyboard stands */
  constructor(
    private readonly page: Page,
    private readonly unseen: (name: string) => void = () => undefined,
  ) {}

  private look = (target: Locator): Promise<Look> => target.evaluate(look);

  /** @throws Error where Tab does not lead there */
  async reach(target: Locator, most = 90): Promise<void> {
    for (let stop = 0; stop < most; stop += 1) {
      const here = await this.look(target);
      if (!here.seen) this.unseen(here.name);
      if (here.there) return;
      this.stops += 1;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`${most} times Tab does not lead to ${String(target)}`);
  }

  async press(button: Locator): Promise<void> {
    await this.reach(button);
    await this.page.keyboard.press('Enter');
  }

  async type(field: Locator, words: string): Promise<void> {
    await this.reach(field);
    await this.page.keyboard.insertText(words);
  }

  async mark(box: Locator): Promise<void> {
    await this.reach(box);
    for (let more = 0; more < 12 && !(await this.look(box)).exactly; more += 1) await this.page.keyboard.press('ArrowDown');
    if (!(await box.isChecked())) await this.page.keyboard.press('Space');
  }

  async choose(list: Locator, value: string): Promise<void> {
    await this.reach(list);
    for (const key of ['ArrowDown', 'ArrowUp']) for (let more = 0; more < 20 && (await list.inputValue()) !== value; more += 1) await this.page.keyboard.press(key);
  }
}
