import { ApolloLink } from '@apollo/client/link';
import { Observable } from 'rxjs';
import { groupStream } from '../../../../schema/realtime/streams.js';
import type { EventCatalogue } from '../../../../schema/realtime/catalogue.js';
import type { EventEnvelope } from '../../../../schema/realtime/envelope.js';
import type { DraftFieldsFragment, GroupDetailsFragment, MessageFieldsFragment, MessageKind, TopicRowFragment } from '../../generated/graphql.js';
import { KringError } from '../../platform/errors/kring-error.js';
import { fromPlainText, plainText } from '../../ui/rich-text/rich-text-document.js';

/** A circle as a server would hold it, for tests: answers the operations of the client and makes the events. */
export const people = {
  fenna: { __typename: 'Person' as const, id: '00000000-0000-4000-8000-000000000001', name: 'Fenna Bosuil' },
  noor: { __typename: 'Person' as const, id: '00000000-0000-4000-8000-000000000002', name: 'Noor Kwikstaart' },
  sem: { __typename: 'Person' as const, id: '00000000-0000-4000-8000-000000000003', name: 'Sem Leeuwerik' },
};
export const viewer = people.fenna;
export const groupId = '00000000-0000-4000-8000-00000000000a';
export const topicId = '00000000-0000-4000-8000-00000000000b';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- variables of any operation
type Answer = (variables: any) => Record<string, unknown>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- input of any mutation
type Input = { input: any };

export class TestWorld {
  readonly group: GroupDetailsFragment;
  readonly topics: TopicRowFragment[] = [];
  readonly messages: MessageFieldsFragment[] = [];
  /** what the viewer is writing, by place */
  readonly drafts = new Map<string, DraftFieldsFragment>();
  /** every operation that came in, in order */
  readonly asked: { name: string; variables: Record<string, unknown> }[] = [];
  /** what answers instead, once per entry: a failure, or another answer */
  readonly instead = new Map<string, (KringError | Answer | Promise<void>)[]>();
  seq = 0;
  clock = Date.UTC(2026, 10, 17, 13, 31);

  constructor(readonly closed = false) {
    this.group = {
      __typename: 'Group',
      id: groupId,
      kind: closed ? 'COACHING' : 'KNOWLEDGE',
      closed,
      name: 'Gedrag in de groep',
      purpose: 'Samen kijken naar gedrag.',
      organisation: { __typename: 'Organisation', id: 'o1', kind: 'network', name: 'Regio Beekdal' },
      memberCount: 31,
      decisionCount: 0,
      archivedAt: null,
      version: 1,
      createdAt: this.time(),
      lastActivityAt: this.time(),
      lastSeq: 0,
      readCount: 0,
      myRole: 'MEMBER',
      pact: null,
      pactAcceptedVersion: 0,
      pactAcceptedAt: null,
      viewerActions: ['READ', 'POST', 'RECORD_DECISION', 'LEAVE'],
      asOf: { __typename: 'StreamPosition', stream: groupStream(groupId), epoch: 1, seq: 0 },
    };
    this.topics.push(this.newTopic(topicId, 'De eerste vijf minuten ontsporen steeds'));
  }

  time(): string {
    this.clock += 60_000;
    return new Date(this.clock).toISOString();
  }

  newTopic(id: string, title: string): TopicRowFragment {
    return {
      __typename: 'Topic', id, groupId, title, createdAt: this.time(), createdBy: people.noor, messageCount: 0, decisionCount: 0,
      readN: 0, readAt: null, lastMessageAt: this.time(), lastMessageBy: people.noor, version: 1,
      viewerActions: [],
    };
  }

  topic(id = topicId): TopicRowFragment {
    return this.topics.find((topic) => topic.id === id)!;
  }

  rights(author: { id: string }): MessageFieldsFragment['viewerActions'] {
    return author.id === viewer.id ? ['EDIT', 'REMOVE', 'REACT'] : ['REACT'];
  }

