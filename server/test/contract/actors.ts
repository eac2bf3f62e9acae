/**
 * Everyone whose rights the permission matrix writes down. Their place is the same in every circle of the scene:
 * - `stranger`: works at another foundation and leads circles there
 * - `invited`: has an open invitation, has not answered
 * - `newcomer`: a member who has not agreed to the pact
 * - `author`: a member who started the conversation and wrote the message in question
 * - `former`: was a member, is not any more
 * - `suspended`: a member whose membership rests by the manager rule
 * - `appraiser`: school leader of members, holds no place in the circle
 * - `administrator`: administers the foundation of the circle, holds no place in it
 * - `disabled`: a member whose account was closed
 */
export const actors = [
  'anonymous',
  'stranger',
  'invited',
  'follower',
  'guest',
  'newcomer',
  'member',
  'author',
  'coLead',
  'lead',
  'former',
  'suspended',
  'appraiser',
  'administrator',
  'disabled',
] as const;

export type Actor = (typeof actors)[number];

/** The actors who are inside a circle now. Followers exist in knowledge circles only. */
export const insiders = (closed: boolean): Actor[] =>
  actors.filter((actor) => ['guest', 'newcomer', 'member', 'author', 'coLead', 'lead'].includes(actor) || (actor === 'follower' && !closed));
