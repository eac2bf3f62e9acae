import type { KeptText } from './own-text.js';

/** What stays on the disk of a device; tests give their own. */
export interface DeviceStorage {
  names(): readonly string[];
  read(name: string): string | null;
  write(name: string, value: string): void;
  remove(name: string): void;
}

/** Whose words, of which session, in which tab. */
export interface Place {
  personId: string;
  sessionId: string;
  tab: string;
}

/** Tells the tabs of one device apart. @returns whether no living tab has this name; then it is ours from now on */
export type ClaimName = (name: string) => Promise<boolean>;

/** A key that closes and opens, and cannot be taken out. */
export type DeviceKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const prefix = 'kring.own.';
/** A session is erased after this at the latest, and with it what its key would open (days). */
const longest = 90;
const dayMs = 86_400_000;

/**
 * Words of one person in one session that the server does not have yet, closed with a key that only the server gives: who
 * finds the device reads nothing. So that a tab that the phone ends while there is no network loses no words.
 */
export class DeviceCopy {
  private latest: readonly KeptText[] = [];
  private writing: Promise<void> | null = null;

  private constructor(
    private readonly place: Place,
    private readonly key: DeviceKey,
    private readonly storage: DeviceStorage,
    private readonly claim: ClaimName,
    private readonly now: () => number,
  ) {}

  /** The copy of a tab; other tabs leave it alone from now on. A copy of somebody else on this device is never touched. */
  static async of(place: Place, key: DeviceKey, storage: DeviceStorage, claim: ClaimName, now: () => number = Date.now): Promise<DeviceCopy> {
    await claim(nameOf(place));
    return new DeviceCopy(place, key, storage, claim, now);
  }

  /** Keeps these and nothing else; while one is being closed only the latest of those that come waits. */
  async keep(texts: readonly KeptText[]): Promise<void> {
    this.latest = texts;
    this.writing ??= this.write().finally(() => {
      this.writing = null;
    });
    await this.writing;
  }

  /** What tabs that are no longer there left behind; it stays until `forget`, so that it is kept twice rather than not at all. */
  async leftBehind(): Promise<{ texts: KeptText[]; forget: () => void }> {
    const { personId, sessionId } = this.place;
    const found: string[] = [];
    const texts: KeptText[] = [];
    for (const name of this.storage.names().filter((each) => each.startsWith(`${prefix}${personId}.`))) {
      const { at, sealed } = parse(this.storage.read(name));
      if (this.now() - at > longest * dayMs) this.storage.remove(name);
      else if (name.startsWith(`${prefix}${personId}.${sessionId}.`) && name !== nameOf(this.place) && (await this.claim(name))) {
        found.push(name);
        texts.push(...(await this.open(sealed)));
      }
    }
    return { texts, forget: () => found.forEach((name) => this.storage.remove(name)) };
  }

  private async write(): Promise<void> {
    for (let texts: readonly KeptText[] | null = null; texts !== this.latest; ) {
      texts = this.latest;
      if (texts.length === 0) this.storage.remove(nameOf(this.place));
      else this.storage.write(nameOf(this.place), `${this.now()} ${await this.close(texts)}`);
    }
  }

  private async close(texts: readonly KeptText[]): Promise<string> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, this.key, new TextEncoder().encode(JSON.stringify(texts))));
    return toBase64(Uint8Array.from([...iv, ...sealed]));
  }

  /** Nothing when it does not open: the key of the server changed, or something else wrote there. */
  private async open(sealed: string): Promise<KeptText[]> {
    try {
      const bytes = fromBase64(sealed);
      const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes.subarray(0, 12) }, this.key, bytes.subarray(12));
      return JSON.parse(new TextDecoder().decode(opened)) as KeptText[];
    } catch {
      return [];
    }
  }
}

/** @param key as the server gives it: 256 bits, base64url. @returns null in a browser that cannot close anything */
export async function importDeviceKey(key: string): Promise<DeviceKey | null> {
  if (typeof crypto === 'undefined' || !('subtle' in crypto)) return null;
  return crypto.subtle.importKey('raw', fromBase64(key.replace(/-/g, '+').replace(/_/g, '/')), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

function parse(kept: string | null): { at: number; sealed: string } {
  const [at = '', sealed = ''] = (kept ?? '').split(' ');
  return { at: Number(at), sealed };
}

const nameOf = ({ personId, sessionId, tab }: Place): string => `${prefix}${personId}.${sessionId}.${tab}`;

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

const toBase64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
