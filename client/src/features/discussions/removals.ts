export interface RemovalsOptions {
  send: (messageId: string, leaving: boolean) => Promise<void>;
  /** the server said no, or was not reached: the message is shown again */
  failed: (messageId: string, error: unknown) => void;
}

/**
 * Messages that someone removed a moment ago. They are hidden at once and removed on the server when the time to undo is
 * over (the toast has gone) or when the page is left.
 */
export class Removals {
  private readonly waiting = new Set<string>();
  private readonly sending = new Map<string, Promise<boolean>>();
  private hidden: ReadonlySet<string> = new Set();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: RemovalsOptions) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** What is hidden now. The same set until something changes. */
  readonly read = (): ReadonlySet<string> => this.hidden;

  remove(messageId: string): void {
    this.waiting.add(messageId);
    this.tell();
  }

  undo(messageId: string): void {
    if (this.waiting.delete(messageId)) this.tell();
  }

  /** The time to undo is over. Hidden until the server has answered; after that the cache says what there is. */
  async send(messageId: string, leaving = false): Promise<void> {
    if (!this.waiting.delete(messageId)) return;
    const sending = this.attempt(messageId, leaving);
    this.sending.set(messageId, sending);
    await sending;
  }

  /** The conversation or the page is left: nothing can be undone any more. @returns whether all of it was removed */
  async flush(leaving: boolean): Promise<boolean> {
    for (const messageId of [...this.waiting]) void this.send(messageId, leaving);
    return (await Promise.all(this.sending.values())).every(Boolean);
  }

  private async attempt(messageId: string, leaving: boolean): Promise<boolean> {
    let done = true;
    try {
      await this.options.send(messageId, leaving);
    } catch (error) {
      done = false;
      this.options.failed(messageId, error);
    }
    this.sending.delete(messageId);
    this.tell();
    return done;
  }

  private tell(): void {
    this.hidden = new Set([...this.waiting, ...this.sending.keys()]);
    for (const listener of this.listeners) listener();
  }
}
