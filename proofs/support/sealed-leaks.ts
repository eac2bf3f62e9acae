import { SessionAccess } from '../../server/src/features/intervision/access/session.access.js';
import { SessionSealing } from '../../server/src/features/intervision/access/session-seal.js';
import { AnswerQuestion } from '../../server/src/features/intervision/actions/answer-question.js';
import { EnterAnswers } from '../../server/src/features/intervision/actions/enter-answers.js';
import { RemoveText } from '../../server/src/features/intervision/actions/remove-text.js';
import { WriteText } from '../../server/src/features/intervision/actions/write-text.js';
import { intervisionRealtime } from '../../server/src/features/intervision/realtime/intervision.realtime.js';
import { UnitOfWork } from '../../server/src/platform/database/unit-of-work.js';
import { invalidInput } from '../../server/src/platform/errors/kring-error.js';
import { fileTransport } from '../../server/src/platform/mail/mail-transport.js';
import { StreamDoors } from '../../server/src/platform/realtime/stream-doors.js';
import { KringLogger } from '../../server/src/platform/telemetry/kring-logger.js';
import type { World } from '../../server/test/harness/world.js';
import { replaceMethod, rewriteSql } from './mutants.js';
import type { Part } from './session-course.js';

/** A fault that lets something of a sealed session out. */
export interface SealedLeak {
  name: string;
  /** where in a session it comes out */
  part: Part | 'written';
  /** returns what takes it away again */
  put(world: World): Promise<() => Promise<void> | void> | (() => Promise<void> | void);
}

type Undo = () => Promise<void> | void;

async function asSuperuser(world: World, put: string[], undo: string[]): Promise<Undo> {
  for (const statement of put) await world.database.sqlAs('superuser', statement);
  return async () => {
    for (const statement of undo) await world.database.sqlAs('superuser', statement);
  };
}

/** Changes the text of a function of the database. @throws when that changes nothing: the fault would be none */
async function changeFunction(world: World, name: string, change: (sql: string) => string, also: { put: string[]; undo: string[] } = { put: [], undo: [] }): Promise<Undo> {
  const [row] = await world.database.sqlAs<{ sql: string }>('superuser', `SELECT pg_get_functiondef($1::regprocedure) AS sql`, [name]);
  const changed = change(row!.sql);
  if (changed === row!.sql) throw new Error(`${name} is not what the fault expects.`);
  return asSuperuser(world, [...also.put, changed], [row!.sql, ...also.undo]);
}

const openTexts = 'conf.open_texts(uuid,uuid[])';
const tagRule = `CHECK ((tag IS NOT NULL) = (sharing = 'nameless' AND NOT opened))`;
const authorRule = `CHECK ((sharing = 'nameless') = (author_id IS NULL))`;
const withoutRule = (rule: string, sql: string) => ({
  put: [`ALTER TABLE conf.session_texts DROP CONSTRAINT ${rule}`],
  // what the fault left behind would break the rule
  undo: [`ALTER TABLE conf.session_texts ADD CONSTRAINT ${rule} ${sql} NOT VALID`],
});
const withoutRowSecurity = (world: World, table: string): Promise<Undo> =>
  asSuperuser(world, [`ALTER TABLE conf.${table} DISABLE ROW LEVEL SECURITY`], [`ALTER TABLE conf.${table} ENABLE ROW LEVEL SECURITY`]);

type Page = Awaited<ReturnType<SessionAccess['page']>>;

/** Changes a page on its way out; in place, because a copy would not carry the mark of the door. */
const onPage = (world: World, change: (page: Page, sessionId: string) => Promise<void> | void): Undo =>
  replaceMethod(world.server.app.get(SessionAccess), 'page', (original) => async (viewer, sessionId) => {
    const page = await original(viewer, sessionId);
    await change(page, sessionId);
    return page;
  });

/** What was written last, for faults that need the words. */
function onWriting(world: World, then: (body: string, sessionId: string, personId: string) => Promise<void> | void): Undo {
  return replaceMethod(world.server.app.get(WriteText), 'run', (original) => async (viewer, raw) => {
    const result = await original(viewer, raw);
    const { body, sessionId } = raw as { body: string; sessionId: string };
    await then(body, sessionId, viewer.personId);
    return result;
  });
}

