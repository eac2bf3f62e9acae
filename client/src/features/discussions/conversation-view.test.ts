import { describe, expect, it } from '@jest/globals';
import type { MessageFieldsFragment } from '../../generated/graphql.js';
import { firstWindow, inOrder, rowsOf } from './conversation-view.js';

const said = (n: number, createdAt: string): MessageFieldsFragment => ({
  __typename: 'Message',
  id: `m${n}`,
  groupId: 'g1',
  topicId: 't1',
  n,
  seq: n,
  kind: 'REPLY',
  author: { __typename: 'Person', id: 'p1', name: 'Noor Kwikstaart' },
  body: { type: 'doc', content: [] },
  createdAt,
  editedAt: null,
  removedAt: null,
  removedBy: null,
  version: 1,
  reactions: { __typename: 'Reactions', recognise: 0, helpful: 0, mine: [] },
  viewerActions: [],
});
const now = new Date(2026, 10, 17, 15, 0);
const at = (day: number, hour: number): string => new Date(2026, 10, day, hour, 30).toISOString();

describe('the rows of a conversation', () => {
  it('have a line per new day, none for today alone', () => {
    expect(rowsOf([said(1, at(17, 9)), said(2, at(17, 10))], [], null, now).map((row) => row.key)).toEqual(['m1', 'm2']);
    expect(rowsOf([said(1, at(15, 9)), said(2, at(15, 10)), said(3, at(17, 9))], [], null, now).map((row) => row.kind)).toEqual(['day', 'message', 'message', 'day', 'message']);
  });

  it('draw the line "new since" once, before the first new message', () => {
    const rows = rowsOf([said(3, at(17, 9)), said(4, at(17, 10)), said(5, at(17, 11))], [], { fromN: 4, since: at(17, 9) }, now);
    expect(rows.map((row) => row.key)).toEqual(['m3', 'new', 'm4', 'm5']);
  });

  it('show a message on its way until the same id has come', () => {
    const outgoing = { id: 'm2', mutationId: 'x', groupId: 'g1', topicId: 't1', kind: 'REPLY' as const, body: { type: 'doc' as const, content: [] }, writtenAt: at(17, 10), confidential: false, state: 'sending' as const };
    expect(rowsOf([said(1, at(17, 9))], [outgoing], null, now).map((row) => row.kind)).toEqual(['message', 'outgoing']);
    expect(rowsOf([said(1, at(17, 9)), said(2, at(17, 10))], [outgoing], null, now).map((row) => row.kind)).toEqual(['message', 'message']);
  });

  it('put the window in order of number, each number once', () => {
    expect(inOrder([said(3, at(17, 9)), said(1, at(17, 9)), said(3, at(17, 9)), said(2, at(17, 9))]).map((message) => message.n)).toEqual([1, 2, 3]);
  });
});

describe('the first question', () => {
  it.each([
    ['nothing here', null, { n: null, readN: 5, messageCount: 90 }, {}],
    ['a window that holds the place', { last: 60, count: 60 }, { n: null, readN: 58, messageCount: 60 }, { around: 60, first: 40 }],
    ['a window that ended before the place', { last: 40, count: 40 }, { n: null, readN: 58, messageCount: 60 }, {}],
    ['one message of a long talk', { last: 60, count: 1 }, { n: null, readN: 58, messageCount: 60 }, {}],
    ['the whole of a short talk', { last: 3, count: 3 }, { n: null, readN: 3, messageCount: 3 }, { around: 3, first: 40 }],
    ['a reply in the window', { last: 60, count: 60 }, { n: 12, readN: 60, messageCount: 60 }, { around: 12, first: 40 }],
    ['a reply outside it', { last: 60, count: 21 }, { n: 12, readN: 60, messageCount: 60 }, { around: 12, first: 40 }],
  ])('%s', (_what, known, wanted, expected) => expect(firstWindow(known, wanted, 40)).toEqual(expected));
});
