import { describe, expect, it } from '@jest/globals';
import { decideMessage, decideRename, type MessageCircumstances, messageRightsNow } from './message-policy.js';

const yes = { allow: true } as const;
const role = { allow: false, reason: 'ROLE' } as const;
const inside: MessageCircumstances = { post: yes, role: 'member', archived: false, isAuthor: false, removed: false };

describe('what someone may do with a message', () => {
  it.each([
    ['its author', { isAuthor: true }, ['edit', 'remove', 'react']],
    ['another member', {}, ['react']],
    ['a lead', { role: 'lead' as const }, ['remove', 'react']],
    ['a co-lead', { role: 'co_lead' as const }, ['remove', 'react']],
    ['a guest', { role: 'guest' as const }, ['react']],
    ['a follower', { role: 'follower' as const, post: role }, []],
    ['an author who may not post any more', { isAuthor: true, post: role }, ['remove']],
    ['anyone, once it is removed', { isAuthor: true, role: 'lead' as const, removed: true }, []],
    ['anyone, in an archived circle', { isAuthor: true, role: 'lead' as const, archived: true }, []],
  ])('%s', (_who, more, rights) => {
    expect(messageRightsNow({ ...inside, ...more })).toEqual(rights);
  });

  it('says why not', () => {
    expect(decideMessage('edit', { ...inside, role: 'lead' })).toEqual({ allow: false, reason: 'NOT_AUTHOR' });
    expect(decideMessage('react', { ...inside, removed: true })).toEqual({ allow: false, reason: 'REMOVED' });
    expect(decideMessage('edit', { ...inside, isAuthor: true, archived: true })).toEqual({ allow: false, reason: 'ARCHIVED' });
    const pact = { allow: false, reason: 'PACT_NOT_ACCEPTED' } as const;
    for (const right of ['edit', 'react'] as const) expect(decideMessage(right, { ...inside, isAuthor: true, post: pact })).toEqual(pact);
  });

  it('a conversation is renamed by its starter and by leads', () => {
    expect(decideRename({ post: yes, role: 'member', isStarter: true })).toEqual(yes);
    expect(decideRename({ post: yes, role: 'lead', isStarter: false })).toEqual(yes);
    expect(decideRename({ post: yes, role: 'member', isStarter: false })).toEqual({ allow: false, reason: 'NOT_AUTHOR' });
    expect(decideRename({ post: role, role: 'lead', isStarter: true })).toEqual(role);
  });
});
