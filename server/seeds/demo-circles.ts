import type { DemoCircle, DemoPersonSpec } from './demo-content.js';
import type { DemoOrganisations, DemoPerson } from './demo-people.js';
import { firstSessionOf, plays } from './demo-session-plan.js';
import { agoToInstant, type DemoMessage, type DemoTopic } from './demo-timeline.js';
import { schoolDaysBefore, toInstant, toLocal } from './school-calendar.js';
import { SeededRandom, seededUuid } from './seeded-random.js';

export interface DemoMembership {
  person: DemoPerson;
  role: 'lead' | 'co_lead' | 'member' | 'follower';
  joinedAt: Date;
  joinedSeq: number;
  readCount: number;
  pactVersion: number;
  acceptances: { version: number; at: Date }[];
  endedAt: Date | null;
  /** how far they read, per topic; only where that is further than at joining */
  reads: { topic: DemoTopic; readN: number; readAt: Date }[];
}

export interface BuiltCircle {
  id: string;
  source: DemoCircle;
  createdAt: Date;
  pacts: { version: number; text: string; at: Date }[];
  topics: DemoTopic[];
  messages: DemoMessage[];
  memberships: DemoMembership[];
}

export interface World {
  people: Map<string, DemoPerson>;
  organisations: DemoOrganisations;
  demoPeople: DemoPersonSpec[];
  now: Date;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const lateMorning = 11 * 60;
const evening = 19 * 60;

function personOf(world: World, key: string): DemoPerson {
  const found = world.people.get(key);
  if (!found) throw new Error(`Nobody is called ${key}`);
  return found;
}

/** People of these organisations (and below) who hold one of these positions today, in a repeatable order. */
function candidates(circle: DemoCircle, world: World, random: SeededRandom): DemoPerson[] {
  const { fill } = circle;
  if (!fill) return [];
  const today = toLocal(world.now).day;
  const fits = [...world.people.values()].filter((person) =>
    person.positions.some(
      (one) =>
        fill.as.includes(one.kind) &&
        one.from <= today &&
        (one.until === null || one.until > today) &&
        world.organisations.path(one.organisation).some((key) => fill.from.includes(key)),
    ),
  );
  return random.shuffled(fits);
}

type Joining = Pick<DemoMembership, 'person' | 'role'> & { early: boolean };

function whoJoins(circle: DemoCircle, messages: DemoMessage[], world: World, random: SeededRandom): Joining[] {
  const joining = new Map<string, Joining>();
  const add = (key: string, role: DemoMembership['role'], early: boolean): void => {
    if (!joining.has(key)) joining.set(key, { person: personOf(world, key), role, early });
  };
  add(circle.lead, 'lead', true);
  for (const key of circle.coLead) add(key, 'co_lead', true);
  for (const key of [...circle.members, ...circle.left, ...circle.pending]) add(key, 'member', circle.kind !== 'knowledge');
  for (const { author } of messages) {
    if (circle.kind !== 'knowledge' && !joining.has(author.key)) throw new Error(`${author.key} writes in ${circle.key} without being in it`);
    add(author.key, 'member', false);
  }
  for (const spec of world.demoPeople) if (spec.joins?.circle === circle.key) add(spec.person, 'member', false);
  const invited = world.demoPeople.filter((one) => one.invitation?.circle === circle.key).map((one) => one.person);
  const room = (circle.fill?.to ?? 0) - joining.size;
  const fits = candidates(circle, world, random).filter((one) => !joining.has(one.key) && !invited.includes(one.key));
  if (room > fits.length) throw new Error(`${circle.key}: only ${joining.size + fits.length} people fit`);
  for (const person of fits.slice(0, Math.max(0, room))) add(person.key, random.chance(0.15) ? 'follower' : 'member', false);
  return [...joining.values()];
}

function pactsOf(circle: DemoCircle, createdAt: Date, now: Date): BuiltCircle['pacts'] {
  const today = toLocal(now).day;
  return circle.pact.map(({ daysAgo, text }, index) => ({
    version: index + 1,
    text: text.trim(),
    at: daysAgo === undefined ? createdAt : toInstant({ day: schoolDaysBefore(today, daysAgo), minute: 16 * 60 + 10 }),
  }));
}

/** One circle with everything in it that depends on who is in it. */
export function buildCircle(circle: DemoCircle, topics: DemoTopic[], world: World): BuiltCircle {
  const random = new SeededRandom(`circle ${circle.key}`);
  const messages = topics.flatMap((one) => one.messages).sort((a, b) => a.seq - b.seq);
  const [wrote, met] = [messages[0]?.at ?? world.now, firstSessionOf(circle.key, world.now) ?? world.now];
  const first = met < wrote ? met : wrote;
  const createdAt = toInstant({ day: schoolDaysBefore(toLocal(first).day, random.between(3, 9)), minute: random.between(900, 1_040) });
  const built: BuiltCircle = {
    id: seededUuid(`circle ${circle.key}`),
    source: circle,
    createdAt,
    pacts: pactsOf(circle, createdAt, world.now),
    topics,
    messages,
    memberships: [],
  };
  for (const joining of whoJoins(circle, messages, world, random)) built.memberships.push(membershipOf(joining, built, world, random));
  return built;
}

function joinedAt(joining: Joining, circle: BuiltCircle, world: World, random: SeededRandom): Date {
  const spec = world.demoPeople.find((one) => one.person === joining.person.key);
  if (spec?.joins?.circle === circle.source.key) return agoToInstant(`${spec.joins.daysAgo}d`, world.now, lateMorning);
  if (joining.role === 'lead' || joining.role === 'co_lead') return circle.createdAt;
  if (plays(circle.source.key, joining.person.key)) return new Date(circle.createdAt.getTime() + random.between(2, 40) * hourMs);
  const age = world.now.getTime() - circle.createdAt.getTime();
  const late = !joining.early && random.chance(0.3);
  const wait = late ? random.next() * age * 0.9 : Math.min(age * 0.1, random.between(1, 12) * dayMs);
  const wished = new Date(circle.createdAt.getTime() + wait);
  const wrote = circle.messages.find((one) => one.author === joining.person || one.mentions.includes(joining.person.id));
  if (!wrote || wrote.at > wished) return wished;
  const before = new Date(wrote.at.getTime() - random.between(2, 40) * hourMs);
  return before > circle.createdAt ? before : new Date(circle.createdAt.getTime() + hourMs);
}

function membershipOf(joining: Joining, circle: BuiltCircle, world: World, random: SeededRandom): DemoMembership {
  const { person, role } = joining;
  const joined = joinedAt(joining, circle, world, random);
  const left = circle.source.left.includes(person.key);
  const endedAt = left ? new Date(joined.getTime() + (world.now.getTime() - joined.getTime()) * 0.7) : null;
  const seen = endedAt ?? lastSeen(person, joined, circle, world, random);
  // a follower reads and does not agree to a pact
  const acceptances = role === 'follower' ? [] : acceptancesOf(person, joined, endedAt, circle, world, random);
  const joinedSeq = circle.messages.filter((one) => one.at <= joined).length;
  const membership: DemoMembership = {
    person,
    role,
    joinedAt: joined,
    joinedSeq,
    readCount: joinedSeq,
    pactVersion: acceptances.at(-1)?.version ?? 0,
    acceptances,
    endedAt,
    reads: [],
  };
  for (const topic of circle.topics) {
    const baseline = topic.messages.filter((one) => one.seq <= joinedSeq).length;
    const own = topic.messages.findLast((one) => one.author === person);
    const read = Math.max(topic.messages.filter((one) => one.at <= seen).length, own?.n ?? 0);
    if (read <= baseline) continue;
    membership.reads.push({ topic, readN: read, readAt: own && own.at > seen ? own.at : seen });
    membership.readCount += read - baseline;
  }
  return membership;
}

/** The last time they looked in. Demo people as their page says, others mostly in the last days. */
function lastSeen(person: DemoPerson, joined: Date, circle: BuiltCircle, world: World, random: SeededRandom): Date {
  const spec = world.demoPeople.find((one) => one.person === person.key);
  if (spec?.new) return joined;
  const asked = spec?.seen[circle.source.key];
  if (asked) return agoToInstant(asked, world.now, 7 * 60);
  if (spec) return world.now;
  const kind = random.next();
  // some are here now, most were here this week, a few have not looked for months
  const range = kind < 0.4 ? 6 * 60_000 : kind < 0.7 ? 2 * dayMs : kind < 0.94 ? 20 * dayMs : 120 * dayMs;
  const ago = random.next() * range;
  return new Date(Math.max(joined.getTime(), world.now.getTime() - ago));
}

function acceptancesOf(
  person: DemoPerson,
  joined: Date,
  endedAt: Date | null,
  circle: BuiltCircle,
  world: World,
  random: SeededRandom,
): DemoMembership['acceptances'] {
  const accepted: DemoMembership['acceptances'] = [];
  const current = circle.pacts.findLast((one) => one.at <= joined) ?? circle.pacts[0];
  for (const pact of circle.pacts) {
    if (current && pact.version < current.version) continue;
    if (pact === current) accepted.push({ version: pact.version, at: joined });
    else if (endedAt === null || endedAt > pact.at) {
      const wrote = circle.messages.find((one) => one.author === person && one.at > pact.at);
      if (circle.source.pending.includes(person.key)) {
        if (wrote) throw new Error(`${person.key} writes in ${circle.source.key} without agreeing to its pact`);
        continue;
      }
      const until = wrote?.at ?? world.now;
      const at = pact.at.getTime() + (until.getTime() - pact.at.getTime()) * random.next() * 0.8;
      accepted.push({ version: pact.version, at: person.key === circle.source.lead ? pact.at : new Date(at) });
    }
  }
  return accepted;
}

/** Invitations and drafts are from an evening. */
export const eveningOf = (daysAgo: number, now: Date): Date => agoToInstant(`${daysAgo}d`, now, evening);
