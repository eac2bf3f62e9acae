import type { DenyReason } from '../../../../../schema/errors.js';

export const circleRoles = ['lead', 'co_lead', 'member', 'follower', 'guest'] as const;
export type CircleRole = (typeof circleRoles)[number];

/** The verbs of the actions, as the permission list prints them. */
export const groupRights = [
  'read',
  'post',
  'record_decision',
  'invite',
  'remove_member',
  'change_role',
  'change_group',
  'change_pact',
  'accept_pact',
  'archive',
  'leave',
] as const;
export type GroupRight = (typeof groupRights)[number];

/** What the policy needs to know; the door loads it in one statement. */
export interface GroupCircumstances {
  /** the role of an active membership; `null` for everyone else, whatever their position */
  role: CircleRole | null;
  archived: boolean;
  /** a pact exists and this person has not accepted its newest version */
  pactOpen: boolean;
}

/** Rights that the catalogue does not name follow one that it does. */
const follows: Partial<Record<GroupRight, string>> = { change_role: 'archive', change_group: 'change_pact' };
const alsoWhenArchived = new Set<GroupRight>(['read', 'leave', 'archive']);
const needsPact = new Set<GroupRight>(['post', 'record_decision', 'invite']);

/** verb → roles that hold it, from `circle_rights` in positions-and-rights.yaml. */
export type CircleRights = ReadonlyMap<string, ReadonlySet<CircleRole>>;

export type Decision = { allow: true } | { allow: false; reason: DenyReason };

/**
 * May someone with these circumstances do this in the circle? No position gives a right here (decisions 9):
 * only membership does.
 */
export function decideGroup(rights: CircleRights, right: GroupRight, at: GroupCircumstances): Decision {
  if (at.role === null) return { allow: false, reason: 'NOT_A_MEMBER' };
  if (!rights.get(follows[right] ?? right)?.has(at.role)) return { allow: false, reason: 'ROLE' };
  if (at.archived && !alsoWhenArchived.has(right)) return { allow: false, reason: 'ARCHIVED' };
  if (at.pactOpen && needsPact.has(right)) return { allow: false, reason: 'PACT_NOT_ACCEPTED' };
  if (right === 'accept_pact' && !at.pactOpen) return { allow: false, reason: 'ALREADY_ANSWERED' };
  return { allow: true };
}

/** Every right that holds now: what the object carries as `viewerActions`. */
export const rightsNow = (rights: CircleRights, at: GroupCircumstances): GroupRight[] =>
  groupRights.filter((right) => decideGroup(rights, right, at).allow);

/** A circle keeps at least one lead who can act: may this one go, or get another role? `leads` counts those who lead now. */
export const mayLoseLead = (member: { role: CircleRole; suspended: boolean }, leads: number): Decision =>
  member.role === 'lead' && leads - (member.suspended ? 0 : 1) < 1 ? { allow: false, reason: 'LAST_LEAD' } : { allow: true };
