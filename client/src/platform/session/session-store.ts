/** `gone`: the server no longer knows this sign-in, while a screen was open. The screen waits behind the sign-in form. */
export type SessionState = 'fine' | 'gone';

/**
 * Whether the sign-in that this page started with still holds, and for whom the page was made. A page is of one person
 * until it is loaded anew: all tabs of a browser share one cookie, and that may become somebody else's at any moment.
 */
export class SessionStore {
  private state: SessionState = 'fine';
  private person: string | null = null;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly read = (): SessionState => this.state;

  set(state: SessionState): void {
    if (this.state === state) return;
    this.state = state;
    for (const listener of this.listeners) listener();
  }

  /** The id of the person this page was made for; null = nobody signed in here yet. */
  get madeFor(): string | null {
    return this.person;
  }

  /** Whether this page is, or becomes now, the page of this person (null = of nobody). */
  isOf(personId: string | null): boolean {
    this.person ??= personId;
    return this.person === personId;
  }
}
