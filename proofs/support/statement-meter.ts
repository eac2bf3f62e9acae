import { KeyRing } from '../../server/src/platform/crypto/key-ring.js';
import type { World } from '../../server/test/harness/world.js';
import { rewriteSql } from './mutants.js';

/** Counts what a request asks of the database. Nothing else may be going on: no jobs, no sockets, one request at a time. */
export interface StatementMeter {
  /** runs one request; the statements it sent, without those that find out who asks: their answer is kept for a second */
  during<Result>(request: () => Promise<Result>): Promise<{ result: Result; statements: string[] }>;
  stop(): void;
}

const whoAsks = /FROM sign_ins s JOIN people p|UPDATE sign_ins SET last_seen_at/;

/**
 * Listens at the driver itself. A counter that follows one request by its asynchronous context would lose it: whoever
 * reads a body by its events leaves that context.
 */
export function statementMeter(world: World): StatementMeter {
  const keys = world.server.app.get(KeyRing) as unknown as { cache: Map<string, unknown> };
  let heard: string[] = [];
  const stop = rewriteSql((sql) => {
    if (!whoAsks.test(sql)) heard.push(sql);
    return sql;
  });
  return {
    during: async (request) => {
      // keys that an earlier request fetched would hide what this one needs
      keys.cache.clear();
      heard = [];
      const result = await request();
      return { result, statements: heard };
    },
    stop,
  };
}
