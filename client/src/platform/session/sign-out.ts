import type { ApolloClient } from '@apollo/client';
import { SignOutDocument } from '../../generated/graphql.js';
import { clearLocalDrafts } from '../drafts/draft-store.js';
import { clearKeptForms } from '../forms/use-kept-form.js';
import { openDrafts } from '../drafts/DraftsProvider.js';

/** Forgets everything of this person in this tab and starts anew at the sign-in screen. */
export function leaveThisDevice(to = '/inloggen'): void {
  clearLocalDrafts();
  clearKeptForms();
  // A fresh page: no cache, no socket, no text in memory is left for the next person.
  location.replace(to);
}

/** Signs out on purpose. What was being written is on the server first. */
export async function signOut(client: ApolloClient): Promise<void> {
  await Promise.all((openDrafts.current?.all() ?? []).map((keeper) => keeper.flush()));
  await client.mutate({ mutation: SignOutDocument });
  leaveThisDevice();
}