  say(text: string, author = people.noor, more: { id?: string; kind?: MessageKind; topicId?: string; body?: MessageFieldsFragment['body'] } = {}): MessageFieldsFragment {
    const topic = this.topic(more.topicId);
    const kind = more.kind ?? 'REPLY';
    const message: MessageFieldsFragment = {
      __typename: 'Message', id: more.id ?? crypto.randomUUID(), groupId, topicId: topic.id, n: topic.messageCount + 1, seq: this.group.lastSeq + 1,
      kind, author, body: more.body ?? fromPlainText(text), createdAt: this.time(), editedAt: null, removedAt: null, removedBy: null, version: 1,
      reactions: { __typename: 'Reactions', recognise: 0, helpful: 0, mine: [] }, viewerActions: this.rights(author),
    };
    this.messages.push(message);
    const decided = kind === 'DECISION' ? 1 : 0;
    Object.assign(topic, { messageCount: message.n, lastMessageAt: message.createdAt, lastMessageBy: author, decisionCount: topic.decisionCount + decided });
    Object.assign(this.group, { lastSeq: message.seq, lastActivityAt: message.createdAt, decisionCount: this.group.decisionCount + decided });
    return message;
  }

  event<Type extends keyof EventCatalogue>(type: Type, payload: EventCatalogue[Type]): EventEnvelope<Type, EventCatalogue[Type]> {
    this.seq += 1;
    this.group.asOf = { ...this.group.asOf, seq: this.seq };
    return { stream: groupStream(groupId), epoch: this.group.asOf.epoch, seq: this.seq, type, payload };
  }

  posted(message: MessageFieldsFragment): EventEnvelope<'discussions.messagePosted', EventCatalogue['discussions.messagePosted']> {
    const { author, body, kind, createdAt } = message;
    return this.event('discussions.messagePosted', {
      groupId, topicId: message.topicId, messageId: message.id, n: message.n, groupSeq: message.seq,
      ...(this.closed ? {} : { content: { author: { id: author.id, name: author.name }, body: body!, kind, createdAt } }),
    });
  }

  groupPage(): Record<string, unknown> {
    const nodes = [...this.topics].sort((a, b) => Date.parse(b.lastMessageAt) - Date.parse(a.lastMessageAt));
    return { __typename: 'GroupPage', group: this.group, topics: { __typename: 'TopicConnection', nodes, pageInfo } };
  }

  topicPage(variables: { id?: string; first?: number; after?: number; last?: number; before?: number; around?: number }): Record<string, unknown> {
    const all = this.messages.filter((message) => message.topicId === (variables.id ?? topicId));
    const { first = 100, after, last, before, around } = variables;
    let nodes = all;
    if (after !== undefined) nodes = all.filter((message) => message.n > after).slice(0, first);
    else if (before !== undefined) nodes = all.filter((message) => message.n < before).slice(-(last ?? 100));
    else if (around !== undefined) nodes = all.slice(Math.max(0, around - 1 - Math.floor(first / 2))).slice(0, first);
    else if (last !== undefined) nodes = all.slice(-last);
    const { id, lastSeq, readCount, decisionCount, lastActivityAt, asOf } = this.group;
    return {
      __typename: 'TopicPage',
      group: { __typename: 'Group', id, lastSeq, readCount, decisionCount, lastActivityAt, asOf },
      topic: this.topic(variables.id),
      messages: { __typename: 'MessageConnection', nodes, pageInfo },
    };
  }

