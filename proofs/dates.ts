import { loadSchoolHolidays } from '../server/src/features/agenda/data/school-holidays.js';
import { addDays } from '../server/src/features/agenda/domain/calendar-day.js';
import { holidayRegions, schoolCalendar, type SchoolHolidays } from '../server/src/features/agenda/domain/school-calendar.js';
import { loadProtocolCatalogue, loadProtocolChanges } from '../server/src/features/protocols/data/protocol-catalogue.js';
import { render } from '../server/src/features/protocols/domain/render.js';
import type { DatedProtocol } from '../server/src/features/trajectories/domain/dated-protocol.js';
import { planDates, type PlannedStep } from '../server/src/features/trajectories/domain/plan-dates.js';
import type { Proof, ProofContext } from './runner/proof.js';
import { type DatesAsked, DateRules } from './support/date-rules.js';

const firstStart = '2025-08-01';
const startDays = 730;
const fractions = [20, 40, 50, 60, 80, 100];

/** Everything that ships: the base, each sector, each other audience, each foundation and the school. */
function shippedProtocols(): Map<string, DatedProtocol> {
  const { base, overlays, variants } = loadProtocolCatalogue();
  const { adaptations, localisations } = loadProtocolChanges(base);
  const found = new Map<string, DatedProtocol>([[base.key, base]]);
  for (const { key, ops } of overlays) found.set(key, render(base, { layer: 'region', ops }));
  for (const variant of variants) found.set(variant.key, variant);
  for (const { key, ops } of adaptations) found.set(key, render(base, { layer: 'foundation', ops }));
  for (const { key, base: on, ops } of localisations) {
    const foundation = adaptations.find((one) => one.key === on.key)!;
    found.set(key, render(base, { layer: 'foundation', ops: foundation.ops }, { layer: 'school', ops }));
  }
  return found;
}

/** The plan of the product; `as` lets a fault ask something else than what it is judged by. */
function planned(known: SchoolHolidays, asked: DatesAsked, as: Partial<DatesAsked> = {}, holidays = known): readonly PlannedStep[] | string {
  const { region, ...rest } = { ...asked, ...as };
  const plan = planDates({ ...rest, region: schoolCalendar(holidays, region) });
  return 'refused' in plan ? `${plan.refused.rule}: ${plan.refused.field}` : plan.steps;
}

type Fault = readonly [name: string, plan: (asked: DatesAsked, known: SchoolHolidays) => readonly PlannedStep[] | string];

const faults: readonly Fault[] = [
  ['the holidays of another region', (asked, known) => planned(known, asked, { region: asked.region === 'noord' ? 'zuid' : 'noord' })],
  ['the Christmas holiday is forgotten', (asked, known) => planned(known, asked, {}, { ...known, holidays: known.holidays.filter(({ key }) => key !== 'christmas') })],
  ['public days are forgotten', (asked, known) => planned(known, asked, {}, { ...known, publicDays: [] })],
  ['part-time changes nothing', (asked, known) => planned(known, asked, { fte: 100 })],
  ['check-ins are stretched', (asked, known) => planned(known, asked, { protocol: { ...asked.protocol, activities: asked.protocol.activities.map((one) => (one.type === 'checkin' ? { ...one, type: 'meeting', status: 'default' as const } : one)) } })],
  ['a pause changes nothing', (asked, known) => planned(known, asked, { pauses: [] })],
  ['the starter works on other days', (asked, known) => planned(known, asked, { workDays: [1, 2, 3, 4, 5].filter((day) => !asked.workDays.includes(day)) })],
  ['a core step is lost', (asked, known) => after(planned(known, asked), (steps) => steps.filter(({ occurrence, week }) => week === null || occurrence < 6))],
  ['a day later', (asked, known) => after(planned(known, asked), (steps) => steps.map((step) => (step.day && step.week === null ? { ...step, day: addDays(step.day, 1) } : step)))],
  ['every date is called confirmed', (asked, known) => after(planned(known, asked), (steps) => steps.map((step) => ({ ...step, confirmed: true })))],
  ['what is off is on', (asked, known) => planned(known, asked, { protocol: { ...asked.protocol, activities: asked.protocol.activities.map((one) => ({ ...one, status: one.status === 'optional' ? ('default' as const) : one.status })) } })],
];

const after = (plan: readonly PlannedStep[] | string, change: (steps: readonly PlannedStep[]) => readonly PlannedStep[]) => (typeof plan === 'string' ? plan : change(plan));

