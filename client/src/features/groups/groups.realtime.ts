import type { ApolloCache, ApolloClient } from '@apollo/client';
import type { GroupsEvents } from '../../../../schema/realtime/groups.js';
import { GroupDetailsDocument, GroupDetailsFragmentDoc, type GroupDetailsFragment } from '../../generated/graphql.js';
import type { HandlersOf, HandlerTools } from '../../platform/realtime/handlers.js';
import { coalesce } from '../../platform/apollo/coalesce.js';
import { discussionServicesOf } from '../discussions/discussion-services.js';
import { askAgain } from '../../platform/apollo/ask-again.js';
import { askConversationsAgain } from '../discussions/refresh.js';
import { forgetGroup } from './forget-group.js';
import { goneGroups } from './gone-groups.js';

const groupRef = (groupId: string): string => `Group:${groupId}`;

/** The whole circle, when a screen of it was opened here. */
export const readGroup = (cache: ApolloCache, groupId: string): GroupDetailsFragment | null =>
  cache.readFragment({ id: groupRef(groupId), fragment: GroupDetailsFragmentDoc, fragmentName: 'GroupDetails' });

const refreshers = new WeakMap<ApolloClient, (groupId: string) => void>();

/** Asks the circle again: name, agreements and rights are not in an event, because they differ per person or are closed. */
export function refreshGroup(client: ApolloClient, groupId: string): void {
  const known = refreshers.get(client);
  const refresh =
    known ??
    coalesce(async (id) => {
      await client.query({
        query: GroupDetailsDocument,
        variables: { id },
        fetchPolicy: 'network-only',
        context: { queryDeduplication: false },
      });
    });
  refreshers.set(client, refresh);
  refresh(groupId);
}

function setMemberCount(cache: ApolloCache, groupId: string, count: number): void {
  cache.modify({ id: groupRef(groupId), fields: { memberCount: () => count } });
}

/** This person is out, for now or for good: nothing of the circle stays on this device. */
export function leaveGroupHere({ client, cache, viewerId }: HandlerTools, groupId: string): void {
  goneGroups.add(groupId);
  discussionServicesOf(client, viewerId).outbox.forgetGroup(groupId);
  forgetGroup(cache, groupId);
  askAgain(client, 'Home', 'MyGroups', 'Bell', 'Drafts');
}

function enterGroupHere({ client }: HandlerTools, groupId: string): void {
  goneGroups.remove(groupId);
  askAgain(client, 'Home', 'MyGroups', 'Invitation');
}

/** What events of circles do to the cache. */
export const groupsHandlers = {
  'groups.memberJoined': ({ payload }, { client, cache }) => {
    setMemberCount(cache, payload.groupId, payload.memberCount);
    askAgain(client, 'Members', 'SentInvitations');
  },

  'groups.memberRoleChanged': ({ payload }, { client, viewerId }) => {
    askAgain(client, 'Members');
    if (payload.personId === viewerId) {
      refreshGroup(client, payload.groupId);
      // Rights on messages follow the role.
      askConversationsAgain(client);
      askAgain(client, 'Decisions');
    }
  },

  'groups.membershipEnded': ({ payload }, tools) => {
    if (payload.personId === tools.viewerId) {
      leaveGroupHere(tools, payload.groupId);
      return;
    }
    setMemberCount(tools.cache, payload.groupId, payload.memberCount);
    askAgain(tools.client, 'Members');
  },

  'groups.membershipSuspended': ({ payload }, tools) => {
    if (payload.personId === tools.viewerId) {
      if (payload.suspended) leaveGroupHere(tools, payload.groupId);
      else enterGroupHere(tools, payload.groupId);
      return;
    }
    askAgain(tools.client, 'Members');
    refreshGroup(tools.client, payload.groupId);
  },

  'groups.groupChanged': ({ payload }, { client, cache }) => {
    const known = readGroup(cache, payload.groupId);
    if (known === null || known.version < payload.version) refreshGroup(client, payload.groupId);
  },

  'groups.pactChanged': ({ payload }, { client, cache }) => {
    const known = readGroup(cache, payload.groupId);
    if (known === null || (known.pact?.version ?? 0) < payload.pactVersion) {
      refreshGroup(client, payload.groupId);
      askAgain(client, 'Home');
    }
  },

  'groups.groupArchived': ({ payload }, { client, cache }) => {
    cache.modify({ id: groupRef(payload.groupId), fields: { archivedAt: () => payload.archivedAt } });
    refreshGroup(client, payload.groupId);
    askConversationsAgain(client);
    askAgain(client, 'MyGroups');
  },

  'groups.invited': (_event, { client }) => askAgain(client, 'Home', 'Bell'),

  'groups.invitationClosed': (_event, { client }) => askAgain(client, 'Home', 'Bell', 'Invitation'),

  'groups.joined': ({ payload }, tools) => enterGroupHere(tools, payload.groupId),

  'groups.left': ({ payload }, tools) => leaveGroupHere(tools, payload.groupId),

  'groups.pactAccepted': ({ payload }, { client, cache }) => {
    const known = readGroup(cache, payload.groupId);
    if (known !== null && known.pactAcceptedVersion >= payload.pactVersion) return;
    refreshGroup(client, payload.groupId);
    askConversationsAgain(client);
    askAgain(client, 'Home');
  },
} satisfies HandlersOf<GroupsEvents>;
