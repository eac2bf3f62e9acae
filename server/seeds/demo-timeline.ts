import { mentionedPeople } from '../src/platform/rich-text/rich-text.js';
import type { RichText } from '../../schema/rich-text.js';
import type { DemoConversation } from './demo-content.js';
import type { DemoPerson } from './demo-people.js';
import { dayOf, dayText, earlier, later, schoolDayFrom, schoolDaysBefore, toInstant, toLocal, withDates, writingMinute, writingTimeBefore, type LocalTime } from './school-calendar.js';
import { SeededRandom, seededUuid } from './seeded-random.js';
import { toRichText, type TalkMessage } from './talk-script.js';

export interface DemoMessage {
  id: string;
  source: TalkMessage;
  author: DemoPerson;
  body: RichText;
  before: RichText | null;
  mentions: string[];
  at: Date;
  /** in the topic and in the circle, both from 1 without gaps */
  n: number;
  seq: number;
}

export interface DemoTopic {
  id: string;
  circle: string;
  title: string;
  messages: DemoMessage[];
}

const minuteMs = 60_000;
/** A conversation that began on a day of the year must have had the time to end. */
const settleDays = 12;

function startOf(on: string, now: Date, random: SeededRandom): LocalTime {
  const today = toLocal(now).day;
  const [month = 1, date = 1] = on.split('-').map(Number);
  const year = Number(dayText(today).slice(0, 4));
  for (const candidate of [year, year - 1]) {
    const day = schoolDayFrom(dayOf(candidate, month, date));
    if (day <= today - settleDays) return { day, minute: writingMinute(random) };
  }
  throw new Error(`There is no ${on} before today`);
}

function forward(start: LocalTime, count: number, limit: Date, random: SeededRandom): Date[] {
  for (let pace = 0; ; pace = Math.min(1, pace + 0.2)) {
    const times = [start];
    while (times.length < count) times.push(later(times.at(-1) ?? start, random, pace));
    const instants = times.map((time) => toInstant(time, random.between(0, 59)));
    if (pace === 1 || (instants.at(-1) ?? limit) < limit) return instants;
  }
}

function backward(end: Date, count: number, random: SeededRandom, spread: number): Date[] {
  const times = [toLocal(end)];
  while (times.length < count) times.unshift(earlier(times[0] ?? toLocal(end), random, 1 - spread));
  return times.map((time, index) => (index === count - 1 ? end : toInstant(time, random.between(0, 59))));
}

/** The moment of "so many minutes ago" or "so many school days ago". */
export function agoToInstant(ago: string, now: Date, minuteOfDay: number): Date {
  const amount = Number.parseInt(ago, 10);
  if (ago.endsWith('m')) return new Date(now.getTime() - amount * minuteMs);
  return toInstant({ day: schoolDaysBefore(toLocal(now).day, amount), minute: minuteOfDay });
}

/** When each message of a conversation was written; growing, and before the seed moment. */
function timesOf(talk: DemoConversation, now: Date): Date[] {
  const random = new SeededRandom(`times ${talk.circle} ${talk.title}`);
  const count = talk.messages.length;
  const fixed = talk.messages.findIndex((one) => one.minutesAgo !== null);
  if (fixed >= 0) {
    const tail = talk.messages.slice(fixed).map((one) => new Date(now.getTime() - (one.minutesAgo ?? 0) * minuteMs));
    const first = tail[0] ?? now;
    return [...backward(first, fixed + 1, random, 1).slice(0, -1), ...tail];
  }
  if (talk.on !== null) return forward(startOf(talk.on, now, random), count, new Date(now.getTime() - 60 * minuteMs), random);
  const end = agoToInstant(talk.ended ?? '1d', now, writingMinute(random));
  const written = writingTimeBefore(toLocal(end), random);
  return backward(toInstant(written, random.between(0, 59)), count, random, 0.8);
}

/**
 * Gives every message its text, time and numbers. Numbers in the circle follow time; two messages in one circle
 * never carry the same second.
 */
export function buildTopics(talks: DemoConversation[], people: Map<string, DemoPerson>, now: Date): DemoTopic[] {
  const person = (key: string): DemoPerson => {
    const found = people.get(key);
    if (!found) throw new Error(`Nobody is called ${key}`);
    return found;
  };
  const mentioned = (key: string) => ({ id: person(key).id, label: `${person(key).givenName} ${person(key).familyName}` });
  const topics = talks.map((talk): DemoTopic => {
    const times = timesOf(talk, now);
    const name = `${talk.circle} ${talk.title}`;
    return {
      id: seededUuid(`topic ${name}`),
      circle: talk.circle,
      title: withDates(talk.title, now),
      messages: talk.messages.map((source, index) => {
        const body = toRichText(withDates(source.text, now), mentioned);
        return {
          id: seededUuid(`message ${name} ${index}`),
          source,
          author: person(source.author),
          body,
          before: source.before === null ? null : toRichText(source.before, mentioned),
          mentions: source.removed ? [] : mentionedPeople(body),
          at: times[index] ?? now,
          n: index + 1,
          seq: 0,
        };
      }),
    };
  });
  numberInCircles(topics);
  return topics;
}

function numberInCircles(topics: DemoTopic[]): void {
  for (const circle of new Set(topics.map((one) => one.circle))) {
    const messages = topics.filter((one) => one.circle === circle).flatMap((one) => one.messages);
    messages.sort((a, b) => a.at.getTime() - b.at.getTime());
    let last = 0;
    messages.forEach((message, index) => {
      if (message.at.getTime() <= last) message.at = new Date(last + 1_000);
      last = message.at.getTime();
      message.seq = index + 1;
    });
  }
}
