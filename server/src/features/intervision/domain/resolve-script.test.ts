import { describe, expect, it } from '@jest/globals';
import { loadMethodCatalogue } from '../data/method-catalogue.js';
import { methodNamed } from './method.js';
import { phaseMinutes, resolveScript, type ScriptChoices } from './resolve-script.js';
import { contributorFrom, totalMinutes, type Script } from './script.js';
import { divide } from './subgroups.js';
import { lastDays, withDeadlines, workingDaysAfter } from './written-deadlines.js';

const catalogue = loadMethodCatalogue();
const plain: ScriptChoices = { frame: 'full', profile: 'normal', written: false, people: 6, previousContributor: true, caseChosen: false, options: null, minutes: {} };

const resolve = (key: string, more: Partial<ScriptChoices> = {}) => resolveScript(catalogue, methodNamed(catalogue, key), { ...plain, ...more });
function script(key: string, more: Partial<ScriptChoices> = {}): Script {
  const result = resolve(key, more);
  if (!result.ok) throw new Error(result.refusal);
  return result.script;
}
const ids = (of: Script): string[] => of.phases.map(({ id }) => id);
const phase = (of: Script, id: string) => of.phases.find((each) => each.id === id)!;

describe('the script of one session', () => {
  it.each<[string, number, boolean]>(catalogue.methods.map(({ key, coreMinutes, subgroup, contributorFrom: made }) => [key, coreMinutes, subgroup !== null || made !== null]))(
    '%s: frame around method, minutes together, indices in order',
    (key, core, nothingToChoose) => {
      const made = script(key);
      expect(totalMinutes(made)).toBe(core + 30 - (nothingToChoose ? 7 : 0));
      expect(made.phases.map(({ index }) => index)).toEqual([...made.phases.keys()]);
      expect(new Set(ids(made)).size).toBe(made.phases.length);
      expect(JSON.parse(JSON.stringify(made))).toEqual(made);
      for (const each of made.phases) {
        if (each.shows !== null) expect(each.shows).toBeLessThan(each.index);
        expect(each.reveal === null).toBe(!each.sealed);
        expect(each.writer === null).toBe(each.input === 'none');
      }
    },
  );

  it('takes fewer minutes with the short frame and the short profile', () => {
    expect(totalMinutes(script('five_step', { frame: 'short' }))).toBe(55);
    expect(totalMinutes(script('five_step', { frame: 'short', profile: 'short' }))).toBe(47);
    expect(totalMinutes(script('reflecting_team', { frame: 'short', profile: 'short' }))).toBe(47);
    expect(resolve('balint', { profile: 'short' })).toEqual({ ok: false, refusal: 'NO_SHORT_PROFILE' });
  });

  it('leaves out what does not apply', () => {
    expect(ids(script('gossip')).slice(0, 5)).toEqual(['open.arrive', 'open.lookback', 'open.pitches', 'open.choose', 'open.method']);
    expect(ids(script('gossip', { previousContributor: false }))).not.toContain('open.lookback');
    expect(ids(script('gossip', { caseChosen: true }))).toContain('open.pitches');
    expect(ids(script('gossip', { caseChosen: true }))).not.toContain('open.choose');
    expect(ids(script('gossip', { options: 1 }))).not.toContain('open.choose');
    expect(ids(script('gossip', { options: 2 }))).toContain('open.choose');
    expect(ids(script('socratic')).filter((id) => id.endsWith('choose'))).toEqual(['core.choose']);
  });

  it('takes minutes that were changed beforehand, within bounds', () => {
    expect(phase(script('gossip', { minutes: { 'core.gossip': 20 } }), 'core.gossip').minutes).toBe(20);
    for (const minutes of [0, phaseMinutes.most + 1, 2.5])
      expect(resolve('gossip', { minutes: { 'core.gossip': minutes } })).toEqual({ ok: false, refusal: 'MINUTES_OUT_OF_BOUNDS', phase: 'core.gossip' });
    expect(resolve('gossip', { minutes: { 'core.dance': 5 } })).toEqual({ ok: false, refusal: 'UNKNOWN_PHASE', phase: 'core.dance' });
  });

  it('says of every sealed text when it opens', () => {
    const incident = script('incident');
    expect(phase(incident, 'core.write_questions')).toMatchObject({ sealed: true, reveal: 'later', names: 'author_choice', maxEach: 2, writer: 'each' });
    expect(phase(incident, 'core.info')).toMatchObject({ sealed: false, shows: phase(incident, 'core.write_questions').index, present: 'one_by_one' });
    expect(phase(script('five_step'), 'core.core')).toMatchObject({ sealed: true, reveal: 'inside', present: 'together' });
    expect(phase(script('five_step', { written: true }), 'core.core')).toMatchObject({ reveal: 'at_end', present: 'together' });
  });

  it('carries what the phase needs: scale, options, fields, items', () => {
    const tenStep = script('ten_step');
    expect(phase(tenStep, 'core.rate_questions').ratingScale.map(({ key }) => key)).toEqual(['warm', 'lukewarm', 'cold']);
    expect(phase(tenStep, 'core.answer')).toMatchObject({ showsRatings: phase(tenStep, 'core.rate_questions').index, orderByRating: ['lukewarm', 'warm', 'cold'] });
    expect(phase(tenStep, 'open.choose').ballot).toMatchObject({ phase: phase(tenStep, 'open.pitches').index, choices: 2, skipBelow: 2 });
    expect(phase(script('kollegiale_beratung'), 'core.module').ballot!.options).toHaveLength(8);
    expect(phase(script('tuning'), 'core.write').fields).toEqual([expect.objectContaining({ key: 'warm', nl: 'Warm: wat sterk is' }), expect.objectContaining({ key: 'cool' })]);
    const survey = phase(tenStep, 'close.evaluate');
    expect(survey).toMatchObject({ maxEach: 1, names: 'nameless' });
    expect([survey.items.length, survey.contributorItems.length]).toEqual([7, 3]);
  });

  it('knows from which phase on there must be a contributor', () => {
    const at = (made: Script): string | undefined => made.phases[contributorFrom(made)!]?.id;
    expect(at(script('gossip'))).toBe('core.question');
    expect(at(script('socratic'))).toBe('core.clarify');
    expect(contributorFrom(script('troika'))).toBeNull();
  });

  it('troika: a round per person, as many as the largest group has', () => {
    const trios = script('troika');
    expect(trios.subgroups).toEqual([3, 3]);
    expect(trios.phases.filter(({ key }) => key === 'share').map(({ id, round }) => [id, round])).toEqual([['core.share.1', 1], ['core.share.2', 2], ['core.share.3', 3]]);
    expect(script('troika', { people: 7 }).phases.filter(({ key }) => key === 'share')).toHaveLength(4);
    expect(resolve('troika', { people: 5 })).toEqual({ ok: false, refusal: 'NO_SUBGROUPS' });
    expect(totalMinutes(script('troika', { frame: 'short', profile: 'short', previousContributor: false }))).toBe(33 + 15 - 2 - 3);
    expect(resolve('troika', { people: 7, profile: 'short' })).toEqual({ ok: false, refusal: 'NO_SUBGROUPS' });
    expect(phase(trios, 'close.intention')).toMatchObject({ writer: 'each', speak: 'round' });
  });

  it('walk and talk: pairs, and what a trio does differently', () => {
    expect(phase(script('walk_talk', { people: 2 }), 'core.walk_a').trioNote).toBeNull();
    const five = script('walk_talk', { people: 5 });
    expect(five.subgroups).toEqual([3, 2]);
    expect(phase(five, 'core.walk_a').trioNote!.nl).toContain('drie beurten');
    expect(phase(five, 'core.harvest').trioNote).toBeNull();
  });
});

