import type { ApolloCache, StoreObject } from '@apollo/client';

/** Takes everything of a circle out of the cache: this person is no longer in it. */
export function forgetGroup(cache: ApolloCache, groupId: string): void {
  const objects = cache.extract() as Record<string, StoreObject | undefined>;
  const topics = Object.values(objects).filter((object) => object?.__typename === 'Topic' && object['groupId'] === groupId);
  cache.batch({
    update: (batched) => {
      for (const [id, object] of Object.entries(objects)) {
        if (object && object['groupId'] === groupId) batched.evict({ id });
      }
      for (const topic of topics) batched.evict({ id: 'ROOT_QUERY', fieldName: 'topicPage', args: { id: topic?.['id'] } });
      batched.evict({ id: 'ROOT_QUERY', fieldName: 'groupPage', args: { id: groupId } });
      batched.evict({ id: 'ROOT_QUERY', fieldName: 'group', args: { id: groupId } });
      batched.evict({ id: 'ROOT_QUERY', fieldName: 'members', args: { groupId } });
      batched.evict({ id: 'ROOT_QUERY', fieldName: 'decisions', args: { groupId } });
      batched.evict({ id: 'ROOT_QUERY', fieldName: 'sentInvitations', args: { groupId } });
      batched.evict({ id: `Group:${groupId}` });
      batched.gc();
    },
  });
}
