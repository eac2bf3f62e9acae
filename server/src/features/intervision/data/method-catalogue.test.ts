import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { loadMethodCatalogue, methodCatalogueFile } from './method-catalogue.js';


// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a raw file that the tests damage on purpose
type Raw = any;
const shipped: Raw = parse(readFileSync(new URL('../../../../catalogue/intervision-methods.yaml', import.meta.url), 'utf8'));

/** Reads the shipped file after damaging it, and returns what is said about it. */
function refusals(damage: (raw: Raw) => void): string[] {
  const raw: Raw = structuredClone(shipped);
  damage(raw);
  const result = methodCatalogueFile.safeParse(raw);
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const method = (raw: Raw, key: string): Raw => raw.methods.find((each: Raw) => each.key === key);
const phase = (raw: Raw, key: string, name: string): Raw => method(raw, key).phases.find((each: Raw) => each.key === name);

describe('the shipped methods', () => {
  const catalogue = loadMethodCatalogue();

  it('load, all nineteen', () => {
    expect(catalogue.methods.map(({ key }) => key)).toHaveLength(19);
    expect(catalogue.frame.open.map(({ key }) => key)).toEqual(['arrive', 'lookback', 'pitches', 'choose', 'method']);
    expect(catalogue.frame.close.at(-1)!.items).toHaveLength(7);
  });

  it('are in the words of the domain', () => {
    const tenStep = catalogue.methods.find(({ key }) => key === 'ten_step')!;
    expect(tenStep.phases[3]).toMatchObject({ shows: 'write_questions', showsRatings: 'rate_questions', orderByRating: ['lukewarm', 'warm', 'cold'], present: 'one_by_one' });
    expect(catalogue.methods.find(({ key }) => key === 'troika')).toMatchObject({ coreMinutesPerRound: 12, short: { subgroupSize: 3 }, subgroup: { allow: [3, 4] } });
    expect(catalogue.frame.open[3]!.ballot).toMatchObject({ from: 'pitches', choices: 2, skipBelow: 2 });
    expect(catalogue.chooser[0]).toMatchObject({ if: { minutesAvailableBelow: 50 }, onlyThese: true, frame: 'short' });
  });
});

describe('a broken catalogue is refused with a sentence that says where', () => {
  it.each<[string, (raw: Raw) => void, string]>([
    ['minutes that do not add up', (raw) => (phase(raw, 'five_step', 'core').min = 7), 'method five_step: the minutes add up to 41, and core_min says 40'],
    ['short minutes that do not add up', (raw) => (method(raw, 'troika').short.min.share = 3), 'method troika: the minutes add up to 36, and short.core_min says 33'],
    ['short minutes of a stranger', (raw) => (method(raw, 'five_step').short.min.extra = 1), 'method five_step: short.min names extra, which does not exist'],
    ['a frame that does not add up', (raw) => (raw.frame.open[0].min = 5), 'frame: the minutes add up to 19, and open_min says 18'],
    ['a short frame that does not add up', (raw) => (raw.frame_short.min.learned = 4), 'frame_short: the minutes add up to 8, and close_min says 7'],
    ['a phase that is there twice', (raw) => (phase(raw, 'gossip', 'review').key = 'gossip'), 'method gossip: gossip is there twice, so that the second cannot be reached'],
    ['shows a later phase', (raw) => (phase(raw, 'incident', 'info').shows = 'position'), 'method incident, phase info: shows position, which is not an earlier phase'],
    ['shows without saying how', (raw) => delete phase(raw, 'dilemma', 'compare').present, 'method dilemma, phase compare: shows own_choice without saying how (present)'],
    ['sealed for ever', (raw) => delete phase(raw, 'balint', 'judge_round').shows, 'method balint, phase judge: is written unseen, and no later phase shows it'],
    ['a reveal of nothing', (raw) => (phase(raw, 'gossip', 'question').reveal = 'inside'), 'method gossip, phase question: reveals inside, and nothing in it is sealed'],
    ['too few people for the roles', (raw) => (method(raw, 'balint').group.min = 5), 'method balint: group.min is 5, and its roles need 6 people'],
    ['options from nowhere', (raw) => (phase(raw, 'socratic', 'choose').options_phase = 'claim'), 'method socratic, phase choose: takes its options from claim, which is not an earlier phase'],
    ['options without modules', (raw) => delete method(raw, 'kollegiale_beratung').modules, 'method kollegiale_beratung, phase module: takes its options from modules, and the method has none'],
    ['a vote without a ballot', (raw) => delete phase(raw, 'socratic', 'choose').ballot_nl, 'method socratic, phase choose: is a vote without options_from, choices and a ballot'],
    ['a nameless author as contributor', (raw) => (phase(raw, 'socratic', 'examples').names = 'author_choice'), 'method socratic, phase choose: makes the author of a card the contributor, and the cards have no names'],
    ['a phase before its contributor', (raw) => Object.assign(phase(raw, 'socratic', 'question'), { writer: 'contributor' }), 'method socratic, phase question: cannot be reached: it needs the contributor, who is made later'],
    ['a field without a label', (raw) => phase(raw, 'tuning', 'write').fields.push('tepid'), 'method tuning, phase write: has the field tepid, which has no label'],
    ['no writer', (raw) => delete phase(raw, 'reteaming', 'progress').writer, 'method reteaming, phase progress: enters scale without naming the writer'],
    ['a silent writer', (raw) => (phase(raw, 'gossip', 'reaction').contrib = 'listens'), 'method gossip, phase reaction: nobody may write: the contributor is the writer and is silent'],
    ['a group that talks over someone', (raw) => (phase(raw, 'gossip', 'gossip').contrib = 'speaks'), 'method gossip, phase gossip: the group speaks without the contributor, who is not silent'],
    ['an unknown rating scale', (raw) => (phase(raw, 'ten_step', 'rate_problem').rating_scale = 'stars'), 'method ten_step, phase rate_problem: rates on stars, which is not a rating scale'],
    ['an order that is not on the scale', (raw) => phase(raw, 'ten_step', 'answer').order_by_rating.push('hot'), 'method ten_step, phase answer: orders by hot, which is not on the scale'],
    ['questions without a limit', (raw) => delete phase(raw, 'gossip', 'explore').maxEach, 'method gossip, phase explore: asks for questions without maxEach'],
    ['an unknown tag', (raw) => method(raw, 'troika').suits.push('sunny'), 'method troika: suits names sunny, which does not exist'],
    ['days that do not add up', (raw) => (method(raw, 'heilsbronn').async_profile.phase_days.ask = 4), 'method heilsbronn: the days add up to 13, and async_profile.total_days says 12'],
    ['a chooser that names a stranger', (raw) => raw.chooser.rules[6].suggest.push('magic'), 'chooser, rule 7: suggest names magic, which does not exist'],
    ['writing where it cannot', (raw) => raw.chooser.rules.at(-1).suggest.push('balint'), `chooser, rule ${shipped.chooser.rules.length}: suggests balint in writing, which cannot run in writing`],
  ])('%s', (_fault, damage, sentence) => {
    expect(refusals(damage)).toContain(sentence);
  });

  it.each<[string, (raw: Raw) => void, RegExp]>([
    ['a word the engine does not know', (raw) => (phase(raw, 'gossip', 'gossip').speak = 'whisper'), /^method gossip, phase gossip\.speak: /],
    ['a setting the engine does not know', (raw) => (phase(raw, 'gossip', 'gossip').volume = 3), /^method gossip, phase gossip: .*volume/],
    ['a sentence in one language', (raw) => delete phase(raw, 'gossip', 'gossip').do_en, /^method gossip, phase gossip\.do_en: /],
    ['an explanation that is missing', (raw) => delete raw.enums.speak.pairs, /^enums\.speak\.pairs: /],
    ['a frame phase', (raw) => (raw.frame.open[1].contrib = 'sings'), /^frame, phase lookback\.contrib: /],
  ])('%s', (_fault, damage, sentence) => {
    expect(refusals(damage)).toEqual([expect.stringMatching(sentence)]);
  });
});