  private readonly answers: Record<string, Answer> = {
    Session: () => ({ instance: { __typename: 'Instance', name: 'Proef', demo: false, insecureLan: false, adhocDocuments: false }, me }),
    GroupPage: () => ({ groupPage: this.groupPage() }),
    TopicPage: (variables) => ({ topicPage: this.topicPage(variables) }),
    OneMessage: ({ id }) => ({ message: this.messages.find((message) => message.id === id) ?? this.notFound() }),
    GroupDetails: () => ({ group: this.group }),
    Members: () => ({ members: { __typename: 'MemberConnection', nodes: [], pageInfo } }),
    DraftAt: ({ place }) => ({ draft: this.drafts.get(place) ?? null }),
    SaveDraft: ({ input }: Input) => {
      const known = this.drafts.get(input['place']);
      if (known && (known.version !== input['ifVersion'] || known.id !== (input['draftId'] ?? known.id))) return { saveDraft: { __typename: 'DraftConflict', current: known } };
      const draft: DraftFieldsFragment = {
        __typename: 'Draft', id: known?.id ?? crypto.randomUUID(), groupId, topicId, groupName: this.group.name, topicTitle: '', text: plainText(input['body']),
        place: input['place'], body: input['body'], version: (known?.version ?? 0) + 1, updatedAt: this.time(),
      };
      this.drafts.set(draft.place, draft);
      return { saveDraft: { __typename: 'SavedDraft', draft } };
    },
    DiscardDraft: ({ input }: Input) => {
      for (const draft of this.drafts.values()) if (draft.id === input['draftId'] && draft.version <= Number(input['version'])) this.drafts.delete(draft.place);
      return { discardDraft: { __typename: 'Done', ok: true } };
    },
    RemoveMessage: ({ input }: Input) => {
      const at = this.messages.findIndex((message) => message.id === input['messageId']);
      const known = this.messages[at] ?? this.notFound();
      const message = { ...known, body: null, removedAt: this.time(), removedBy: 'AUTHOR' as const, version: known.version + 1, viewerActions: [] };
      this.messages[at] = message;
      return { removeMessage: message };
    },
    SignOut: () => ({ signOut: { __typename: 'Done', ok: true } }),
    MarkRead: ({ input }: Input) => {
      const topic = this.topic(input['topicId']);
      const readN = Math.max(topic.readN, Number(input['readN']));
      this.group.readCount += readN - topic.readN;
      Object.assign(topic, { readN, readAt: this.time() });
      const { id, lastSeq, readCount } = this.group;
      return { markRead: { __typename: 'MarkReadPayload', topic: { __typename: 'Topic', id: topic.id, messageCount: topic.messageCount, readN, readAt: topic.readAt }, group: { __typename: 'Group', id, lastSeq, readCount } } };
    },
    PostMessage: ({ input }: Input) => {
      const known = this.messages.find((message) => message.id === input['id']);
      return { postMessage: known ?? this.say('', viewer, { id: input['id'], kind: input['kind'], topicId: input['topicId'], body: input['body'] }) };
    },
    EditMessage: ({ input }: Input) => {
      const at = this.messages.findIndex((message) => message.id === input['messageId']);
      const known = this.messages[at]!;
      if (known.version !== Number(input['ifVersion'])) return { editMessage: { __typename: 'EditConflict', current: known } };
      const message = { ...known, body: input['body'] as MessageFieldsFragment['body'], version: known.version + 1, editedAt: this.time() };
      this.messages[at] = message;
      return { editMessage: { __typename: 'EditedMessage', message } };
    },
  };

  private notFound(): never {
    throw new KringError({ code: 'NOT_FOUND' });
  }

  /** Ends a chain of links. */
  link(): ApolloLink {
    return new ApolloLink(
      (operation) =>
        new Observable((observer) => {
          const name = operation.operationName ?? '';
          this.asked.push({ name, variables: operation.variables });
          const answer = async (): Promise<Record<string, unknown>> => {
            const other = this.instead.get(name)?.shift();
            if (other instanceof KringError) throw other;
            if (other instanceof Promise) await other;
            const make = typeof other === 'function' ? other : this.answers[name];
            if (!make) throw new KringError({ code: 'UNKNOWN_DOCUMENT' });
            // As over a network: nothing is shared with what the world holds.
            return structuredClone(make(operation.variables));
          };
          answer()
            .then((data) => {
              observer.next({ data });
              observer.complete();
            })
            .catch((failure: unknown) => observer.error(failure));
        }),
    );
  }

  variablesOf(name: string): Record<string, unknown>[] {
    return this.asked.filter((one) => one.name === name).map((one) => one.variables);
  }
}

const pageInfo = { __typename: 'PageInfo', startCursor: null, endCursor: null, hasNextPage: false, hasPreviousPage: false };

const me = {
  __typename: 'Me', id: viewer.id, givenName: 'Fenna', familyName: 'Bosuil', name: viewer.name, email: 'fenna@beekdal.example', language: 'NL', mailLevel: 'IMPORTANT',
  singleKeys: true, plainReading: false, calmMotion: false, introducedAt: '2026-08-24T08:00:00Z', version: 1, positions: [], mayCreate: [],
  asOf: { __typename: 'StreamPosition', stream: `person:${viewer.id}`, epoch: 1, seq: 0 },
};
