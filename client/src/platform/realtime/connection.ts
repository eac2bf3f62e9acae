/** Whether this screen hears the others. */
export interface Connection {
  /** `connecting` only at the very start: not worth a word on screen */
  state: 'connecting' | 'online' | 'offline';
  since: Date;
  /** when it came back after being away longer than 30 s; `null` otherwise */
  reconnectedAt: Date | null;
}

/** Away longer than this (milliseconds) is said when it is over. */
export const staleAfter = 30_000;
/** Shorter gaps are not worth a bar (milliseconds). */
const quietFor = 2_500;
/** How long "connected again" stays (milliseconds). */
export const sayReconnectedFor = 15_000;

/** A small store for `useSyncExternalStore`: joins what the socket and the browser say. */
export class ConnectionStore {
  private present: Connection = { state: 'connecting', since: new Date(), reconnectedAt: null };
  private readonly listeners = new Set<() => void>();
  private lostAt: number | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly read = (): Connection => this.present;

  /** The socket is open. */
  up(): void {
    clearTimeout(this.timer);
    const away = this.lostAt === null ? 0 : Date.now() - this.lostAt;
    this.lostAt = null;
    if (this.present.state === 'online') return;
    const reconnectedAt = this.present.state === 'offline' && away > staleAfter ? new Date() : null;
    this.set({ state: 'online', since: new Date(), reconnectedAt });
    if (reconnectedAt) this.timer = setTimeout(() => this.set({ ...this.present, reconnectedAt: null }), sayReconnectedFor);
  }

  /** The socket is closed, or the browser says there is no network. */
  down(): void {
    if (this.lostAt === null) this.lostAt = Date.now();
    if (this.present.state === 'offline') return;
    clearTimeout(this.timer);
    const say = () => this.set({ state: 'offline', since: new Date(this.lostAt ?? Date.now()), reconnectedAt: null });
    if (typeof navigator !== 'undefined' && !navigator.onLine) say();
    else this.timer = setTimeout(say, quietFor);
  }

  private set(next: Connection): void {
    this.present = next;
    for (const listener of this.listeners) listener();
  }
}
