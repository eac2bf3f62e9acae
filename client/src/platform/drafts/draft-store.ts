import type { RichText } from '../../../../schema/rich-text.js';
import type { DraftRef } from './draft-remote.js';

/** What this device keeps of a draft. */
export interface LocalDraft {
  /** `null` = the field is empty, but the server has words that are on their way */
  body: RichText | null;
  /** the draft on the server that this text was based on; `null` = the server had none */
  server: DraftRef | null;
  /** not yet acknowledged by the server */
  dirty: boolean;
}

const prefix = 'kring.draft.';

/**
 * The copy on this device: always in memory, and for open circles also in this tab's session storage, so that a reload
 * keeps the last second. Text of closed circles is never written to a disk that the next person may use.
 */
export class DraftStore {
  private readonly memory = new Map<string, LocalDraft>();

  constructor(
    private readonly personId: string,
    private readonly storage: Storage | null = sessionStorageOrNull(),
  ) {}

  read(place: string, confidential: boolean): LocalDraft | null {
    const kept = this.memory.get(place);
    if (kept || confidential) return kept ?? null;
    try {
      const text = this.storage?.getItem(this.key(place));
      return text ? (JSON.parse(text) as LocalDraft) : null;
    } catch {
      return null;
    }
  }

  keep(place: string, draft: LocalDraft, confidential: boolean): void {
    this.memory.set(place, draft);
    try {
      if (!confidential) this.storage?.setItem(this.key(place), JSON.stringify(draft));
    } catch {
      // Full or forbidden: the copy in memory and the server's remain.
    }
  }

  drop(place: string): void {
    this.memory.delete(place);
    this.storage?.removeItem(this.key(place));
  }

  private key(place: string): string {
    return `${prefix}${this.personId}.${place}`;
  }
}

/** After signing out: nothing of anybody stays in this tab. */
export function clearLocalDrafts(storage: Storage | null = sessionStorageOrNull()): void {
  if (!storage) return;
  for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key);
}

function sessionStorageOrNull(): Storage | null {
  try {
    return typeof sessionStorage === 'undefined' ? null : sessionStorage;
  } catch {
    return null;
  }
}
