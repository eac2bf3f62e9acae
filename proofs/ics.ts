import { randomUUID } from 'node:crypto';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { type CalendarEntry, type CalendarFrame, writeCalendar } from '../server/src/features/agenda/access/calendar-file.js';
import { momentOf } from '../server/src/features/agenda/access/moment.js';
import { addDays } from '../server/src/features/agenda/domain/calendar-day.js';
import type { Proof, ProofContext } from './runner/proof.js';
import { newSecret, secretsIn } from './support/secrets.js';

const zones = ['Europe/Amsterdam', 'America/Curacao', 'Europe/London'] as const;
/** The nights on which the clock changes in 2027: spring and autumn. */
const nights = ['2027-03-28', '2027-10-31'] as const;
const titles = { nl: 'Intervisie', en: 'Intervision' } as const;
const before = new Date('2026-12-01T09:00:00Z');

/** What one parser understood of one entry. */
interface Understood {
  uid: string;
  sequence: number;
  /** epoch milliseconds */
  start: number;
  end: number;
  title: string;
  cancelled: boolean;
}

function byIcalJs(text: string): Understood[] {
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const floating = event.startDate.zone === ICAL.Timezone.localTimezone;
    return {
      uid: event.uid,
      sequence: event.sequence,
      // a time without a zone is another moment on every device: it counts as none
      start: floating ? Number.NaN : event.startDate.toJSDate().getTime(),
      end: floating ? Number.NaN : event.endDate.toJSDate().getTime(),
      title: event.summary,
      cancelled: component.getFirstPropertyValue('status') === 'CANCELLED',
    };
  });
}

function byNodeIcal(text: string): Understood[] {
  return Object.values(nodeIcal.sync.parseICS(text)).flatMap((one) => {
    if (one?.type !== 'VEVENT') return [];
    const { uid, start, end, summary, status, sequence } = one as unknown as { uid: string; start: Date & { tz?: string }; end: Date; summary: string; status?: string; sequence?: string };
    const zoned = start.tz === 'Etc/UTC' || start.tz === 'UTC';
    return [{ uid, sequence: Number(sequence ?? 0), start: zoned ? start.getTime() : Number.NaN, end: end.getTime(), title: String(summary), cancelled: status === 'CANCELLED' }];
  });
}

const parsers = { 'ical.js': byIcalJs, 'node-ical': byNodeIcal };

/** What is wrong with a file that should say these entries. */
function problemsOf(text: string, entries: readonly CalendarEntry[], language: 'nl' | 'en'): string[] {
  const problems: string[] = [];
  for (const [name, parse] of Object.entries(parsers)) {
    const found = new Map(parse(text).map((one) => [one.uid, one]));
    if (found.size !== entries.length) problems.push(`${name}: ${found.size} entries instead of ${entries.length}`);
    for (const entry of entries) {
      const one = found.get(entry.id);
      const start = entry.startsAt.getTime();
      const expected = { uid: entry.id, sequence: entry.sequence, start, end: start + entry.minutes * 60_000, title: titles[language], cancelled: entry.cancelled };
      if (JSON.stringify(one) !== JSON.stringify(expected)) problems.push(`${name}: ${JSON.stringify(one)} instead of ${JSON.stringify(expected)}`);
    }
  }
  if (secretsIn(text).size > 0) problems.push('the file holds a word of the session');
  const words = text.replaceAll(/\r?\n[ \t]/g, '').split(/\r?\n/).filter((line) => /^(SUMMARY|DESCRIPTION|COMMENT|CATEGORIES|CONTACT)/.test(line));
  for (const line of words) if (!/^(SUMMARY|DESCRIPTION):(Intervisie|Intervision|https:\/\/kring\.example\/sessies\/[0-9a-f-]{36})$/.test(line)) problems.push(`a line says more: ${line}`);
  return problems;
}