export const proof: Proof = {
  name: 'dates',
  claim: 'whenever, wherever and for whatever part of the week a starter begins, every step lies where the rules of the protocol put it, on a day on which it can be held',
  patience: 5,
  async run(context: ProofContext) {
    const known = loadSchoolHolidays();
    const rules = new DateRules(known);
    const protocols = [...shippedProtocols()];
    const pick = <T>(from: readonly T[]): T => from[Math.floor(context.random() * from.length)]!;
    const seen = { plans: 0, steps: 0, undated: 0, paused: 0, leap: 0 };
    const wrong = new Map<string, string>();
    const used = new Set<string>();

    const question = (start: string, fte: number, region: DatesAsked['region'], pause: number, protocol: DatedProtocol): DatesAsked => {
      const days = [1, 2, 3, 4, 5].map((day) => ({ day, at: context.random() })).sort((a, b) => a.at - b.at).slice(0, Math.max(1, Math.round(fte / 20)));
      const from = addDays(start, pause === 1 ? 20 : 90 + Math.floor(context.random() * 100));
      return { protocol, region, start, fte, workDays: days.map(({ day }) => day).sort(), pauses: pause === 0 ? [] : [{ from, until: addDays(from, pause === 1 ? 13 : 110) }] };
    };
    const look = (name: string, asked: DatesAsked): void => {
      const plan = planned(known, asked);
      seen.plans += 1;
      used.add(name);
      if (asked.pauses.length > 0) seen.paused += 1;
      if (typeof plan === 'string') wrong.set(`${name} from ${asked.start} is refused`, plan);
      else {
        seen.steps += plan.length;
        seen.undated += plan.filter(({ day }) => day === null).length;
        seen.leap += plan.filter(({ day }) => day === '2028-02-29').length;
        for (const fault of rules.faults(asked, plan).slice(0, 1)) wrong.set(`${name}, ${asked.fte} % from ${asked.start} in ${asked.region}`, fault);
        if (JSON.stringify(planned(known, asked)) !== JSON.stringify(plan)) wrong.set(`${name} from ${asked.start}`, 'asked again it is another plan');
      }
    };
    for (let at = 0; at < startDays; at += 1) {
      const start = addDays(firstStart, at);
      if (context.long) {
        for (const fte of fractions) for (const region of holidayRegions) for (const pause of [0, 1, 2]) look(...named(pick(protocols), (protocol) => question(start, fte, region, pause, protocol)));
      } else for (let turn = 0; turn < 2; turn += 1) look(...named(pick(protocols), (protocol) => question(start, pick(fractions), pick(holidayRegions), Math.floor(context.random() * 3), protocol)));
      if (at % 200 === 199) context.progress(`${at + 1} start dates, ${seen.plans} plans, ${wrong.size} wrong`);
    }
    for (const [where, what] of [...wrong].slice(0, 10)) context.progress(`${where}: ${what}`);

    const [, base] = protocols[0]!;
    const missed = faults.filter(([, plan]) => {
      for (let turn = 0; turn < 12; turn += 1) {
        const asked = question(addDays('2026-08-24', turn * 20), 60, 'midden', 1, base);
        const steps = plan(asked, known);
        if (typeof steps === 'string' || rules.faults(asked, steps).length > 0) return false;
      }
      return true;
    });
    return {
      ok: wrong.size === 0,
      covered: { 'start dates': startDays, plans: seen.plans, steps: seen.steps, protocols: used.size, 'with a pause': seen.paused, 'steps without a day yet': seen.undated, 'steps on a leap day': seen.leap },
      minimum: { 'start dates': 730, plans: context.rounds(1_460, 39_000), steps: context.rounds(100_000, 2_500_000), protocols: 11, 'with a pause': context.rounds(500, 20_000), 'steps without a day yet': context.rounds(1_000, 20_000), 'steps on a leap day': context.rounds(1, 50) },
      figure: `${wrong.size} of ${seen.plans.toLocaleString('en-GB')} plans with a step elsewhere than the rules say, ${seen.steps.toLocaleString('en-GB')} steps`,
      control: { ok: missed.length === 0, what: missed.length === 0 ? `${faults.length} faults put in, all seen` : `not seen: ${missed.map(([name]) => name).join('; ')}` },
    };
  },
};

const named = ([name, protocol]: readonly [string, DatedProtocol], ask: (protocol: DatedProtocol) => DatesAsked): [string, DatesAsked] => [name, ask(protocol)];
