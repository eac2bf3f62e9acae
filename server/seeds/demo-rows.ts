import { createHash, randomBytes } from 'node:crypto';
import { limits } from '../../schema/limits.js';
import type { RichText } from '../../schema/rich-text.js';
import { aadFor, createScopeKey, type MasterKey, seal, type ScopeKind } from '../src/platform/crypto/sealer.js';
import { preview } from '../src/platform/rich-text/rich-text.js';
import type { Row, TableRows } from './bulk-write.js';
import { type BuiltCircle, eveningOf, type World } from './demo-circles.js';
import type { DemoReaction } from './demo-reactions.js';
import type { DemoTopic } from './demo-timeline.js';
import { seededUuid } from './seeded-random.js';

const dayMs = 86_400_000;

/** The data keys made while seeding, one per scope. */
export class SeedKeys {
  private readonly keys = new Map<string, Buffer>();
  readonly rows: Row[] = [];

  constructor(
    private readonly master: MasterKey,
    private readonly now: Date,
  ) {}

  seal(scopeKind: ScopeKind, scopeId: string, table: string, column: string, rowId: string, text: string): Buffer {
    return seal(this.keyOf(scopeKind, scopeId), aadFor(table, column, rowId, scopeKind, scopeId), text);
  }

  private keyOf(kind: ScopeKind, id: string): Buffer {
    const known = this.keys.get(`${kind}:${id}`);
    if (known) return known;
    const { dek, wrapped } = createScopeKey(this.master, kind, id);
    this.keys.set(`${kind}:${id}`, dek);
    this.rows.push({ scope_kind: kind, scope_id: id, wrapped, master_key_id: this.master.id, created_at: this.now });
    return dek;
  }
}

/** Open circles keep text as it is, closed ones sealed; never both. */
function kept(circle: BuiltCircle, keys: SeedKeys, table: string, column: string, rowId: string, text: string): Row {
  const closed = circle.source.kind !== 'knowledge';
  return {
    [column]: closed ? null : text,
    [`${column}_sealed`]: closed ? keys.seal('group', circle.id, table, `${column}_sealed`, rowId, text) : null,
  };
}

/** An earlier version of a message is sealed as the message itself: it was moved, not written anew. */
function keptBody(circle: BuiltCircle, keys: SeedKeys, messageId: string, body: RichText): Row {
  const row = kept(circle, keys, 'messages', 'body', messageId, JSON.stringify(body));
  return { ...row, body: row['body'] === null ? null : body };
}

const decisionsIn = (topic: DemoTopic): number => topic.messages.filter((one) => one.source.decision && !one.source.removed).length;

/** Circles, pacts and who is in them. */
export function circleTables(circles: BuiltCircle[], world: World): TableRows[] {
  const { organisations, people } = world;
  const lead = (circle: BuiltCircle): string => people.get(circle.source.lead)?.id ?? '';
  return [
    {
      table: 'groups',
      rows: circles.map((circle) => ({
        id: circle.id,
        kind: circle.source.kind,
        organisation_id: organisations.id(circle.source.at),
        name: circle.source.name,
        purpose: circle.source.purpose,
        pact_version: circle.pacts.length,
        last_seq: circle.messages.length,
        member_count: circle.memberships.filter((one) => one.endedAt === null).length,
        decision_count: circle.topics.reduce((sum, topic) => sum + decisionsIn(topic), 0),
        last_activity_at: circle.messages.at(-1)?.at ?? circle.createdAt,
        archived_at: null,
        version: circle.pacts.length,
        created_by: lead(circle),
        created_at: circle.createdAt,
      })),
    },
    {
      table: 'group_pacts',
      rows: circles.flatMap((circle) =>
        circle.pacts.map((pact) => ({
          group_id: circle.id,
          version: pact.version,
          text: pact.text,
          created_by: lead(circle),
          created_at: pact.at,
        })),
      ),
    },
    {
      table: 'memberships',
      rows: circles.flatMap((circle) =>
        circle.memberships.map((one) => ({
          person_id: one.person.id,
          group_id: circle.id,
          role: one.role,
          joined_at: one.joinedAt,
          joined_seq: one.joinedSeq,
          read_count: one.readCount,
          pact_version: one.pactVersion,
          pact_accepted_at: one.acceptances.at(-1)?.at ?? null,
          ended_at: one.endedAt,
          ended_reason: one.endedAt ? 'LEFT' : null,
          suspended_at: null,
        })),
      ),
    },
    {
      table: 'pact_acceptances',
      rows: circles.flatMap((circle) =>
        circle.memberships.flatMap((one) =>
          one.acceptances.map(({ version, at }) => ({
            group_id: circle.id,
            version,
            person_id: one.person.id,
            accepted_at: at,
          })),
        ),
      ),
    },
  ];
}

