/** One look at the server's clock (epoch milliseconds) and when it came in here, on a clock that nobody can set. */
interface Sample {
  server: number;
  here: number;
}

/** An answer this old no longer says how late the next one is (milliseconds): clocks drift, and a sleeping device's clock may stand still. */
const trustFor = 60_000;

/**
 * The database's time on this device (decisions 25). The clock of the device itself plays no part: it may be wrong, and may
 * be changed meanwhile. An answer is as late as its way here, so of several the one that says the latest is the closest.
 */
export class ServerClock {
  private best: Sample | null = null;

  /** @param here a clock that only goes forward, in milliseconds; tests give their own */
  constructor(private readonly here: () => number = () => performance.now()) {}

  /** @param at `state.at` of an answer that came in just now */
  took(at: string): void {
    const now = this.here();
    const sample = { server: Date.parse(at), here: now };
    if (this.best === null || now - this.best.here > trustFor || sample.server >= this.at(now)) this.best = sample;
  }

  /** Epoch milliseconds of the database's clock; this device's own until the first answer. */
  now(): number {
    return this.best === null ? Date.now() : this.at(this.here());
  }

  private at(here: number): number {
    return this.best!.server + here - this.best!.here;
  }
}
