import type { DenyReason } from '../../../../../schema/errors.js';

export type CircleRole = 'lead' | 'co_lead' | 'member' | 'follower' | 'guest';
export const messageRights = ['edit', 'remove', 'react'] as const;
export type MessageRight = (typeof messageRights)[number];

export interface MessageCircumstances {
  /** the circle allows this person to post now */
  mayPost: boolean;
  role: CircleRole;
  archived: boolean;
  isAuthor: boolean;
  removed: boolean;
}

export type Decision = { allow: true } | { allow: false; reason: DenyReason };

/** What someone inside the circle may do with one message. Only its author edits; author and leads remove. */
export function decideMessage(right: MessageRight, at: MessageCircumstances): Decision {
  if (at.removed) return { allow: false, reason: 'REMOVED' };
  if (at.archived) return { allow: false, reason: 'ARCHIVED' };
  switch (right) {
    case 'edit':
      if (!at.isAuthor) return { allow: false, reason: 'NOT_AUTHOR' };
      return at.mayPost ? { allow: true } : { allow: false, reason: 'ROLE' };
    case 'remove':
      return at.isAuthor || at.role === 'lead' || at.role === 'co_lead'
        ? { allow: true }
        : { allow: false, reason: 'NOT_AUTHOR' };
    case 'react':
      return at.mayPost ? { allow: true } : { allow: false, reason: 'ROLE' };
  }
}

export const messageRightsNow = (at: MessageCircumstances): MessageRight[] =>
  messageRights.filter((right) => decideMessage(right, at).allow);

/** A conversation is renamed by who started it, and by leads. */
export function decideRename(at: { mayPost: boolean; role: CircleRole; isStarter: boolean }): Decision {
  if (!at.mayPost) return { allow: false, reason: 'ROLE' };
  return at.isStarter || at.role === 'lead' || at.role === 'co_lead' ? { allow: true } : { allow: false, reason: 'NOT_AUTHOR' };
}
