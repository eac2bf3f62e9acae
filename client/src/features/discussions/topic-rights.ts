import type { GroupDetailsFragment, TopicRowFragment } from '../../generated/graphql.js';

/**
 * Whether to offer renaming. A conversation carries no rights of its own in the contract, so this only decides what is
 * shown; the server decides what happens.
 */
export function mayRename(group: Pick<GroupDetailsFragment, 'myRole' | 'viewerActions'>, topic: Pick<TopicRowFragment, 'createdBy'>, viewerId: string): boolean {
  if (!group.viewerActions.includes('POST')) return false;
  return topic.createdBy.id === viewerId || group.myRole === 'LEAD' || group.myRole === 'CO_LEAD';
}