export const proof: Proof = {
  name: 'ics',
  claim: 'a moment is the same entry in every calendar through change and cancellation, at the right instant over both changes of the clock, and says nothing but its kind',
  patience: 3,
  async run(context: ProofContext) {
    const problems: string[] = [];
    const covered = { files: 0, entries: 0, instants: 0, zones: 0, languages: 0, changes: 0, cancellations: 0 };
    const instants = new Set<number>();
    const frameOf = (method: CalendarFrame['method'], language: 'nl' | 'en', attendee: string | null): CalendarFrame => ({ method, language, publicUrl: 'https://kring.example', organizer: 'kring@kring.example', attendee });
    const look = (entries: readonly CalendarEntry[], frame: CalendarFrame): void => {
      covered.files += 1;
      covered.entries += entries.length;
      for (const { startsAt } of entries) instants.add(startsAt.getTime());
      problems.push(...problemsOf(writeCalendar(entries, frame), entries, frame.language));
    };
    for (const language of ['nl', 'en'] as const) {
      covered.languages += 1;
      for (const zone of zones) {
        covered.zones += 1;
        for (const night of nights) {
          // a series over the night, at an hour by day, in the hour that is skipped, and in the hour that comes twice
          for (const minute of context.long ? [930, 150, 90, 600, 0, 1_439] : [930, 150, 90, 600]) {
            const series = Array.from({ length: 9 }, (_, turn): CalendarEntry => {
              const { startsAt } = momentOf({ day: addDays(night, turn - 4), minute }, zone, before, 'day');
              return { id: randomUUID(), kind: 'intervision', sequence: 0, startsAt, minutes: 75, place: 'Lokaal 12; links, achter', videoLink: '', cancelled: false, changedAt: before };
            });
            look(series, frameOf('PUBLISH', language, null));
            // by day the wall clock stays where it was, whatever the clock does that night
            if (minute === 930) {
              const shown = new Intl.DateTimeFormat('nl-NL', { hour: '2-digit', minute: '2-digit', timeZone: zone });
              for (const { startsAt } of series) if (shown.format(startsAt) !== '15:30') problems.push(`${zone}: ${startsAt.toISOString()} is not half past three there`);
            }
            for (const entry of series) {
              const changed = { ...entry, sequence: 1, startsAt: new Date(entry.startsAt.getTime() + 86_400_000), place: '', videoLink: 'https://call.example/room', changedAt: new Date(before.getTime() + 60_000) };
              const off = { ...changed, sequence: 2, cancelled: true };
              look([entry], frameOf('REQUEST', language, 'els@school.example'));
              look([changed], frameOf('REQUEST', language, 'els@school.example'));
              look([off], frameOf('CANCEL', language, 'els@school.example'));
              covered.changes += 1;
              covered.cancellations += 1;
            }
          }
        }
      }
    }
    covered.instants = instants.size;

    const entry: CalendarEntry = { id: randomUUID(), kind: 'intervision', sequence: 2, startsAt: new Date('2027-03-28T13:30:00Z'), minutes: 75, place: '', videoLink: '', cancelled: false, changedAt: before };
    const good = writeCalendar([entry], frameOf('REQUEST', 'nl', 'els@school.example'));
    const faults: Record<string, string> = {
      'a sequence that did not grow': good.replace('SEQUENCE:2', 'SEQUENCE:1'),
      'a floating time': good.replace(/(DTSTART|DTEND):(\d{8}T\d{6})Z/g, '$1:$2'),
      'an hour of summer time': good.replace('DTSTART:20270328T133000Z', 'DTSTART:20270328T143000Z'),
      'another UID': good.replace(entry.id, randomUUID()),
      'a title with a method': good.replace('SUMMARY:Intervisie', 'SUMMARY:Intervisie: incidentmethode'),
      'words of the case': good.replace('DESCRIPTION:', `DESCRIPTION:${newSecret(context.random)} `),
      'not called off': good.replace('STATUS:CONFIRMED', 'STATUS:CANCELLED'),
    };
    const missed = Object.entries(faults).filter(([, text]) => text === good || problemsOf(text, [entry], 'nl').length === 0).map(([name]) => name);
    const quiet = problemsOf(good, [entry], 'nl').length === 0;
    for (const problem of problems.slice(0, 20)) context.progress(problem);
    return {
      ok: problems.length === 0,
      covered,
      minimum: { files: 1_000, entries: 1_500, instants: 100, zones: 6, languages: 2, changes: 400, cancellations: 400 },
      figure: `${covered.files} files read by two parsers, ${problems.length} differences; ${covered.instants} instants in ${zones.length} zones over ${nights.length} nights`,
      control: { ok: missed.length === 0 && quiet, what: missed.length === 0 ? `noticed: ${Object.keys(faults).join('; ')}` : `not noticed: ${missed.join('; ')}` },
    };
  },
};
