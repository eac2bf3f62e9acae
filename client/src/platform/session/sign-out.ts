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

/** What belongs to the device and not to a person: it stays when the server has the browser clear everything else. */
const ofTheDevice = ['kring.scheme', 'kring.language', 'kring.minutes'] as const;

/** Remembers the choices of this device; the answer puts them back. */
export function keepDeviceChoices(): () => void {
  const kept = ofTheDevice.map((key) => [key, readLocal(key)] as const);
  return () => {
    for (const [key, value] of kept) if (value !== null) writeLocal(key, value);
  };
}

function readLocal(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function writeLocal(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing.
  }
}

/** Signs out on purpose. What was being written is on the server first. */
export async function signOut(client: ApolloClient): Promise<void> {
  await Promise.all((openDrafts.current?.all() ?? []).map((keeper) => keeper.flush()));
  const putBack = keepDeviceChoices();
  await client.mutate({ mutation: SignOutDocument });
  putBack();
  leaveThisDevice();
}
