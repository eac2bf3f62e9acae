import { DeviceCopy, importDeviceKey, type ClaimName, type DeviceStorage, type Place } from './device-copy.js';
import type { OwnTexts } from './own-texts.js';

/** Who writes in which session, and with what their device closes it. */
export interface Writer {
  personId: string;
  sessionId: string;
  /** of the session page */
  deviceKey: string;
}

/** How long a change may be in memory only (milliseconds); most are on the server by then. */
const inMemoryOnly = 800;

/**
 * Takes up what a tab that is gone left on this device, and keeps there, closed, what the server does not have.
 * @returns `ready`: what was left behind is taken up; `stop` ends it, and nothing of it stays on the device then
 */
export function keepOnDevice(
  texts: OwnTexts,
  { deviceKey, ...place }: Writer & Place,
  disk: { storage: DeviceStorage | null; claim: ClaimName },
): { ready: Promise<void>; stop: () => void } {
  let copy: DeviceCopy | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const keep = async () => {
    clearTimeout(timer);
    timer = undefined;
    await copy?.keep(over ? [] : texts.unsaved);
  };
  const changed = () => {
    // what has just arrived on the server goes at once
    if (texts.unsaved.length === 0) void keep();
    else timer ??= setTimeout(() => void keep(), inMemoryOnly);
  };
  const begin = async () => {
    const key = disk.storage && (await importDeviceKey(deviceKey));
    if (!key || over) return;
    copy = await DeviceCopy.of(place, key, disk.storage!, disk.claim);
    const { texts: left, forget } = await copy.leftBehind();
    texts.restore(left);
    await keep();
    forget();
  };
  const unsubscribe = texts.subscribe(changed);
  const stop = () => {
    over = true;
    unsubscribe();
    void keep();
  };
  return { ready: begin(), stop };
}
