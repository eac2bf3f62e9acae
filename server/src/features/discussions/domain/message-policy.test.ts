import { describe, expect, it } from '@jest/globals';
import { decideMessage, decideRename, type MessageCircumstances, messageRightsNow } from './message-policy.js';

const inside: MessageCircumstances = { mayPost: true, role: 'member', archived: false, isAuthor: false, removed: false };

describe('what someone may do with a message', () => {
  it.each([
    ['its author', { isAuthor: true }, ['edit', 'remove', 'react']],
    ['another member', {}, ['react']],
    ['a lead', { role: 'lead' as const }, ['remove', 'react']],
    ['a co-lead', { role: 'co_lead' as const }, ['remove', 'react']],
    ['a guest', { role: 'guest' as const }, ['react']],
    ['a follower', { role: 'follower' as const, mayPost: false }, []],
    ['an author who may not post any more', { isAuthor: true, mayPost: false }, ['remove']],
    ['anyone, once it is removed', { isAuthor: true, role: 'lead' as const, removed: true }, []],
    ['anyone, in an archived circle', { isAuthor: true, role: 'lead' as const, archived: true }, []],
  ])('%s', (_who, more, rights) => {
    expect(messageRightsNow({ ...inside, ...more })).toEqual(rights);
  });

  it('says why not', () => {
    expect(decideMessage('edit', { ...inside, role: 'lead' })).toEqual({ allow: false, reason: 'NOT_AUTHOR' });
    expect(decideMessage('react', { ...inside, removed: true })).toEqual({ allow: false, reason: 'REMOVED' });
    expect(decideMessage('edit', { ...inside, isAuthor: true, archived: true })).toEqual({ allow: false, reason: 'ARCHIVED' });
  });

  it('a conversation is renamed by its starter and by leads', () => {
    expect(decideRename({ mayPost: true, role: 'member', isStarter: true }).allow).toBe(true);
    expect(decideRename({ mayPost: true, role: 'lead', isStarter: false }).allow).toBe(true);
    expect(decideRename({ mayPost: true, role: 'member', isStarter: false })).toEqual({ allow: false, reason: 'NOT_AUTHOR' });
    expect(decideRename({ mayPost: false, role: 'lead', isStarter: true })).toEqual({ allow: false, reason: 'ROLE' });
  });
});
