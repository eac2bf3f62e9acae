import type { ClaimName, DeviceStorage } from './device-copy.js';

/** The disk of this browser; null where it keeps nothing. */
export function deviceStorage(): DeviceStorage | null {
  try {
    const storage = localStorage;
    return {
      names: () => Object.keys(storage),
      read: (name) => storage.getItem(name),
      write: (name, value) => {
        try {
          storage.setItem(name, value);
        } catch {
          // Full: the copy in memory and the server's remain.
        }
      },
      remove: (name) => storage.removeItem(name),
    };
  } catch {
    return null;
  }
}

/** A name that a living tab holds is not given; without locks in the browser every other tab counts as gone. */
export const claimName: ClaimName = (name) =>
  new Promise((resolve) => {
    if (!('locks' in navigator)) return resolve(true);
    void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      // held for as long as this page lives
      return lock ? new Promise(() => undefined) : undefined;
    });
  });
