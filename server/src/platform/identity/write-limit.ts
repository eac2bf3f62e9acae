import { KringError } from '../errors/kring-error.js';
import { TokenBucket } from '../clock/token-bucket.js';

/** With more people than this it looks who has been quiet long enough to be forgotten. */
const most = 2_000;

/**
 * How often one person may write: a minute's worth at once, and as many per minute after that. Counted in the memory of
 * this process: counting in the database would cost what the limit is there to save.
 */
export class WriteLimit {
  private readonly buckets = new Map<string, TokenBucket>();
  private forgetAt = most;

  /** @param perMinute 0: no limit */
  constructor(private readonly perMinute: number) {}

  /** @throws KringError RATE_LIMITED with the seconds until trying again makes sense */
  spend(personId: string): void {
    if (this.perMinute === 0) return;
    let bucket = this.buckets.get(personId);
    if (!bucket) {
      if (this.buckets.size >= this.forgetAt) this.forget();
      bucket = new TokenBucket(this.perMinute, this.perMinute / 60);
      this.buckets.set(personId, bucket);
    }
    if (!bucket.take()) throw new KringError('RATE_LIMITED', { retryAfter: Math.max(1, Math.ceil(60 / this.perMinute)) });
  }

  /** People whose bucket is full again are as new. */
  private forget(): void {
    for (const [personId, bucket] of this.buckets) if (bucket.isFull()) this.buckets.delete(personId);
    this.forgetAt = Math.max(most, this.buckets.size * 2);
  }
}
