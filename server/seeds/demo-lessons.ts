import type { Row, TableRows } from './bulk-write.js';
import type { SeedKeys } from './demo-rows.js';
import { seededUuid } from './seeded-random.js';

interface DemoLesson {
  title: string;
  situation: string;
  helped: string;
  tryNext: string;
  /** days before the seed moment */
  daysAgo: number;
  /** method of the session it came from, where that is still known */
  from?: string;
}

const lessons: DemoLesson[] = [
  {
    title: 'Begin bij het contact, dan pas bij de regel',
    situation: 'Een leerling weigerde mee te doen en de rest van de groep keek toe. De leraar wilde niet toegeven, en ook geen strijd.',
    helped: 'Eerst naast de leerling gaan staan en vragen wat er is. Daarna pas zeggen wat de afspraak was.',
    tryNext: 'Bij de deur staan, iedereen bij de naam groeten en pas beginnen als er contact is.',
    daysAgo: 12,
    from: 'gossip',
  },
  {
    title: 'Een gesprek met ouders begint bij wat je ziet',
    situation: 'Ouders kwamen boos binnen. De leraar had antwoorden klaarliggen, en het gesprek liep vast.',
    helped: 'Vertellen wat je ziet, zonder oordeel, en dan stil zijn. De ouders vulden zelf aan.',
    tryNext: 'Vooraf drie dingen opschrijven die je echt zag, en die eerst noemen.',
    daysAgo: 40,
  },
  {
    title: 'Vraag om hulp voor het nodig is',
    situation: 'Een starter bleef te lang alleen rondlopen met een lastige groep, om niet tot last te zijn.',
    helped: 'Een vast moment in de week met een collega, ook als er niets is.',
    tryNext: 'Twee vaste kwartieren plannen, en aan het begin één vraag meenemen.',
    daysAgo: 75,
  },
];

const isoDay = (at: Date): string => at.toISOString().slice(0, 10);

/**
 * What the region reads. One came from a session that is still there, so whose case it was can take it back; of the others
 * nothing says any more where they came from.
 * @param sessions rows of the sessions of the circle in which one of them began
 */
export function lessonTables(regionId: string, sessions: readonly Row[], keys: SeedKeys, now: Date): TableRows[] {
  const dayOf = ({ daysAgo }: DemoLesson): string => isoDay(new Date(now.getTime() - daysAgo * 86_400_000));
  const idOf = ({ title }: DemoLesson): string => seededUuid(`lesson ${title}`);
  const harvests = lessons.flatMap((lesson): Row[] => {
    const session = lesson.from && sessions.find((row) => row['method_key'] === lesson.from);
    if (!session) return [];
    const id = seededUuid(`harvest ${lesson.title}`);
    const { title, situation, helped, tryNext } = lesson;
    const whose = [session['contributor_id'] as string];
    return [
      {
        id, session_id: session['id'], group_id: session['group_id'], proposed_by: session['facilitator_id'], contributor_ids: whose, quoted_ids: [], approved_ids: whose,
        body: keys.seal('harvest', id, 'conf.harvests', 'body', id, JSON.stringify({ title, situation, helped, tryNext, quotes: [] })),
        version: 1, status: 'published', reach: 'region', lesson_id: idOf(lesson), published_on: dayOf(lesson),
      },
    ];
  });
  return [
    {
      table: 'lessons',
      rows: lessons.map((lesson) => ({
        id: idOf(lesson), region_id: regionId, title: lesson.title, situation: lesson.situation, helped: lesson.helped, try_next: lesson.tryNext, published_on: dayOf(lesson),
      })),
    },
    { table: 'conf.harvests', rows: harvests },
  ];
}
