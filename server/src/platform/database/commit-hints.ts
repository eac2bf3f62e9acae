/** Tells listeners in this process that streams grew. A hint may be lost; the log is the truth. */
export class CommitHints {
  private readonly listeners = new Set<(streams: readonly string[]) => void>();

  onCommit(listener: (streams: readonly string[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  hint(streams: readonly string[]): void {
    if (streams.length === 0) return;
    for (const listener of this.listeners) listener(streams);
  }
}
