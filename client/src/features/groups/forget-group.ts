import type { ApolloCache, StoreObject } from '@apollo/client';

const windowsByGroup = ['decisions', 'members', 'sentInvitations'] as const;

/** Drops every list of a circle and every window on its conversations: too much was missed to put them right. */
export function dropWindows(cache: ApolloCache, groupId: string): void {
  for (const object of Object.values(cache.extract() as Record<string, StoreObject | undefined>)) {
    if (object?.__typename === 'Topic' && object['groupId'] === groupId) cache.evict({ id: 'ROOT_QUERY', fieldName: 'topicPage', args: { id: object['id'] } });
  }
  cache.evict({ id: 'ROOT_QUERY', fieldName: 'groupPage', args: { id: groupId } });
  for (const fieldName of windowsByGroup) cache.evict({ id: 'ROOT_QUERY', fieldName, args: { groupId } });
}

/** Takes everything of a circle out of the cache: this person is no longer in it. */
export function forgetGroup(cache: ApolloCache, groupId: string): void {
  const objects = cache.extract() as Record<string, StoreObject | undefined>;
  const sessions = Object.values(objects).filter((object) => object?.__typename === 'Session' && object['groupId'] === groupId);
  cache.batch({
    update: (batched) => {
      dropWindows(batched, groupId);
      for (const [id, object] of Object.entries(objects)) {
        if (object && object['groupId'] === groupId) batched.evict({ id });
      }
      for (const session of sessions) batched.evict({ id: 'ROOT_QUERY', fieldName: 'sessionPage', args: { id: session?.['id'] } });
      batched.evict({ id: 'ROOT_QUERY', fieldName: 'agenda', args: { groupId } });
      batched.evict({ id: 'ROOT_QUERY', fieldName: 'group', args: { id: groupId } });
      batched.evict({ id: `Group:${groupId}` });
      batched.gc();
    },
  });
}
