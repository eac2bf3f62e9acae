import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { RichText } from '../../schema/rich-text.js';
import { groupStream } from '../../schema/realtime/streams.js';
import { buildTopic, richText } from '../../server/test/builders/discussions.js';
import { buildGroup, type BuiltGroup } from '../../server/test/builders/groups.js';
import { buildOrganisation, type BuiltOrganisation } from '../../server/test/builders/organisations.js';
import { buildPerson, type BuiltPerson } from '../../server/test/builders/people.js';
import type { Session } from '../../server/test/harness/graphql-call.js';
import type { World } from '../../server/test/harness/world.js';
import type { Way } from './revoke-ways.js';

/** Waits until something is so; looks at every turn of the event loop. @throws after `patience` milliseconds */
export async function until(so: () => boolean, patience = 15_000): Promise<void> {
  const began = performance.now();
  while (!so()) {
    if (performance.now() - began > patience) throw new Error(`It did not come true within ${patience} ms: ${so.toString()}`);
    await turn();
  }
}

/** Messages that keep coming, from two people at once. */
export interface Storm {
  readonly stopped: boolean;
  /** until so many more were acknowledged than at the moment of asking */
  untilMore(count: number): Promise<void>;
  stop(): Promise<void>;
}

/** One circle for one round: a lead, two who write without end, one who stays, and the one whose access ends. */
export interface Stage {
  world: World;
  group: BuiltGroup;
  stream: string;
  topicId: string;
  person: BuiltPerson;
  lead: BuiltPerson;
  leadSession: Session;
  admin: BuiltPerson;
  adminSession: Session;
  /** the sign-in that ends */
  victim: Session;
  /** the same person on another device */
  other: Session;
  witness: Session;
  words(text: string): RichText;
  head(): Promise<number>;
  /** the number of the event that ended the membership */
  endNumber(): Promise<number>;
  storm(): Storm;
}

interface Cast {
  foundation: BuiltOrganisation;
  school: BuiltOrganisation;
  admin: BuiltPerson;
  lead: BuiltPerson;
  writers: BuiltPerson[];
  witness: BuiltPerson;
  sessions: Map<string, Session>;
}

const casts = new WeakMap<World, Promise<Cast>>();

/** The people that every round shares. */
async function castOf(world: World): Promise<Cast> {
  const foundation = await buildOrganisation(world, { kind: 'foundation' });
  const school = await buildOrganisation(world, { kind: 'school', parent: foundation });
  const admin = await buildPerson(world, { position: 'administrator_foundation', at: foundation });
  const [lead, one, two, witness] = await Promise.all([1, 2, 3, 4].map(() => buildPerson(world, { position: 'teacher', at: school })));
  const people = [admin, lead!, one!, two!, witness!];
  const sessions = new Map<string, Session>();
  for (const person of people) sessions.set(person.id, await world.signIn(person));
  return { foundation, school, admin, lead: lead!, writers: [one!, two!], witness: witness!, sessions };
}

const post = 'mutation PostMessage($input: PostMessageInput!) { postMessage(input: $input) { id } }';

/** Sets a new circle with a new person whose access is going to end. */
export async function makeStage(world: World, way: Way): Promise<Stage> {
  if (!casts.has(world)) casts.set(world, castOf(world));
  const cast = await casts.get(world)!;
  const person = await buildPerson(world, { position: 'teacher', at: cast.school });
  const group = await buildGroup(world, { kind: way.closedCircle ? 'coaching' : 'knowledge', organisation: cast.foundation, roles: { lead: cast.lead, member: [...cast.writers, cast.witness, person] } });
  const leadSession = cast.sessions.get(cast.lead.id)!;
  const topic = await buildTopic(world, leadSession, { group });
  const stream = groupStream(group.id);
  const victim = await world.signIn(person);
  const other = await world.signIn(person);
  const stage: Stage = {
    world,
    group,
    stream,
    topicId: topic.id,
    person,
    lead: cast.lead,
    leadSession,
    admin: cast.admin,
    adminSession: cast.sessions.get(cast.admin.id)!,
    victim,
    other,
    witness: cast.sessions.get(cast.witness.id)!,
    words: richText,
    head: async () => {
      const [row] = await world.sql<{ seq: string }>('SELECT seq FROM realtime_stream WHERE stream = $1', [stream]);
      return Number(row?.seq ?? 0);
    },
    endNumber: async () => {
      const [row] = await world.sql<{ seq: string }>(
        `SELECT seq FROM realtime_event WHERE stream = $1 AND type IN ('groups.membershipEnded', 'groups.membershipSuspended') AND payload ->> 'personId' = $2`,
        [stream, person.id],
      );
      if (!row) throw new Error('No event ended this membership.');
      return Number(row.seq);
    },
    storm: () => {
      let stopped = false;
      let acknowledged = 0;
      const running = Promise.all(
        cast.writers.map(async (writer) => {
          while (!stopped) {
            await world.ask(cast.sessions.get(writer.id)!, post, {
              input: { mutationId: randomUUID(), id: randomUUID(), topicId: topic.id, kind: 'REPLY', body: richText('the storm') },
            });
            acknowledged += 1;
          }
        }),
      );
      return {
        get stopped() {
          return stopped;
        },
        untilMore: (count) => {
          const begin = acknowledged;
          return until(() => acknowledged >= begin + count);
        },
        stop: async () => {
          stopped = true;
          await running;
        },
      };
    },
  };
  return stage;
}
