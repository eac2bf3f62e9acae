import { stateColumns } from '../src/features/intervision/data/session-state.js';
import { loadMethodCatalogue } from '../src/features/intervision/data/method-catalogue.js';
import { resolveScript } from '../src/features/intervision/domain/resolve-script.js';
import { type Script, type ScriptPhase, totalMinutes } from '../src/features/intervision/domain/script.js';
import { entryRefusal } from '../src/features/intervision/domain/sealing.js';
import { type Person, plannedSession, type SessionState } from '../src/features/intervision/domain/session.js';
import { agreedDeadlines, lastDays, withDeadlines } from '../src/features/intervision/domain/written-deadlines.js';
import { readPracticeWords } from '../src/features/practice/data/read-practice-words.js';
import { wordsFor } from '../src/features/practice/domain/practice-words.js';
import type { Row, TableRows } from './bulk-write.js';
import type { BuiltCircle, World } from './demo-circles.js';
import type { SeedKeys } from './demo-rows.js';
import { dayText, isSchoolDay, schoolDaysBefore, toInstant, toLocal } from './school-calendar.js';
import { seededUuid } from './seeded-random.js';

/** A session in writing that began some school days ago, and is at the questions now. */
const written = { circle: 'starters3', method: 'heilsbronn', began: 3, facilitator: 'yara', contributor: 'mees', asked: ['noor', 'tijn', 'ilse'], answered: 1 };

const answer = 'Vooral na de pauze, als ik de les weer wil beginnen. Dan duurt het lang voor het rustig is.';
const firstMinute = 8 * 60;
const lastMinute = 17 * 60;
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
const calendar = {
  isWorkingDay: (day: string): boolean => isSchoolDay(dayNumber(day)),
  endOf: (day: string): number => toInstant({ day: dayNumber(day), minute: lastMinute }).getTime(),
};
const catalogue = loadMethodCatalogue();
const words = readPracticeWords();

/** The session in writing of the demo region: some questions are asked, one is answered, and most people are still awaited. */
export function writtenTables(circles: readonly BuiltCircle[], world: World, keys: SeedKeys): TableRows[] {
  const circle = circles.find(({ source }) => source.key === written.circle)!;
  const id = seededUuid(`written ${written.circle} ${written.method}`);
  const people = circle.memberships.filter(({ endedAt, role }) => endedAt === null && role !== 'follower');
  const idOf = (key: string): string => {
    const found = people.find(({ person }) => person.key === key);
    if (!found) throw new Error(`${key} is not in ${written.circle}: no session without them`);
    return found.person.id;
  };
  const startsOn = schoolDaysBefore(toLocal(world.now).day, written.began);
  const script = agreedScript(people.length, dayText(startsOn));
  const startsAt = toInstant({ day: startsOn, minute: firstMinute });
  const [facilitatorId, contributorId] = [idOf(written.facilitator), idOf(written.contributor)];
  const planned = plannedSession({
    facilitatorId, coFacilitatorId: null, contributorId, caseId: null, previousContributorId: null, notetakerId: null, timekeeperId: null, startsAt: startsAt.getTime(), deadlines: agreedDeadlines(script),
  });
  const state = runningAt(planned, script, world.now.getTime());
  const { names, values } = stateColumns(state);
  const row: Row = {
    id, group_id: circle.id, planned_by: facilitatorId, method_key: written.method, short: false, script, starts_at: startsAt, minutes: totalMinutes(script), place: '', video_link: '', written: true,
    created_at: new Date(startsAt.getTime() - 5 * 86_400_000), ...Object.fromEntries(names.map((column, at) => [column, values[at]])), speaking_order: [], deadlines: state.deadlines,
  };

  // whose case it is comes first: the words of the others are about that one
  const insiders: Person[] = people.map(({ person }) => ({ id: person.id, observer: false, seat: null })).sort((a, b) => Number(b.id === contributorId) - Number(a.id === contributorId));
  const text = (phase: ScriptPhase, person: Person, kind: 'entry' | 'answer', body: string, aboutId: string | null): Row => {
    const textId = seededUuid(`written ${id} ${phase.index} ${person.id} ${kind} ${aboutId ?? ''}`);
    return {
      id: textId, session_id: id, phase: phase.index, kind, sharing: 'named', author_id: person.id, tag: null, position: null, about_id: aboutId,
      body: keys.seal('session', id, 'conf.session_texts', 'body', textId, body), opened: true, version: 1,
    };
  };
  const texts: Row[] = [];
  for (const phase of script.phases.slice(0, state.phase + 1)) {
    const writers = insiders.filter((person) => phase.writer !== null && entryRefusal({ ...state, phase: phase.index }, script, phase, person) === null);
    const now = phase.index === state.phase;
    for (const person of now ? written.asked.map((key) => insiders.find((one) => one.id === idOf(key))!) : writers) {
      const seen = { ...phase, items: [], contributorItems: [], choices: null };
      const body = wordsFor(words, { method: written.method, phase: seen, place: insiders.indexOf(person), people: insiders.length, nth: 0, contributorPlace: 0, statementsBefore: 0 });
      texts.push(text(phase, person, 'entry', body, null));
    }
  }
  const questions = texts.filter((one) => one['phase'] === state.phase).slice(0, written.answered);
  for (const question of questions) texts.push(text(script.phases[state.phase]!, insiders[0]!, 'answer', answer, question['id'] as string));
  return [
    { table: 'sessions', rows: [row] },
    {
      table: 'session_people',
      rows: insiders.map((person) => ({ session_id: id, person_id: person.id, entered_at: startsAt, here: false, observer: false, seat: null, silent: false, grace_seconds: 10, ready_turn: null, asked_turn: null })),
    },
    { table: 'conf.session_texts', rows: texts },
  ];
}

function agreedScript(people: number, startsOn: string): Script {
  const method = catalogue.methods.find(({ key }) => key === written.method)!;
  const resolved = resolveScript(catalogue, method, { frame: 'full', profile: 'normal', written: true, people, previousContributor: false, caseChosen: true, options: null, minutes: {} });
  if (!resolved.ok) throw new Error(`${written.method}: ${resolved.refusal}`);
  return withDeadlines(resolved.script, lastDays(resolved.script, startsOn, calendar), calendar);
}

/** As it would be had every phase ended at its deadline. */
function runningAt(planned: SessionState, script: Script, now: number): SessionState {
  const phase = planned.deadlines.findIndex((deadline) => deadline > now);
  return {
    ...planned, status: 'running', version: 2 + phase, startedAt: planned.facilitatorAwaySince, facilitatorAwaySince: now, coFacilitatorAwaySince: now, phase, turn: phase + 1, furthest: phase,
    phaseStartedAt: planned.deadlines[phase - 1] ?? planned.facilitatorAwaySince, endsAt: planned.deadlines[phase]!, entry: 'open', namelessOffered: script.phases[phase]!.names !== 'named',
  };
}
