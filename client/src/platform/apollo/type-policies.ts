import type { FieldFunctionOptions, Reference, TypePolicies } from '@apollo/client/cache';

interface Connection {
  nodes: readonly Reference[];
  pageInfo: Record<string, unknown>;
}

const grows = {
  /** Counters that only grow: whatever arrives late changes nothing. */
  merge: (existing: number | undefined, incoming: number): number => Math.max(existing ?? 0, incoming),
};

/** Forward pages after each other; a first page replaces. Rows keep their first place, doubles are dropped. */
export const forwardPages = {
  keyArgs: (args: Record<string, unknown> | null) => {
    const { first: _first, after: _after, ...rest } = args ?? {};
    return Object.keys(rest).length > 0 ? JSON.stringify(rest) : '';
  },
  merge(existing: Connection | undefined, incoming: Connection, { args, readField }: FieldFunctionOptions): Connection {
    if (!existing || args?.['after'] == null) return incoming;
    const seen = new Set(existing.nodes.map((node) => readField('id', node)));
    return { ...incoming, nodes: [...existing.nodes, ...incoming.nodes.filter((node) => !seen.has(readField('id', node)))] };
  },
};

/** Messages of a topic, ordered by their number `n`, whichever page or event brought them. The edges of the widest window stay. */
export function mergeByNumber(existing: Connection | undefined, incoming: Connection, { readField }: Pick<FieldFunctionOptions, 'readField'>): Connection {
  const number = (node: Reference) => readField<number>('n', node) ?? 0;
  if (!existing || existing.nodes.length === 0) return incoming;
  if (incoming.nodes.length === 0) return existing;
  const [oldFirst, oldLast] = [number(existing.nodes[0]!), number(existing.nodes[existing.nodes.length - 1]!)];
  const [newFirst, newLast] = [number(incoming.nodes[0]!), number(incoming.nodes[incoming.nodes.length - 1]!)];
  // Two windows that do not touch would leave a hole in the middle: the newest answer wins.
  if (newFirst > oldLast + 1 || newLast < oldFirst - 1) return incoming;
  const byNumber = new Map<number, Reference>();
  for (const node of [...existing.nodes, ...incoming.nodes]) byNumber.set(number(node), node);
  const nodes = [...byNumber.entries()].sort((a, b) => a[0] - b[0]).map(([, node]) => node);
  return {
    ...incoming,
    nodes,
    pageInfo: {
      ...incoming.pageInfo,
      ...(oldFirst < newFirst ? { hasPreviousPage: existing.pageInfo['hasPreviousPage'], startCursor: existing.pageInfo['startCursor'] } : {}),
      ...(oldLast > newLast ? { hasNextPage: existing.pageInfo['hasNextPage'], endCursor: existing.pageInfo['endCursor'] } : {}),
    },
  };
}

interface Versioned {
  version: number;
  at: string;
}

/** Where a session stands: an answer that was read earlier and arrives later changes nothing. */
export const newestState = {
  merge: <State extends Versioned>(existing: State | undefined, incoming: State): State =>
    existing && (existing.version > incoming.version || (existing.version === incoming.version && existing.at > incoming.at)) ? existing : incoming,
};

/** `topicPage` and `groupPage` are one object per id, whatever window was asked. */
const onePerId = { keyArgs: ['id'], merge: true } as const;

/**
 * Every type with an id is normalised. Types without one say how they merge, so that two queries never overwrite each other.
 * Merging is by `max` where numbers only grow, and by key where pages join.
 */
export const typePolicies: TypePolicies = {
  Query: {
    fields: {
      topicPage: onePerId,
      groupPage: onePerId,
      sessionPage: onePerId,
      methods: { merge: false },
      methodShelf: { keyArgs: ['groupId'], merge: false },
      method: { keyArgs: ['key'], merge: false },
      agenda: { keyArgs: ['groupId'], merge: false },
      bell: forwardPages,
      drafts: forwardPages,
      reports: forwardPages,
      lessons: { ...forwardPages, keyArgs: ['first'] },
      circleLessons: forwardPages,
      evaluations: { keyArgs: ['groupId'], merge: false },
      decisions: forwardPages,
      members: forwardPages,
      groups: { keyArgs: ['archived'], merge: false },
      home: { merge: true },
    },
  },
  GroupPage: { merge: true, fields: { topics: forwardPages } },
  TopicPage: { merge: true, fields: { messages: { keyArgs: false, merge: mergeByNumber } } },
  TopicConnection: { merge: true },
  MessageConnection: { merge: true },
  Home: { merge: true, fields: { groups: { merge: false }, tasks: { merge: false } } },
  Instance: { merge: true },
  StreamPosition: { keyFields: false, merge: true },
  PageInfo: { merge: true },
  Reactions: { merge: true },
  Pact: { merge: true },
  SessionPage: {
    merge: true,
    fields: {
      state: newestState,
      me: { merge: false },
      script: { merge: false },
      people: { merge: false },
      texts: { merge: false },
      sheets: { merge: false },
      options: { merge: false },
      pictures: { merge: false },
      ratings: { merge: false },
    },
  },
  Method: { keyFields: ['key'], fields: { phases: { merge: false } } },
  Words: { merge: true },
  // the keys of fields and scales are no ids
  MethodOwner: { keyFields: false },
  // the same phase stands in many sessions, with other minutes; the same option in more than one vote
  ScriptPhase: { keyFields: false },
  VoteOption: { keyFields: false },
  CreateRight: { keyFields: false },
  Group: { fields: { lastSeq: grows, readCount: grows } },
  Topic: { fields: { messageCount: grows, readN: grows } },
};
