import { describe, expect, it } from '@jest/globals';
import { bodyFits } from './entry-body.js';

const field = (key: string) => ({ key, nl: key, en: key });

describe('the body of an entry', () => {
  it('is any text where the phase has no fields', () => {
    expect(bodyFits({ input: 'questions', fields: [] }, 'Wat gebeurde er?')).toBe(true);
  });

  it('has the fields of the grid and no others, each a text', () => {
    const grid = { input: 'grid', fields: [field('fact'), field('feeling')] } as const;
    expect(bodyFits(grid, '{"fact":"Het was stil"}')).toBe(true);
    expect(bodyFits(grid, '{"fact":"Het was stil","other":"x"}')).toBe(false);
    expect(bodyFits(grid, '{"fact":1}')).toBe(false);
    expect(bodyFits(grid, '{}')).toBe(false);
    expect(bodyFits(grid, '["fact"]')).toBe(false);
    expect(bodyFits(grid, 'Het was stil')).toBe(false);
  });

  it('of an action says what, who and when', () => {
    expect(bodyFits({ input: 'actions', fields: [] }, '{"what":"Bellen","owner":"Sanne","due":"maandag"}')).toBe(true);
  });
});
