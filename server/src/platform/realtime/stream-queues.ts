/** One thing at a time per stream: subscribing and dispatching never interleave. */
export class StreamQueues {
  private readonly tails = new Map<string, Promise<unknown>>();

  run<Result>(stream: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.tails.get(stream) ?? Promise.resolve();
    const mine = before.then(work, work);
    const tail = mine.catch(() => undefined);
    this.tails.set(stream, tail);
    void tail.then(() => {
      if (this.tails.get(stream) === tail) this.tails.delete(stream);
    });
    return mine;
  }

  get busy(): number {
    return this.tails.size;
  }
}
