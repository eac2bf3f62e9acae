import type { DemoContent, DemoOrganisation } from './demo-content.js';
import { dayOf, dayText, schoolYearOf, toInstant, toLocal } from './school-calendar.js';
import { seededUuid } from './seeded-random.js';

export interface DemoPosition {
  kind: string;
  organisation: string;
  /** whole days since 1970 */
  from: number;
  /** the first day without it */
  until: number | null;
}

export interface DemoPerson {
  key: string;
  id: string;
  givenName: string;
  familyName: string;
  email: string;
  positions: DemoPosition[];
}

export interface ManagerRelation {
  manager: DemoPerson;
  person: DemoPerson;
  from: number;
}

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^A-Za-z-]/g, '')
    .toLowerCase();

/** The organisations with their place in the tree, for everyone who needs "here and below". */
export class DemoOrganisations {
  private readonly byKey: Map<string, DemoOrganisation>;

  constructor(readonly all: readonly DemoOrganisation[]) {
    this.byKey = new Map(all.map((one) => [one.key, one]));
  }

  get(key: string): DemoOrganisation {
    const found = this.byKey.get(key);
    if (!found) throw new Error(`No organisation ${key} in organisations.yaml`);
    return found;
  }

  id(key: string): string {
    return seededUuid(`organisation ${this.get(key).key}`);
  }

  /** From the top to the organisation itself. */
  path(key: string): string[] {
    const { in: parent } = this.get(key);
    return parent ? [...this.path(parent), key] : [key];
  }

  mail(key: string): string {
    const { mail, in: parent } = this.get(key);
    if (mail) return mail;
    if (!parent) throw new Error(`${key} has no mail domain`);
    return this.mail(parent);
  }
}

/**
 * `kind years[..ended] [@organisation]`, parted by `;`. Counted in school years, which begin on 1 August.
 * @param schoolYear the year in which the present school year began
 */
function readPositions(text: string, at: string, schoolYear: number): DemoPosition[] {
  return text.split(';').map((part) => {
    const found = /^([a-z_]+) (\d+)(?:\.\.(\d+))?(?: @([a-z-]+))?$/.exec(part.trim());
    if (!found) throw new Error(`Not a position: ${part}`);
    return {
      kind: found[1] ?? '',
      organisation: found[4] ?? at,
      from: dayOf(schoolYear - Number(found[2]), 8, 1),
      until: found[3] === undefined ? null : dayOf(schoolYear - Number(found[3]) + 1, 8, 1),
    };
  });
}

/** Everyone in people.yaml by key, the given name in small letters. */
export function buildPeople(content: DemoContent, organisations: DemoOrganisations, now: Date): Map<string, DemoPerson> {
  const schoolYear = schoolYearOf(toLocal(now).day);
  const people = new Map<string, DemoPerson>();
  for (const { at, people: staff } of content.staff) {
    for (const [name, text] of Object.entries(staff)) {
      const [givenName = '', ...rest] = name.split(' ');
      const familyName = rest.join(' ');
      const key = plain(givenName);
      if (people.has(key)) throw new Error(`Two people are called ${givenName}: given names are the keys`);
      people.set(key, {
        key,
        id: seededUuid(`person ${key}`),
        givenName,
        familyName,
        email: `${key}.${plain(familyName)}@${organisations.mail(at)}`,
        positions: readPositions(text, at, schoolYear),
      });
    }
  }
  return people;
}

/** Nobody wrote before they worked here: the first position begins in the school year of the first message. */
export function letStartBefore(person: DemoPerson, first: Date): void {
  const day = toLocal(first).day;
  const [position] = person.positions.toSorted((a, b) => a.from - b.from);
  if (position && position.from > day) position.from = dayOf(schoolYearOf(day), 8, 1);
}

/** Whose appraiser someone is, by position (positions-and-rights.yaml, `appraises`). */
const appraisedByLeader = ['starter', 'teacher', 'coach', 'workplace_mentor', 'school_educator', 'buddy', 'assistant', 'side_entrant'];

const holds = (person: DemoPerson, kind: string, organisation: string, today: number): DemoPosition | undefined =>
  person.positions.find(
    (one) => one.kind === kind && one.organisation === organisation && one.from <= today && (one.until === null || one.until > today),
  );

/** School leaders manage the people of their school (shared when there are more of them), boards the school leaders. */
export function buildManagers(people: Map<string, DemoPerson>, organisations: DemoOrganisations, now: Date): ManagerRelation[] {
  const today = toLocal(now).day;
  const everyone = [...people.values()];
  const relations: ManagerRelation[] = [];
  const relate = (manager: DemoPerson, person: DemoPerson, from: number): void => {
    if (manager !== person) relations.push({ manager, person, from });
  };
  for (const school of organisations.all.filter((one) => one.kind === 'school')) {
    const leaders = everyone.filter((one) => holds(one, 'school_leader', school.key, today));
    const led = everyone.filter((one) => appraisedByLeader.some((kind) => holds(one, kind, school.key, today)));
    led.forEach((person, index) => {
      const manager = leaders[index % leaders.length];
      const post = manager && holds(manager, 'school_leader', school.key, today);
      const own = person.positions.find((one) => one.organisation === school.key);
      if (manager && post && own) relate(manager, person, Math.max(post.from, own.from));
    });
    const board = everyone.find((one) => holds(one, 'board_member', school.in ?? '', today));
    const boardFrom = board && holds(board, 'board_member', school.in ?? '', today)?.from;
    for (const leader of leaders) {
      const post = holds(leader, 'school_leader', school.key, today);
      if (board && post && boardFrom !== undefined) relate(board, leader, Math.max(post.from, boardFrom));
    }
  }
  return relations;
}

/** The organisation and people tables. */
export function organisationRows(organisations: DemoOrganisations, createdAt: Date): Record<string, unknown>[] {
  return organisations.all.map((one) => ({
    id: organisations.id(one.key),
    kind: one.kind,
    parent_id: one.in ? organisations.id(one.in) : null,
    path: organisations.path(one.key).map((key) => organisations.id(key)),
    name: one.name,
    brin: one.brin ?? null,
    holiday_region: one.holidays ?? null,
    created_at: createdAt,
  }));
}

export const positionRows = (people: Map<string, DemoPerson>, organisations: DemoOrganisations): Record<string, unknown>[] =>
  [...people.values()].flatMap((person) =>
    person.positions.map((one, index) => ({
      id: seededUuid(`position ${person.key} ${index}`),
      person_id: person.id,
      organisation_id: organisations.id(one.organisation),
      kind: one.kind,
      from_date: dayText(one.from),
      until_date: one.until === null ? null : dayText(one.until),
    })),
  );

export const managerRows = (relations: ManagerRelation[]): Record<string, unknown>[] =>
  relations.map(({ manager, person, from }) => ({
    id: seededUuid(`manager ${manager.key} ${person.key}`),
    manager_id: manager.id,
    person_id: person.id,
    from_date: dayText(from),
    until_date: null,
  }));

/** The beginning of a day, for stamps that nobody looks at. */
export const morningOf = (day: number): Date => toInstant({ day, minute: 8 * 60 });
