import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { costPerPhase, firstYearMinutes, hoursOf } from '../domain/cost.js';
import { lineageFaults } from '../domain/protocol-faults.js';
import { render } from '../domain/render.js';
import { loadProtocolCatalogue, loadProtocolChanges, protocolCatalogueFile, protocolChangesFile } from './protocol-catalogue.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a raw file that the tests damage on purpose
type Raw = any;
const fileOf = (name: string): Raw => parse(readFileSync(new URL(`../../../../catalogue/${name}.yaml`, import.meta.url), 'utf8'));
const shipped = fileOf('coaching-protocols');
const shippedChanges = fileOf('coaching-protocol-3.2-changes');
const catalogue = loadProtocolCatalogue();
const changes = loadProtocolChanges(catalogue.base);

const sentences = (result: { success: boolean; error?: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } | undefined }): string[] =>
  (result.error?.issues ?? []).map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);

function refusals(damage: (raw: Raw) => void): string[] {
  const raw = structuredClone(shipped);
  damage(raw);
  return sentences(protocolCatalogueFile.safeParse(raw));
}
function changeRefusals(damage: (raw: Raw) => void): string[] {
  const raw = structuredClone(shippedChanges);
  damage(raw);
  return sentences(protocolChangesFile(catalogue.base).safeParse(raw));
}
const activity = (raw: Raw, uid: string): Raw => raw.protocol.activities.find((each: Raw) => each.uid === uid);
const change = (raw: Raw, id: string): Raw => raw.change_set.changes.find((each: Raw) => each.id === id);

describe('the shipped protocols', () => {
  it('load with everything in them', () => {
    expect(catalogue.base).toMatchObject({ key: 'oost-starters-po', version: '3.1', lengthYears: 3 });
    expect(catalogue.base.phases).toHaveLength(6);
    expect(catalogue.norms).toHaveLength(shipped.norms.length);
    expect(catalogue.rules.map(({ key }) => key)).toContain('part_time_rhythm');
    expect(catalogue.overlays.map(({ key }) => key)).toEqual(['oost-starters-vo', 'oost-starters-mbo']);
    expect(catalogue.variants.map(({ key }) => key)).toEqual(['school-leader', 'side-entrant', 'teaching-assistant', 'ib']);
    expect(changes.changes).toHaveLength(14);
    expect(changes.adaptations.map(({ key, ops }) => `${key} ${ops.length}`)).toEqual(['beekdal 7', 'bargerveld 6', 'esrand 4']);
    expect(changes.localisations.map(({ key, base }) => `${key} on ${base.key}@${base.version}`)).toEqual(['de-esdoorn on beekdal@3.1-b']);
  });

  it('cost what the table of domain.md §3.3 says', () => {
    const rows = costPerPhase(catalogue.base).map((row) => [row.phase, row.instances, ...[row.starterMinutes, row.coachMinutes, row.leaderMinutes, row.optionalMinutes].map(hoursOf)]);
    expect(rows).toEqual([
      ['before', 7, 3, 0.5, 1.5, 0],
      ['week1', 8, 2.4, 1, 0.5, 0],
      ['days100', 26, 16.2, 8.8, 0.8, 0],
      ['year1', 26, 23.8, 8, 1.5, 3],
      ['year2', 29, 24, 9, 0.5, 3],
      ['year3', 23, 14.5, 5, 2, 8.2],
    ]);
    expect(hoursOf(firstYearMinutes(catalogue.base))).toBe(45.4);
    const year = costPerPhase(catalogue.base).slice(0, 4);
    expect([year.reduce((sum, row) => sum + row.instances, 0), ...(['coachMinutes', 'leaderMinutes'] as const).map((who) => hoursOf(year.reduce((sum, row) => sum + row[who], 0)))]).toEqual([67, 18.2, 4.2]);
  });

  it('give a variant the phases, activities and completion of its own', () => {
    const leaders = catalogue.variants[0]!;
    expect(leaders.phases.map(({ key }) => key)).toEqual(['before', 'week1', 'days100', 'year1', 'year2']);
    expect(leaders.activities.find(({ uid }) => uid === 'A07')).toEqual(catalogue.base.activities.find(({ uid }) => uid === 'A07'));
    expect(leaders.completion.needsDone).toEqual(['L11']);
    expect(leaders.roles.coach!.en).toBe('experienced school leader of another foundation');
  });

  it('give a sector what its overlay says, and an adaptation what a school adds to it', () => {
    const mbo = render(catalogue.base, { layer: 'region', ops: catalogue.overlays[1]!.ops });
    expect(mbo.activities.find(({ uid }) => uid === 'A04')).not.toHaveProperty('norm');
    expect(mbo.activities.some(({ uid }) => uid === 'A05')).toBe(false);
    expect(mbo.roles.leader).toEqual({ nl: 'teamleider', en: 'team leader' });
    const school = render(catalogue.base, { layer: 'foundation', ops: changes.adaptations[0]!.ops }, { layer: 'school', ops: changes.localisations[0]!.ops });
    const find = (uid: string) => school.activities.find((each) => each.uid === uid);
    expect(find('C04')).toMatchObject({ role: 'colleague', at: { sw: 6 } });
    expect(find('A06')!.files.map(({ layer }) => layer)).toEqual(['foundation', 'school']);
    expect([find('K01')!.addedBy, find('X01')!.addedBy, find('C03')]).toEqual(['foundation', 'school', undefined]);
  });
});

