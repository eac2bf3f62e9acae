/** `gone`: the server no longer knows this sign-in, while a screen was open. The screen waits behind the sign-in form. */
export type SessionState = 'fine' | 'gone';

/** Whether the sign-in that this page started with still holds. */
export class SessionStore {
  private state: SessionState = 'fine';
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
}
