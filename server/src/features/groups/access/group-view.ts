import type { StreamPosition } from '../../../../../schema/realtime/envelope.js';
import { groupStream } from '../../../../../schema/realtime/streams.js';
import { brand, type Branded } from '../../../platform/graphql/brand.js';
import { streamPosition } from '../../../platform/realtime/stream-position.js';
import type { GroupRow } from '../data/group.reads.js';
import { type CircleRights, type GroupCircumstances, type GroupRight, rightsNow } from '../domain/group-policy.js';
import { isClosed } from '../domain/group.js';

/** A circle as the schema shows it to one member. Moments are texts of PostgreSQL, which the scalar knows. */
export interface GroupView {
  id: string;
  kind: string;
  closed: boolean;
  name: string;
  purpose: string;
  organisation: { id: string; kind: string; name: string; brin: string | null };
  memberCount: number;
  decisionCount: number;
  archivedAt: string | null;
  version: number;
  createdAt: string;
  lastActivityAt: string;
  lastSeq: number;
  readCount: number;
  myRole: string;
  pact: { version: number; text: string; createdAt: string } | null;
  pactAcceptedVersion: number;
  pactAcceptedAt: string | null;
  viewerActions: string[];
  asOf: StreamPosition;
}

/** What the policy wants to know, from the row that the statement joined. */
export const circumstancesOf = (row: Pick<GroupRow, 'role' | 'archived_at' | 'pact_version' | 'my_pact_version'>): GroupCircumstances => ({
  role: row.role,
  archived: row.archived_at !== null,
  pactOpen: row.role !== 'follower' && row.pact_version > row.my_pact_version,
});

export const graphqlAction = (right: GroupRight): string => right.toUpperCase();

/** Only for rows that a statement with the membership joined returned. */
export function groupView(rights: CircleRights, row: GroupRow): Branded<GroupView> {
  return brand('Group', {
    id: row.id,
    kind: row.kind.toUpperCase(),
    closed: isClosed(row.kind),
    name: row.name,
    purpose: row.purpose,
    organisation: brand('Organisation', {
      id: row.organisation_id,
      kind: row.organisation_kind,
      name: row.organisation_name,
      brin: row.organisation_brin,
    }),
    memberCount: row.member_count,
    decisionCount: row.decision_count,
    archivedAt: row.archived_at,
    version: row.version,
    createdAt: row.created_at,
    lastActivityAt: row.last_activity_at,
    lastSeq: row.last_seq,
    readCount: row.read_count,
    myRole: row.role.toUpperCase(),
    pact:
      row.pact_version === 0 || row.pact_text === null
        ? null
        : brand('Pact', { version: row.pact_version, text: row.pact_text, createdAt: row.pact_created_at! }),
    pactAcceptedVersion: row.my_pact_version,
    pactAcceptedAt: row.pact_accepted_at,
    // a list of fifty circles does not ask for it
    get viewerActions() {
      return rightsNow(rights, circumstancesOf(row)).map(graphqlAction);
    },
    asOf: streamPosition(groupStream(row.id), { seq: row.stream_seq, epoch: row.stream_epoch }),
  });
}
