import { DiscussionAccess } from '../../server/src/features/discussions/access/discussion.access.js';
import { discussionsRealtime } from '../../server/src/features/discussions/realtime/discussions.realtime.js';
import { SessionAccess } from '../../server/src/features/intervision/access/session.access.js';
import { StreamDoors } from '../../server/src/platform/realtime/stream-doors.js';
import { KringLogger } from '../../server/src/platform/telemetry/kring-logger.js';
import type { World } from '../../server/test/harness/world.js';
import { membershipWords, replaceMethod, rewriteSql } from './mutants.js';

/** Where a leak comes out, so that the crawl need only look there. */
export const probes = ['queries', 'search', 'live', 'session'] as const;
export type Probe = (typeof probes)[number];

/** A fault that lets something out. `put` returns what takes it away again. */
export interface Fault {
  name: string;
  probe: Probe;
  put(world: World): (() => void | Promise<void>) | Promise<() => Promise<void>>;
}

type Loud = { pino: { error(fields: object, line: string): void }; failure: KringLogger['failure'] };

/** Mistakes that others made before us, put into this process on purpose. */
export const secretFaults: readonly Fault[] = [
  { name: 'a query forgot the membership', probe: 'queries', put: () => rewriteSql((sql) => sql.replaceAll(membershipWords, '$1::uuid IS NOT NULL')) },
  { name: 'a query forgot that a membership ended', probe: 'queries', put: () => rewriteSql((sql) => sql.replaceAll('m.ended_at IS NULL', 'true')) },
  { name: 'a query forgot that a membership rests', probe: 'queries', put: () => rewriteSql((sql) => sql.replaceAll('m.suspended_at IS NULL', 'true')) },
  { name: 'a list of members shows addresses', probe: 'queries', put: () => rewriteSql((sql) => sql.replaceAll(`q.given_name || ' ' || q.family_name AS name, x.role`, 'q.email AS name, x.role')) },
  { name: '"go to" is not filtered', probe: 'search', put: () => rewriteSql((sql) => (sql.includes('g.name ILIKE $2') ? sql.replaceAll(membershipWords, '$1::uuid IS NOT NULL') : sql)) },
  {
    name: 'an event of a closed circle carries the text',
    probe: 'live',
    put: () => replaceMethod(discussionsRealtime, 'messagePosted', (original) => (at, ...rest) => original({ ...at, closed: false }, ...rest)),
  },
  { name: 'a stream lets everybody in', probe: 'live', put: (world) => replaceMethod(world.server.app.get(StreamDoors), 'mayListen', () => () => Promise.resolve(true)) },
  {
    name: 'a mail about a closed circle quotes it',
    probe: 'live',
    put: (world) => {
      const access = world.server.app.get(DiscussionAccess);
      return replaceMethod(access, 'composeMentionMail', (original) => async (personId, messageId) => {
        const mail = await original(personId, messageId);
        const message = await access.message({ personId, signInId: personId }, messageId);
        return mail && mail.template === 'mention' ? { ...mail, open: { circle: 'x', topic: 'x', author: 'x', excerpt: JSON.stringify(message.body) } } : mail;
      });
    },
  },
  {
    name: 'the log quotes an error',
    probe: 'live',
    put: (world) => {
      const logger = world.server.app.get(KringLogger) as unknown as Loud;
      return replaceMethod(logger, 'failure', (original) => (line, error, fields) => {
        const { message, detail } = ((error as { driverError?: unknown } | null)?.driverError ?? error) as { message?: string; detail?: string };
        logger.pino.error({}, `${message} ${detail}`);
        original(line, error, fields);
      });
    },
  },
  { name: 'a guest is in the sessions', probe: 'session', put: () => rewriteSql((sql) => sql.replaceAll(`m.role IN ('lead', 'co_lead', 'member')`, `m.role IN ('lead', 'co_lead', 'member', 'guest')`)) },
  {
    // row-level security is the other lock on them, so this fault takes that away too
    name: 'sealed texts come out as open ones',
    probe: 'session',
    put: async (world) => {
      await world.database.sqlAs('superuser', 'ALTER TABLE conf.session_texts DISABLE ROW LEVEL SECURITY');
      const mend = rewriteSql((sql) => sql.replaceAll('t.sharing, t.opened,', 't.sharing, true AS opened,'));
      return async () => {
        mend();
        await world.database.sqlAs('superuser', 'ALTER TABLE conf.session_texts ENABLE ROW LEVEL SECURITY');
      };
    },
  },
  {
    name: 'a text without a name shows who wrote it',
    probe: 'session',
    put: (world) =>
      replaceMethod(world.server.app.get(SessionAccess), 'page', (original) => async (...asked) => {
        const page = await original(...asked);
        // in place: a copy would not carry the mark of the door
        for (const text of page.texts) if (text.sharing === 'NAMELESS') text.author = page.session.coFacilitator;
        return page;
      }),
  },
  {
    name: 'a writer still gets a text without a name as their own',
    probe: 'session',
    put: (world) =>
      replaceMethod(world.server.app.get(SessionAccess), 'page', (original) => async (...asked) => {
        const page = await original(...asked);
        for (const text of page.texts) text.mine ||= text.sharing === 'NAMELESS';
        return page;
      }),
  },
];
