import { describe, expect, it } from '@jest/globals';
import { loadMethodCatalogue } from '../data/method-catalogue.js';
import { chooseMethods, type Situation } from './choose-methods.js';

const catalogue = loadMethodCatalogue();
const usual: Situation = { minutes: 120, people: 6, groupSessions: 10, caseTags: [], audiences: [], cannotMeet: false };
const choose = (more: Partial<Situation>) => chooseMethods(catalogue, { ...usual, ...more });
const suggested = (more: Partial<Situation>): string[] => choose(more).filter(({ reasons }) => reasons.length > 0).map(({ method }) => method);
const offered = (more: Partial<Situation>): string[] => choose(more).map(({ method }) => method);

describe('the chooser of methods', () => {
  it.each<[string, Partial<Situation>, string]>([
    ['a moral question', { caseTags: ['moral_question'] }, 'dilemma'],
    ['a value to examine', { minutes: 130, caseTags: ['value_question'] }, 'socratic'],
    ['a product or plan', { caseTags: ['product_or_plan'] }, 'tuning'],
    ['irritation', { caseTags: ['irritation'] }, 'core_quadrants'],
    ['a blind spot', { caseTags: ['blind_spot'] }, 'gossip'],
    ['a team goal', { caseTags: ['team_goal'] }, 'reteaming'],
    ['one concrete event', { caseTags: ['concrete_event'] }, 'incident'],
    ['something that worked', { caseTags: ['success_story'] }, 'appreciative'],
  ])('%s', (_case, more, method) => {
    expect(suggested(more)[0]).toBe(method);
  });

  it('reckons with the whole session and says when it takes the short frame', () => {
    const at = (minutes: number, method: string) => choose({ minutes }).find((each) => each.method === method);
    expect(at(90, 'incident')).toMatchObject({ frame: 'full', profile: 'normal', minutes: 90 });
    expect(at(85, 'incident')).toMatchObject({ frame: 'short', minutes: 75 });
    expect(at(74, 'incident')).toBeUndefined();
    expect(at(60, 'five_step')).toMatchObject({ frame: 'short', profile: 'normal', minutes: 55 });
    expect(at(48, 'five_step')).toMatchObject({ frame: 'short', profile: 'short', minutes: 47 });
    expect(at(48, 'troika')).toMatchObject({ minutes: 48 });
    expect(at(47, 'troika')).toBeUndefined();
  });

  it('never offers what does not fit', () => {
    for (let minutes = 20; minutes <= 180; minutes++) for (const each of choose({ minutes })) expect(each.minutes).toBeLessThanOrEqual(minutes);
    for (let people = 2; people <= 14; people++)
      for (const { method } of choose({ people, minutes: 180 })) {
        const { group } = catalogue.methods.find(({ key }) => key === method)!;
        expect(people >= group.min && people <= group.max).toBe(true);
      }
  });

  it('under fifty minutes only three methods', () => {
    expect(offered({ minutes: 48 }).sort()).toEqual(['five_step', 'reflecting_team', 'troika']);
    expect(offered({ minutes: 30 })).toEqual([]);
  });

  it('what a rule blocks no other rule brings back', () => {
    expect(offered({ people: 5, groupSessions: 1, audiences: ['school_leader'] })).not.toContain('u_clinic');
    expect(offered({ people: 5, audiences: ['school_leader'] })).toContain('u_clinic');
  });

  it('does not offer what the method says to avoid', () => {
    expect(offered({ caseTags: ['strong_emotion', 'emotional_case'] })).not.toContain('five_step');
    expect(offered({ groupSessions: 0 })).not.toContain('gossip');
  });

  it('two walk, three can also do troika', () => {
    expect(offered({ people: 2 })).toEqual(['walk_talk']);
    expect(suggested({ people: 3 }).slice(0, 2).sort()).toEqual(['troika', 'walk_talk']);
    expect(choose({ people: 2 })[0]!.reasons).toContainEqual({ rule: expect.any(Number), note: expect.objectContaining({ nl: expect.stringContaining('wandelintervisie') }) });
    expect(offered({ people: 5 })).not.toContain('troika');
  });

  it('who cannot meet writes', () => {
    const written = choose({ cannotMeet: true, minutes: 0 });
    expect(written.every((each) => each.written && each.minutes === null)).toBe(true);
    expect(written.slice(0, 3).map(({ method }) => method).sort()).toEqual(['five_step', 'heilsbronn', 'ten_step']);
    expect(written.map(({ method }) => method)).not.toContain('balint');
  });
});
