import type { ErrorExtensions } from '../../../schema/errors.js';
import type { GqlAnswer } from '../harness/graphql-call.js';
import type { World } from '../harness/world.js';
import type { Actor } from './actors.js';
import { mutationCases } from './mutation-cases.js';
import type { Attempt, OperationCases } from './operation-case.js';
import type { Outcome } from './permission-matrix.js';
import { queryCases } from './query-cases.js';
import type { Scene } from './scene.js';

export const operationCases: OperationCases = { ...queryCases, ...mutationCases };

const reasons: Record<string, Outcome> = {
  ROLE: 'role',
  PACT_NOT_ACCEPTED: 'pact',
  ARCHIVED: 'archived',
  NOT_AUTHOR: 'notAuthor',
  LAST_LEAD: 'lastLead',
  MANAGER_SPLIT: 'split',
  POSITION: 'position',
  WRONG_CREDENTIALS: 'credentials',
  EXPIRED: 'expired',
  NOT_CLOSED: 'notClosed',
  NOT_NOW: 'notNow',
  NOT_YOURS: 'notYours',
  CONTRIBUTOR_SILENT: 'silent',
  FACILITATOR_LEADS: 'leads',
  NOT_THE_WRITER: 'notWriter',
  NOT_ASKED: 'notAsked',
};

/** An answer in the words of the permission matrix; anything that has no word there comes as its code. */
export function outcomeOf(answer: GqlAnswer<unknown>, shows: string | undefined): string {
  const [error] = answer.errors ?? [];
  if (!error) {
    if (answer.status !== 200 || !answer.data) return `status ${answer.status}`;
    return shows === undefined || answer.text.includes(shows) ? 'yes' : 'empty';
  }
  const { code, reason } = (error.extensions ?? {}) as Partial<ErrorExtensions>;
  if (code === 'UNAUTHENTICATED') return 'signIn';
  if (code === 'NOT_FOUND') return 'absent';
  if (code === 'FORBIDDEN') return reasons[reason ?? ''] ?? `FORBIDDEN ${reason}`;
  return `${code ?? 'no code'} ${JSON.stringify(error.extensions?.fields ?? '')}`;
}

/** Whose browser sends an attempt. */
export const senderOf = (scene: Scene, actor: Actor, attempt: Attempt) => (attempt.session === undefined ? scene.sessions[actor] : attempt.session);

/**
 * A digest of every row that people can cause, to see that a refusal left nothing behind. Limits count tries and a
 * sign-in remembers when it was used, so those two stay out.
 */
export async function fingerprint(world: World): Promise<string> {
  const tables = await tablesOf(world);
  const parts = tables.map((table) => `SELECT '${table}' AS name, md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) AS digest FROM ${table} t`);
  const rows = await world.sql<{ name: string; digest: string }>(parts.join(' UNION ALL '));
  return JSON.stringify(rows.map((row) => [row.name, row.digest]).sort());
}

const known = new WeakMap<World, Promise<string[]>>();

/** The tables of a world that hold what people did. */
export function tablesOf(world: World): Promise<string[]> {
  let tables = known.get(world);
  if (!tables) {
    tables = world
      .sql<{ name: string }>(
        `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname IN ('public', 'conf') AND c.relkind = 'r' AND c.relname NOT IN ('rate_limits', 'migrations') ORDER BY 1`,
      )
      .then((rows) => rows.map((row) => row.name));
    known.set(world, tables);
  }
  return tables;
}
