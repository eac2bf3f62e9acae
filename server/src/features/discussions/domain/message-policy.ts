import type { DenyReason } from '../../../../../schema/errors.js';

export type CircleRole = 'lead' | 'co_lead' | 'member' | 'follower' | 'guest';
export const messageRights = ['edit', 'remove', 'react'] as const;
export type MessageRight = (typeof messageRights)[number];

export interface MessageCircumstances {
  /** what the circle answers to this person's wish to post now */
  post: Decision;
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
      return at.post;
    case 'remove':
      return at.isAuthor || at.role === 'lead' || at.role === 'co_lead'
        ? { allow: true }
        : { allow: false, reason: 'NOT_AUTHOR' };
    case 'react':
      return at.post;
  }
}

export const messageRightsNow = (at: MessageCircumstances): MessageRight[] =>
  messageRights.filter((right) => decideMessage(right, at).allow);

/** A conversation is renamed by who started it, and by leads. */
export function decideRename(at: { post: Decision; role: CircleRole; isStarter: boolean }): Decision {
  if (!at.post.allow) return at.post;
  return at.isStarter || at.role === 'lead' || at.role === 'co_lead' ? { allow: true } : { allow: false, reason: 'NOT_AUTHOR' };
}
