import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import type { RichText } from '../../../../schema/rich-text.js';
import { DiscardDraftDocument, DraftAtDocument, SaveDraftDocument } from '../../generated/graphql.js';
import { newId } from '../apollo/new-id.js';
import { useConnection } from '../realtime/RealtimeProvider.js';
import { beforeSignOut } from '../session/before-sign-out.js';
import { DraftKeeper } from './draft-keeper.js';
import type { DraftRef, DraftRemote } from './draft-remote.js';
import { DraftStore } from './draft-store.js';

function remoteOf(client: ApolloClient): DraftRemote {
  return {
    async load(place, { untilOnline = false }) {
      const { data } = await client.query({ query: DraftAtDocument, variables: { place }, fetchPolicy: 'network-only', context: { untilOnline, queryDeduplication: false } });
      return data?.draft ?? null;
    },
    async save(place, body, over, by, { leaving = false }) {
      const { data } = await client.mutate({
        mutation: SaveDraftDocument,
        variables: { input: { mutationId: newId(), place, body, draftId: over?.id ?? null, ifVersion: over?.version ?? null, ...by } },
        // Failing is said at once ("on this device only"); the keeper tries again by itself.
        context: { keepalive: leaving, once: true },
      });
      const result = data?.saveDraft;
      if (result?.__typename === 'SavedDraft') return { saved: result.draft };
      if (result?.__typename === 'DraftConflict') return { conflict: result.current };
      throw new Error('saveDraft gave no answer');
    },
    discard: (_place, draft, { untilOnline = false, leaving = false }) => discardDraft(client, draft, { untilOnline, keepalive: leaving }),
  };
}

/** Has the server throw away this draft, when it is not newer than this version. */
export async function discardDraft(client: ApolloClient, { id, version }: DraftRef, context: Record<string, boolean> = {}): Promise<void> {
  await client.mutate({
    mutation: DiscardDraftDocument,
    variables: { input: { mutationId: newId(), draftId: id, version } },
    context,
    update: (cache) => dropFromList(cache, { id, version }),
  });
}

function dropFromList(cache: ApolloClient['cache'], { id, version }: DraftRef): void {
  cache.modify({
    fields: {
      drafts(existing, { readField }) {
        const list = existing as { nodes?: readonly unknown[] } | undefined;
        if (!list?.nodes) return existing;
        const isGone = (node: never): boolean => readField('id', node) === id && Number(readField('version', node)) <= version;
        return { ...list, nodes: list.nodes.filter((node) => !isGone(node as never)) };
      },
    },
  });
}

/** Every draft that is open in this tab, by place. One keeper per place, however many screens show it. */
export class DraftRegistry {
  private readonly keepers = new Map<string, DraftKeeper>();
  private readonly store: DraftStore;

  constructor(
    personId: string,
    private readonly remote: DraftRemote,
  ) {
    this.store = new DraftStore(personId);
  }

  keeper(place: string, confidential: boolean): DraftKeeper {
    let keeper = this.keepers.get(place);
    if (!keeper) {
      keeper = new DraftKeeper(place, confidential, this.remote, this.store, (at) => openDrafts.onItsWay(at));
      this.keepers.set(place, keeper);
    }
    return keeper;
  }

  open(place: string): DraftKeeper | undefined {
    return this.keepers.get(place);
  }

  all(): DraftKeeper[] {
    return [...this.keepers.values()];
  }
}

const DraftsContext = createContext<DraftRegistry | null>(null);

export function useDraftRegistry(): DraftRegistry {
  const registry = useContext(DraftsContext);
  if (!registry) throw new Error('DraftsProvider is missing above this component');
  return registry;
}

interface OpenDrafts {
  /** the registry of the person who is signed in now; event handlers reach it here */
  current: DraftRegistry | null;
  /** words that left the field at a place and are not acknowledged yet; who sends them tells it here */
  onItsWay: (place: string) => readonly RichText[];
}

export const openDrafts: OpenDrafts = { current: null, onItsWay: () => [] };

/** Keeps the open drafts of the signed-in person; sends what is waiting when the page is left or the network is back. */
export function DraftsProvider({ viewerId, children }: { viewerId: string; children: ReactNode }) {
  const client = useApolloClient();
  const registry = useMemo(() => new DraftRegistry(viewerId, remoteOf(client)), [viewerId, client]);
  const { state } = useConnection();
  useEffect(() => {
    if (state === 'online') registry.all().forEach((keeper) => keeper.retry());
  }, [state, registry]);
  useEffect(() => {
    openDrafts.current = registry;
    const leave = () => {
      if (document.visibilityState === 'hidden') for (const keeper of registry.all()) void keeper.flush(true);
    };
    const retry = () => registry.all().forEach((keeper) => keeper.retry());
    const settle = async (): Promise<boolean> => {
      await Promise.all(registry.all().map((keeper) => keeper.flush()));
      return registry.all().every((keeper) => keeper.safe);
    };
    const forget = beforeSignOut({ settle, resume: () => undefined });
    document.addEventListener('visibilitychange', leave);
    addEventListener('pagehide', leave);
    addEventListener('online', retry);
    return () => {
      forget();
      document.removeEventListener('visibilitychange', leave);
      removeEventListener('pagehide', leave);
      removeEventListener('online', retry);
      for (const keeper of registry.all()) void keeper.flush(true);
      if (openDrafts.current === registry) openDrafts.current = null;
    };
  }, [registry]);
  return <DraftsContext.Provider value={registry}>{children}</DraftsContext.Provider>;
}