describe('a broken protocol is refused with a sentence that says where', () => {
  it.each<[string, (raw: Raw) => void, string]>([
    ['a uid that is there twice', (raw) => (activity(raw, 'B01').uid = 'A01'), 'protocol, A01, uid: is there twice'],
    ['a phase that does not exist', (raw) => (activity(raw, 'C01').phase = 'autumn'), 'protocol, C01, phase: is in the phase autumn, which does not exist'],
    ['a theme that does not exist', (raw) => (activity(raw, 'C01').theme = 'fun'), 'protocol, C01, theme: has the theme fun, which does not exist'],
    ['a type that does not exist', (raw) => (activity(raw, 'C01').type = 'party'), 'protocol, C01, type: has the type party, which does not exist'],
    ['a role that does not exist', (raw) => (activity(raw, 'C01').role = 'wizard'), 'protocol, C01, role: names the role wizard, which does not exist'],
    ['somebody with a role that does not exist', (raw) => activity(raw, 'C01').with.push('wizard'), 'protocol, C01, with: names the role wizard, which does not exist'],
    ['a norm that does not exist', (raw) => (activity(raw, 'A04').norm = 'wish'), 'protocol, A04, norm: names the norm wish, which does not exist'],
    ['adapt names a field that is not there', (raw) => activity(raw, 'B03').adapt.push('text'), 'protocol, B03, adapt: adapt names text, which the activity does not have'],
    ['bounds on a locked field', (raw) => (activity(raw, 'C01').adapt = ['count', 'minutes']), 'protocol, C01, bounds.every: bounds every, which adapt does not name'],
    ['bounds the wrong way round', (raw) => (activity(raw, 'C01').bounds.count = [7, 4]), 'protocol, C01, bounds.count: has its lower end above its upper end'],
    ['a value outside its own bounds', (raw) => (activity(raw, 'C01').minutes = 75), 'protocol, C01, minutes: is outside its own bounds'],
    ['a count without every', (raw) => delete activity(raw, 'C01').every, 'protocol, C01, every: a count above 1 needs every'],
    ['a count that may be raised without every', (raw) => delete activity(raw, 'C03').every, 'protocol, C03, every: a count that may be raised above 1 needs every'],
    ['a first time outside the phase', (raw) => (activity(raw, 'C08').at = { sw: 15 }), 'protocol, C08, at: lies outside the phase days100'],
    ['a rhythm of nothing', (raw) => (activity(raw, 'C07').every = { sw: 0 }), 'protocol, C07, every: is less than 1'],
    ['a rhythm in another unit', (raw) => (activity(raw, 'C07').every = { d: 7 }), 'protocol, C07, every: counts in another unit than at'],
    ['more times than fit', (raw) => (activity(raw, 'C07').count = 14), 'protocol, C07, count: 14 times do not fit the phase days100'],
    ['a highest count that does not fit', (raw) => (activity(raw, 'C01').bounds.count = [4, 14]), 'protocol, C01, bounds.count: the highest count: 14 times do not fit the phase days100'],
    ['content in appraisal', (raw) => (activity(raw, 'F06').artefact = 'report'), 'protocol, F06, space: appraisal keeps only fact and date (artefact date_only), and nothing else does'],
    ['completion by a stranger', (raw) => raw.protocol.completion.needs_done.push('Q01'), 'protocol, completion, needs_done: names Q01, which does not exist'],
    ['other fields than the product knows', (raw) => raw.protocol.fields.optional.push('mood'), 'protocol, fields: names other fields than uid, phase, theme, type, nl, en, role, with, at, count, minutes, artefact, space, status, adapt, every, text, method_hint, instrument, norm, bounds'],
    ['an overlay on a missing uid', (raw) => (raw.overlays[0].ops[2].uid = 'A99'), 'overlay oost-starters-vo, A99, uid: does not exist'],
    ['an overlay that adds what is there', (raw) => (raw.overlays[0].ops[3].activity.uid = 'A01'), 'overlay oost-starters-vo, A01, uid: is there already'],
    ['an overlay that renames nobody', (raw) => (raw.overlays[0].rename_roles.wizard = { nl: 'a', en: 'b' }), 'overlay oost-starters-vo, wizard, role: is a role that does not exist'],
    ['a variant with a stranger', (raw) => raw.variants[0].include.push('A99'), 'variant school-leader, A99, include: is not in the base'],
    ['a variant with a phase of nobody', (raw) => raw.variants[0].phases.push('year9'), 'variant school-leader, year9, phases: is not in the base'],
    ['a variant on a version that does not exist', (raw) => (raw.variants[0].base.version = '9.9'), 'school-leader@3.1, base: is built on a version that does not exist'],
    ['a variant on itself', (raw) => (raw.variants[0].base = { key: 'school-leader', version: '3.1' }), 'school-leader@3.1, base: is built on itself, through school-leader@3.1'],
  ])('%s', (_fault, damage, sentence) => {
    expect(refusals(damage)).toContain(sentence);
  });

  it.each<[string, (raw: Raw) => void, RegExp]>([
    ['a field that is missing', (raw) => delete activity(raw, 'C01').artefact, /^protocol\.activities\.C01\.artefact: /],
    ['a field that nobody knows', (raw) => (activity(raw, 'C01').mood = 'sunny'), /^protocol\.activities\.C01: .*mood/],
    ['a space that nobody knows', (raw) => (activity(raw, 'C01').space = 'street'), /^protocol\.activities\.C01\.space: /],
    ['an offset in two units', (raw) => (activity(raw, 'C01').at = { sw: 2, d: 3 }), /^protocol\.activities\.C01\.at: names exactly one/],
    ['an operation on a field of nobody', (raw) => (raw.overlays[0].ops[0].field = 'mood'), /^overlays\.oost-starters-vo\.ops\.A04\.field: names a field/],
    ['an operation with a value of another kind', (raw) => (raw.overlays[0].ops[0].value = 7), /^overlays\.oost-starters-vo\.ops\.A04\.value: /],
  ])('%s', (_fault, damage, sentence) => {
    expect(refusals(damage)).toEqual([expect.stringMatching(sentence)]);
  });

  it.each<[string, (raw: Raw) => void, string]>([
    ['a was that was not', (raw) => (change(raw, 'c09').ops[0].was = 35), 'change c09, D05, minutes: was 30, not 35'],
    ['a law without a day', (raw) => delete change(raw, 'c10').due, 'change c10, due: a legal change has a due date, and no other has'],
    ['a wish with a day', (raw) => (change(raw, 'c09').due = '2027-01-01'), 'change c09, due: a legal change has a due date, and no other has'],
    ['a change of nothing', (raw) => (change(raw, 'c05').ops[0].uid = 'D99'), 'change c05, D99, uid: does not exist'],
    ['a version that does not hold', (raw) => (change(raw, 'c06').ops[0].value = [6, 7]), 'D02, count: is outside its own bounds'],
    ['an adaptation of nothing', (raw) => (raw.adaptations[0].ops[0].uid = 'C99'), 'adaptation beekdal, C99, uid: does not exist'],
    ['a school under nobody', (raw) => (raw.localisations[0].base.version = '3.0'), 'de-esdoorn@3.1-b-1, base: is built on a version that does not exist'],
  ])('%s', (_fault, damage, sentence) => {
    expect(changeRefusals(damage)).toContain(sentence);
  });

  it('a lineage that bites its tail', () => {
    expect(lineageFaults(new Map([['a@1', 'b@1'], ['b@1', 'a@1'], ['c@1', null]])).map(({ where, rule }) => `${where} ${rule}`)).toEqual(['a@1 lineage_acyclic', 'b@1 lineage_acyclic']);
  });
});