const both = (...undos: Undo[]): Undo => async () => {
  for (const undo of undos.reverse()) await undo();
};

export const sealedLeaks: readonly SealedLeak[] = [
  {
    name: 'the event of an own text goes to everybody',
    part: 'sealed',
    put: () => replaceMethod(intervisionRealtime, 'ownTextChanged', () => (sessionId) => intervisionRealtime.textChanged(sessionId, 0)),
  },
  {
    name: 'an event carries the words',
    part: 'sealed',
    put: (world) => {
      let last = '';
      const caught = replaceMethod(world.server.app.get(WriteText), 'run', (original) => (viewer, raw) => {
        last = (raw as { body: string }).body;
        return original(viewer, raw);
      });
      return both(caught, replaceMethod(intervisionRealtime, 'ownTextChanged', (original) => (...at) => ({ ...original(...at), payload: { sessionId: at[0], body: last } }) as never));
    },
  },
  {
    name: 'the page returns what is sealed',
    part: 'sealed',
    put: async (world) => both(await withoutRowSecurity(world, 'session_texts'), rewriteSql((sql) => sql.replaceAll('t.sharing, t.opened,', 't.sharing, true AS opened,'))),
  },
  {
    name: 'who leads reads along',
    part: 'sealed',
    put: async (world) =>
      both(
        await withoutRowSecurity(world, 'session_texts'),
        rewriteSql((sql) => sql.replaceAll('t.sharing, t.opened,', 't.sharing, (t.opened OR EXISTS (SELECT 1 FROM sessions f WHERE f.id = t.session_id AND f.facilitator_id = $1)) AS opened,')),
      ),
  },
  { name: 'the database no longer keeps texts apart', part: 'sealed', put: (world) => withoutRowSecurity(world, 'session_texts') },
  { name: 'the database no longer keeps ballots apart', part: 'vote', put: (world) => withoutRowSecurity(world, 'session_ballots') },
  {
    name: 'the page counts texts per person',
    part: 'sealed',
    put: (world) =>
      onPage(world, async (page, sessionId) => {
        const rows = await world.sql<{ id: string }>('SELECT author_id AS id FROM conf.session_texts WHERE session_id = $1', [sessionId]);
        for (const each of page.people) each.observer = rows.some(({ id }) => id === each.person.id);
      }),
  },
  {
    name: 'the number of texts is told while people write',
    part: 'sealed',
    put: (world) =>
      onPage(world, async (page, sessionId) => {
        const [row] = await world.sql<{ count: number }>('SELECT count(*)::int FROM conf.session_texts WHERE session_id = $1', [sessionId]);
        for (const sheet of page.sheets) sheet.total = row!.count;
      }),
  },
  {
    name: 'a refusal quotes the text of somebody else',
    part: 'sealed',
    put: (world) => {
      let last = '';
      return both(
        onWriting(world, (body) => void (last = body)),
        replaceMethod(world.server.app.get(RemoveText), 'run', (original) => async (viewer, raw) => {
          if (last !== '') throw invalidInput({ path: last, code: 'NOT_ALLOWED' });
          return original(viewer, raw);
        }),
      );
    },
  },
  {
    name: 'the log holds what was written',
    part: 'sealed',
    put: (world) => {
      const logger = world.server.app.get(KringLogger) as unknown as { pino: { info(line: string): void } };
      return onWriting(world, (body) => logger.pino.info(`writeText ${body}`));
    },
  },
  {
    name: 'a mail quotes what was written',
    part: 'sealed',
    put: (world) => {
      const transport = fileTransport(world.settings.mailDir, 'Kring <kring@kring.example>');
      return onWriting(world, (body) => transport.send({ to: 'persoon@kring.example', subject: 'Intervisie', text: body, html: body, messageId: `<${Math.random()}@kring.example>` }));
    },
  },
  {
    name: 'a job carries what was written',
    part: 'sealed',
    put: (world) => onWriting(world, async (body) => void (await world.database.sqlAs('superuser', `SELECT graphile_worker.add_job('nothing', $1::json, run_at => now() + interval '1 day')`, [JSON.stringify({ body })]))),
  },
  {
    name: 'words are stored as they are',
    part: 'sealed',
    put: () =>
      both(
        replaceMethod(SessionSealing.prototype, 'text', () => (_, body) => Buffer.from(body)),
        replaceMethod(SessionSealing.prototype, 'openText', () => (_, sealed) => (typeof sealed === 'string' ? Buffer.from(sealed.slice(2), 'hex') : sealed).toString('utf8')),
      ),
  },
  {
    name: 'places are given in the order of writing',
    part: 'order',
    put: (world) =>
      changeFunction(world, 'conf.place_texts(uuid,uuid[],integer[])', (sql) =>
        sql.replace('FROM unnest(ids, places) AS p (id, place)', 'FROM (SELECT o.id, row_number() OVER (ORDER BY o.xmin::text::bigint)::int AS place FROM conf.session_texts o WHERE o.id = ANY (ids)) p'),
      ),
  },
  {
    name: 'a text without a name keeps its author',
    part: 'sealed',
    put: async (world) => {
      const rule = withoutRule('session_texts_author', authorRule);
      return asSuperuser(
        world,
        [
          ...rule.put,
          `CREATE FUNCTION public.fault_author() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN NEW.author_id := conf.uid(); RETURN NEW; END $$`,
          `CREATE TRIGGER fault_author BEFORE INSERT ON conf.session_texts FOR EACH ROW EXECUTE FUNCTION public.fault_author()`,
        ],
        ['DROP TRIGGER fault_author ON conf.session_texts', 'DROP FUNCTION public.fault_author()', ...rule.undo],
      );
    },
  },
  {
    name: 'an open text keeps the digest of its writer',
    part: 'sealed',
    put: (world) => changeFunction(world, openTexts, (sql) => sql.replace('tag = NULL, ', ''), withoutRule('session_texts_tag', tagRule)),
  },
  {
    name: 'a receipt keeps the id of the text',
    part: 'sealed',
    put: (world) =>
      replaceMethod(world.server.app.get(UnitOfWork), 'run', (original) => async (request, work) => {
        const { id } = request.args as { id?: string };
        return original(request, async (tx) => ({ ...(await work(tx)), ...(request.operation === 'writeText' && id ? { textId: id } : {}) }));
      }),
  },
  { name: 'receipts outlive the opening', part: 'sealed', put: (world) => changeFunction(world, openTexts, (sql) => sql.replace('DELETE FROM public.mutation_receipts', 'DELETE FROM public.mutation_receipts r0 USING (SELECT 1) x WHERE false; PERFORM 1 FROM public.mutation_receipts').replace(/PERFORM 1 FROM public.mutation_receipts r USING public.session_people p\s+WHERE/, 'PERFORM 1 FROM public.mutation_receipts r, public.session_people p WHERE')) },
  { name: 'an open text tells how often it was changed', part: 'sealed', put: (world) => changeFunction(world, openTexts, (sql) => sql.replace(`CASE WHEN t.sharing = 'nameless' THEN 1 ELSE t.version END`, 't.version')) },
  {
    name: 'a text says when it was written',
    part: 'sealed',
    put: (world) => asSuperuser(world, ['ALTER TABLE conf.session_texts ADD COLUMN written_at timestamptz DEFAULT clock_timestamp()'], ['ALTER TABLE conf.session_texts DROP COLUMN written_at']),
  },
  { name: 'one act opens more than one', part: 'oneByOne', put: (world) => changeFunction(world, openTexts, (sql) => sql.replace('AND t.id = ANY (which) AND t.kind', 'AND t.position IS NOT NULL AND t.kind')) },
  { name: 'what somebody keeps opens with the rest', part: 'sealed', put: (world) => changeFunction(world, openTexts, (sql) => sql.replace(`t.id = ANY (which) AND t.kind <> 'note' AND t.sharing <> 'not_shared' AND`, `t.kind <> 'note' AND`)) },
  {
    name: 'a text without a name shows who wrote it',
    part: 'sealed',
    put: (world) => {
      const writers = new Map<string, string>();
      return both(
        onWriting(world, (body, _, personId) => void writers.set(body, personId)),
        onPage(world, (page) => {
          for (const text of page.texts) if (text.sharing === 'NAMELESS' && text.opened) text.author = page.people.find(({ person }) => person.id === writers.get(text.body))?.person ?? null;
        }),
      );
    },
  },
  {
    name: 'an open text without a name is still its writer’s',
    part: 'sealed',
    put: (world) =>
      onPage(world, (page) => {
        for (const text of page.texts) text.mine ||= text.sharing === 'NAMELESS';
      }),
  },
  {
    name: 'the page says who is ready',
    part: 'sealed',
    put: (world) =>
      onPage(world, async (page, sessionId) => {
        const rows = await world.sql<{ id: string }>('SELECT person_id AS id FROM session_people WHERE session_id = $1 AND ready_turn IS NOT NULL', [sessionId]);
        for (const each of page.people) each.observer = rows.some(({ id }) => id === each.person.id);
      }),
  },
  {
    name: 'a vote is counted while it runs',
    part: 'vote',
    put: (world) =>
      onPage(world, async (page, sessionId) => {
        const [row] = await world.sql<{ count: number }>('SELECT count(*)::int FROM conf.session_ballots WHERE session_id = $1', [sessionId]);
        for (const option of page.options) option.votes = row!.count;
      }),
  },
  {
    name: 'voting shows on who voted',
    part: 'vote',
    put: (world) =>
      asSuperuser(
        world,
        [
          `CREATE FUNCTION public.fault_voted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN UPDATE public.session_people SET silent = true WHERE session_id = NEW.session_id AND person_id = conf.uid(); RETURN NEW; END $$`,
          `CREATE TRIGGER fault_voted BEFORE INSERT ON conf.session_ballots FOR EACH ROW EXECUTE FUNCTION public.fault_voted()`,
        ],
        ['DROP TRIGGER fault_voted ON conf.session_ballots', 'DROP FUNCTION public.fault_voted()'],
      ),
  },
  { name: 'a ballot keeps the digest of who cast it', part: 'vote', put: (world) => changeFunction(world, 'conf.close_ballots(uuid,integer)', (sql) => sql.replaceAll('tag = uuid_send(gen_random_uuid())', 'tag = tag')) },
  {
    name: 'a vote is announced',
    part: 'vote',
    put: (world) =>
      replaceMethod(world.server.app.get(EnterAnswers), 'castVote', (original) => async (viewer, raw) => {
        const result = await original(viewer, raw);
        await world.server.app.get(UnitOfWork).runUnsigned(async (tx) => tx.emit(intervisionRealtime.textChanged(result.sessionId, 0)));
        return result;
      }),
  },
  { name: 'a guest is in the sessions', part: 'sealed', put: () => rewriteSql((sql) => sql.replaceAll(`m.role IN ('lead', 'co_lead', 'member')`, `m.role IN ('lead', 'co_lead', 'member', 'guest')`)) },
  { name: 'a stream lets everybody in', part: 'sealed', put: (world) => replaceMethod(world.server.app.get(StreamDoors), 'mayListen', () => () => Promise.resolve(true)) },
  {
    name: 'in writing, for whom a sealed phase waits is told',
    part: 'written',
    put: (world) =>
      onPage(world, async (page, sessionId) => {
        const rows = await world.sql<{ id: string }>('SELECT author_id AS id FROM conf.session_texts WHERE session_id = $1 AND phase = $2 AND author_id IS NOT NULL', [sessionId, page.state.phase]);
        if (page.written) page.written.awaited = page.people.map(({ person }) => person.id).filter((id) => !rows.some((row) => row.id === id));
      }),
  },
  {
    name: 'in writing, a begun answer is posted',
    part: 'written',
    put: (world) => replaceMethod(world.server.app.get(AnswerQuestion), 'run', (original) => (viewer, raw) => original(viewer, { ...(raw as object), post: true })),
  },
  {
    name: 'in writing, a phase ends when the last one wrote',
    part: 'written',
    put: (world) => onWriting(world, async (_, sessionId) => void (await world.sql(`UPDATE sessions SET ends_at = now() - interval '1 second' WHERE id = $1 AND (SELECT count(*) FROM conf.session_texts t WHERE t.session_id = $1 AND t.phase = sessions.phase) >= 3`, [sessionId]))),
  },
];
