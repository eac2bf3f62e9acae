import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The environment in which a process believes that it is another time. Its own stopwatch (monotonic) keeps right, as on a machine whose clock is set wrong. */
export function fakeTime(minutes: number): Record<string, string> {
  const library = libraries()[0];
  if (!library) throw new Error('There is no libfaketime here. Install the package faketime.');
  return { LD_PRELOAD: library, FAKETIME: `${minutes < 0 ? '' : '+'}${minutes}m`, FAKETIME_DONT_FAKE_MONOTONIC: '1', FAKETIME_DONT_RESET: '1' };
}

/** Where Debian and its family keep it, whatever the processor is called. */
function libraries(): string[] {
  const folders = ['/usr/lib', ...readdirSync('/usr/lib', { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => join('/usr/lib', name))];
  return folders.map((folder) => join(folder, 'faketime', 'libfaketimeMT.so.1')).filter((path) => existsSync(path));
}
