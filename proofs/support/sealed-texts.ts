import { bothKeys } from '../../server/src/features/intervision/access/case-seal.js';
import type { MasterKey } from '../../server/src/platform/config/key-file.js';
import { aadFor, type ScopeKind, unseal, unwrapScopeKey } from '../../server/src/platform/crypto/sealer.js';
import type { TestDatabase } from '../../server/test/harness/test-database.js';

export interface SealedText {
  table: string;
  column: string;
  id: string;
  scopeKind: ScopeKind;
  scope: string;
  sealed: Buffer;
}

export interface WrappedKey {
  scopeKind: ScopeKind;
  scope: string;
  wrapped: Buffer;
}

/** Every sealed text of a database, wherever it stands. */
export const sealedTexts = (database: TestDatabase): Promise<SealedText[]> =>
  database.sqlAs<SealedText>('backup', `
    SELECT 'messages' AS table, 'body_sealed' AS column, id::text, 'group' AS "scopeKind", group_id AS scope, body_sealed AS sealed FROM messages WHERE body_sealed IS NOT NULL
    UNION ALL SELECT 'messages', 'body_sealed', m.id::text, 'group', m.group_id, v.body_sealed FROM message_versions v JOIN messages m ON m.id = v.message_id WHERE v.body_sealed IS NOT NULL
    UNION ALL SELECT 'topics', 'title_sealed', id::text, 'group', group_id, title_sealed FROM topics WHERE title_sealed IS NOT NULL
    UNION ALL SELECT 'topics', 'preview_sealed', id::text, 'group', group_id, preview_sealed FROM topics WHERE preview_sealed IS NOT NULL
    UNION ALL SELECT 'conf.drafts', 'body', id::text, 'person', person_id, body FROM conf.drafts
    UNION ALL SELECT 'conf.session_texts', 'body', id::text, 'session', session_id, body FROM conf.session_texts
    UNION ALL SELECT 'conf.session_cases', 'title', case_id::text, 'session', session_id, title FROM conf.session_cases
    UNION ALL SELECT 'conf.session_cases', 'question', case_id::text, 'session', session_id, question FROM conf.session_cases
    UNION ALL SELECT 'conf.session_outcomes', 'body', id::text, 'session_outcome', session_id, body FROM conf.session_outcomes
    UNION ALL SELECT 'conf.session_followups', 'body', person_id::text, 'session_outcome', session_id, body FROM conf.session_followups WHERE shared
    UNION ALL SELECT 'conf.personal_reports', 'body', id::text, 'person', person_id, body FROM conf.personal_reports
    UNION ALL SELECT 'conf.harvests', 'body', id::text, 'harvest', id, body FROM conf.harvests WHERE body <> ''
    UNION ALL SELECT 'conf.harvests', 'objection', id::text, 'harvest', id, objection FROM conf.harvests WHERE objection IS NOT NULL
    UNION ALL SELECT 'conf.own_intentions', 'body', id::text, 'person', person_id, body FROM conf.own_intentions
    UNION ALL SELECT 'conf.prepared_cases', 'body', id::text, 'person', person_id, body FROM conf.prepared_cases`);

export const keysOf = (database: TestDatabase): Promise<WrappedKey[]> =>
  database.sqlAs<WrappedKey>('backup', `SELECT scope_kind AS "scopeKind", scope_id AS scope, wrapped FROM conf.keys`);

/** What someone reads who holds these texts, these keys and the master key: every key, and for cases every two, is tried on every text. */
export function readable(master: MasterKey, texts: readonly SealedText[], keys: readonly WrappedKey[]): SealedText[] {
  const deks = keys.map((key) => unwrapScopeKey(master, key.scopeKind, key.scope, key.wrapped));
  return texts.filter(({ table, column, id, scopeKind, scope, sealed }) => {
    const tried = table === 'conf.prepared_cases' ? deks.flatMap((one) => deks.map((other) => bothKeys(one, other, id))) : deks;
    return tried.some((dek) => {
      try {
        return unseal(dek, aadFor(table, column, id, scopeKind, scope), sealed).length > 0;
      } catch {
        return false;
      }
    });
  });
}