function topicRow(circle: BuiltCircle, topic: DemoTopic, keys: SeedKeys): Row {
  const last = topic.messages.at(-1);
  const first = topic.messages[0];
  if (!first || !last || last.source.removed) throw new Error(`${topic.title}: a conversation begins and ends with a message that is there`);
  return {
    id: topic.id,
    group_id: circle.id,
    ...kept(circle, keys, 'topics', 'title', topic.id, topic.title),
    created_by: first.author.id,
    created_at: first.at,
    message_count: topic.messages.length,
    decision_count: decisionsIn(topic),
    last_seq: last.seq,
    last_message_at: last.at,
    last_message_by: last.author.id,
    ...kept(circle, keys, 'topics', 'preview', topic.id, preview(last.body)),
    version: 1,
  };
}

/** Conversations, what was said, and how far everyone read. */
export function talkTables(circles: BuiltCircle[], reactions: DemoReaction[], keys: SeedKeys): TableRows[] {
  const counted = new Map<string, number>();
  for (const { message, kind } of reactions) counted.set(`${message.id} ${kind}`, (counted.get(`${message.id} ${kind}`) ?? 0) + 1);
  const all = circles.flatMap((circle) => circle.topics.flatMap((topic) => topic.messages.map((message) => ({ circle, topic, message }))));
  return [
    { table: 'topics', rows: circles.flatMap((circle) => circle.topics.map((topic) => topicRow(circle, topic, keys))) },
    {
      table: 'messages',
      rows: all.map(({ circle, topic, message }) => {
        const { removed, decision } = message.source;
        const changedAt = new Date(message.at.getTime() + 4 * 60_000);
        return {
          id: message.id,
          group_id: circle.id,
          topic_id: topic.id,
          n: message.n,
          seq: message.seq,
          kind: decision ? 'DECISION' : 'REPLY',
          author_id: message.author.id,
          ...(removed ? { body: null, body_sealed: null } : keptBody(circle, keys, message.id, message.body)),
          created_at: message.at,
          edited_at: message.before && !removed ? changedAt : null,
          removed_at: removed ? changedAt : null,
          removed_by: removed ? 'AUTHOR' : null,
          recognise_count: counted.get(`${message.id} RECOGNISE`) ?? 0,
          helpful_count: counted.get(`${message.id} HELPFUL`) ?? 0,
          version: removed || message.before ? 2 : 1,
        };
      }),
    },
    {
      table: 'message_versions',
      rows: all.flatMap(({ circle, message }) =>
        message.before && !message.source.removed
          ? [
              {
                message_id: message.id,
                version: 1,
                ...keptBody(circle, keys, message.id, message.before),
                written_at: message.at,
              },
            ]
          : [],
      ),
    },
    {
      table: 'mentions',
      rows: all.flatMap(({ circle, message }) =>
        message.mentions.map((person) => ({ message_id: message.id, person_id: person, group_id: circle.id, at: message.at })),
      ),
    },
    {
      table: 'reactions',
      rows: reactions.map(({ message, personId, kind, at }) => ({ message_id: message.id, person_id: personId, kind, at })),
    },
    {
      table: 'topic_reads',
      rows: circles.flatMap((circle) =>
        circle.memberships.flatMap((one) =>
          one.reads.map(({ topic, readN, readAt }) => ({
            person_id: one.person.id,
            topic_id: topic.id,
            read_n: readN,
            read_at: readAt,
          })),
        ),
      ),
    },
  ];
}

/** Invitations that wait for an answer; nobody knows the token, the person finds them on Today. */
export function invitationRows(circles: BuiltCircle[], world: World): Row[] {
  return world.demoPeople.flatMap(({ person, invitation }) => {
    if (!invitation) return [];
    const circle = circles.find((one) => one.source.key === invitation.circle);
    const invited = world.people.get(person);
    const by = circle?.memberships.find((one) => one.person.key === invitation.by && one.role !== 'member');
    if (!circle || !invited || !by) throw new Error(`The invitation of ${person} needs a circle and its lead`);
    if (circle.memberships.some((one) => one.person === invited)) throw new Error(`${person} is in ${invitation.circle} already`);
    const at = eveningOf(invitation.daysAgo, world.now);
    return [
      {
        id: seededUuid(`invitation ${invitation.circle} ${person}`),
        group_id: circle.id,
        person_id: invited.id,
        role: 'member',
        token_hash: createHash('sha256').update(randomBytes(32)).digest(),
        invited_by: by.person.id,
        created_at: at,
        expires_at: new Date(at.getTime() + limits.invitationDays * dayMs),
        answer: null,
        answered_at: null,
      },
    ];
  });
}
