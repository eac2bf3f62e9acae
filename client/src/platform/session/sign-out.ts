import type { ApolloClient } from '@apollo/client';
import { SignOutDocument, SignOutEverywhereDocument } from '../../generated/graphql.js';
import { clearLocalDrafts } from '../drafts/draft-store.js';
import { clearKeptForms } from '../forms/use-kept-form.js';
import { resumeAll, settleAll } from './before-sign-out.js';

/** Forgets everything of this person in this tab and starts anew at the sign-in screen. */
export function leaveThisDevice(to = '/inloggen'): void {
  clearLocalDrafts();
  clearKeptForms();
  clearLocalOfPersons();
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

/** Everything of ours on this device but the choices that are the device's. */
function clearLocalOfPersons(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith('kring.') && !(ofTheDevice as readonly string[]).includes(key)) localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
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

interface SignOutOptions {
  /** on every device */
  everywhere?: boolean;
  /** also when something would be lost: the person was asked */
  evenSo?: boolean;
}

/**
 * Signs out on purpose. First everything that was said to be done is done: removals are sent, replies that wait go or stay in
 * their drafts, drafts are saved.
 * @returns false when something of that did not arrive: nothing has happened then, and the person is asked
 */
export async function signOut(client: ApolloClient, { everywhere = false, evenSo = false }: SignOutOptions = {}): Promise<boolean> {
  const putBack = keepDeviceChoices();
  try {
    const safe = await settleAll();
    if (!safe && !evenSo) {
      resumeAll();
      return false;
    }
    await client.mutate({ mutation: everywhere ? SignOutEverywhereDocument : SignOutDocument });
  } catch (failure) {
    resumeAll();
    throw failure;
  }
  putBack();
  leaveThisDevice();
  return true;
}