describe('subgroups', () => {
  it.each([
    [6, { size: 3, allow: [3, 4] }, [3, 3]],
    [7, { size: 3, allow: [3, 4] }, [4, 3]],
    [8, { size: 3, allow: [3, 4] }, [4, 4]],
    [10, { size: 3, allow: [3, 4] }, [4, 3, 3]],
    [5, { size: 3, allow: [3, 4] }, null],
    [7, { size: 2, allow: [2, 3] }, [3, 2, 2]],
    [1, { size: 2, allow: [2, 3] }, null],
  ])('%i people in %j: %j', (people, subgroup, sizes) => {
    expect(divide(people, subgroup)).toEqual(sizes);
  });
});

describe('in writing', () => {
  const written = script('heilsbronn', { written: true });

  it('method and closing, in working days; the own profile of a method goes before the defaults', () => {
    expect(written.phases.filter(({ section }) => section === 'core').map(({ days }) => days)).toEqual([1, 1, 3, 2, 1, 2, 1, 1]);
    expect(written.phases.map(({ section }) => section)).not.toContain('open');
    expect(phase(script('ten_step', { written: true }), 'core.last_questions').days).toBe(3);
    expect(ids(script('tuning', { written: true }))).not.toContain('core.examine');
    expect(resolve('balint', { written: true })).toEqual({ ok: false, refusal: 'NOT_IN_WRITING' });
  });

  it('deadlines are agreed beforehand and skip weekends and holidays', () => {
    const holidays = new Set(['2026-10-12', '2026-10-13']);
    const isWorkingDay = (day: string): boolean => ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay()) && !holidays.has(day);
    expect(workingDaysAfter('2026-10-08', 2, isWorkingDay)).toBe('2026-10-14');
    const days = lastDays(written, '2026-10-08', { isWorkingDay });
    expect(days.slice(0, 3)).toEqual(['2026-10-09', '2026-10-14', '2026-10-19']);
    const endOf = (day: string): number => Date.parse(`${day}T15:00:00Z`);
    expect(withDeadlines(written, days, { endOf }).phases.map(({ deadline }) => deadline)).toEqual(days.map(endOf));
    expect(written.phases[0]!.deadline).toBeNull();
    expect(withDeadlines(script('gossip'), [], { endOf })).toEqual(script('gossip'));
    expect(() => workingDaysAfter('2026-10-08', 1, () => false)).toThrow('no 1 working days');
  });
});
