import type { EventEnvelope, SubscribeAnswer, SubscribeRequest } from '../../../../schema/realtime/envelope.js';
import type { Reads } from '../database/reads.js';
import { isUnavailable } from '../errors/to-extensions.js';
import type { Viewer } from '../identity/viewer.js';
import { eventsAfter, type Head, headsOf, replayLimit } from './stream-log.js';
import type { StreamDoors } from './stream-doors.js';
import { StreamQueues } from './stream-queues.js';

/** What the dispatcher needs of the sockets of this process. */
export interface Audience {
  send(event: EventEnvelope): void;
  /** nothing that comes after `seq` reaches this person on this stream */
  evict(stream: string, personId: string, seq: number): void;
  /** the log was taken back (restore): everyone asks again */
  restart(stream: string): void;
}

/**
 * Reads the log for the streams that someone in this process listens to and hands it on in order.
 * Hints make it quick, a look once per second makes it sure; correctness rests on the log alone.
 */
export class Dispatcher {
  private readonly sent = new Map<string, Head>();
  private readonly pending = new Set<string>();
  private readonly queues = new StreamQueues();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly reads: Reads,
    private readonly doors: StreamDoors,
    private readonly audience: Audience,
    private readonly onTrouble: (error: unknown) => void,
  ) {}

  start(everyMs = 1_000): void {
    const look = async (): Promise<void> => {
      await this.lookForNews().catch(this.onTrouble);
      this.timer = setTimeout(() => void look(), everyMs).unref();
    };
    this.timer = setTimeout(() => void look(), everyMs).unref();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  /** Something was committed to these streams. */
  hint(streams: readonly string[]): void {
    for (const stream of streams) if (this.sent.has(stream)) this.pump(stream);
  }

  /** Where this process stands in a stream that it follows. */
  position(stream: string): Head | undefined {
    return this.sent.get(stream);
  }

  /** How many streams this process follows. */
  get followed(): number {
    return this.sent.size;
  }

  /** Nobody listens any more. */
  forget(stream: string): void {
    this.sent.delete(stream);
  }

  /**
   * Checks the door and reads what was missed in one snapshot, then lets `join` put the socket in the room.
   * Runs in the stream's queue, so no event falls between the snapshot and the joining.
   */
  async subscribe(viewer: Viewer, request: SubscribeRequest, join: (head: Head) => void): Promise<SubscribeAnswer> {
    return this.queues.run(request.stream, async () => {
      const found = await this.reads.snapshot(async (reads) => {
        if (!(await this.doors.mayListen(reads, viewer, request.stream))) return null;
        const head = (await headsOf(reads, [request.stream])).get(request.stream) ?? { epoch: 1, seq: 0 };
        const after = request.after;
        const events =
          after && after.epoch === head.epoch && after.seq <= head.seq && head.seq - after.seq <= replayLimit
            ? await eventsAfter(reads, request.stream, head.epoch, after.seq, replayLimit)
            : null;
        return { head, events };
      });
      if (!found) return { ok: false, refused: 'NOT_FOUND' };
      const { head, events } = found;
      if (!this.sent.has(request.stream)) this.sent.set(request.stream, head);
      join(head);
      if (!request.after) return { ok: true, events: [], upTo: head };
      const complete = events !== null && events.length === head.seq - request.after.seq;
      return complete ? { ok: true, events, upTo: head } : { ok: false, restart: true, upTo: head };
    });
  }

  /** Starts to follow a stream for this process only (the control stream of a connected person). */
  async follow(stream: string): Promise<void> {
    if (this.sent.has(stream)) return;
    await this.queues.run(stream, async () => {
      if (this.sent.has(stream)) return;
      this.sent.set(stream, (await headsOf(this.reads, [stream])).get(stream) ?? { epoch: 1, seq: 0 });
    });
  }

  /** Asks the door of a stream that someone listens to once more. */
  mayStillListen(viewer: Viewer, stream: string): Promise<boolean> {
    return this.doors.mayListen(this.reads, viewer, stream);
  }

  private pump(stream: string): void {
    if (this.pending.has(stream)) return;
    this.pending.add(stream);
    void this.queues
      .run(stream, async () => {
        this.pending.delete(stream);
        await this.dispatch(stream);
      })
      .catch((error: unknown) => {
        if (!isUnavailable(error)) this.onTrouble(error);
      });
  }

  private async dispatch(stream: string): Promise<void> {
    for (;;) {
      const last = this.sent.get(stream);
      if (!last) return;
      const events = await eventsAfter(this.reads, stream, last.epoch, last.seq, 200);
      for (const event of events) {
        // the last listener may have left while the log was read, or by the event before
        if (!this.sent.has(stream)) return;
        this.sent.set(stream, { epoch: last.epoch, seq: event.seq });
        this.audience.send(event);
        const evicted = this.doors.evictedBy(event.type, event.payload);
        if (evicted) this.audience.evict(stream, evicted, event.seq);
      }
      if (events.length < 200) return;
    }
  }

  /** Compares the streams that are followed with the log; called once per second. */
  async lookForNews(): Promise<void> {
    // Positions as they were before asking: while the answer is under way a commit may be dispatched, and the answer,
    // older than that, must not look as if the log was taken back.
    const asked = new Map(this.sent);
    if (asked.size === 0) return;
    const heads = await headsOf(this.reads, [...asked.keys()]).catch((error: unknown) => {
      if (isUnavailable(error)) return new Map<string, Head>();
      throw error;
    });
    for (const [stream, head] of heads) {
      const before = asked.get(stream);
      const sent = this.sent.get(stream);
      if (!before || !sent) continue;
      if (before.epoch !== head.epoch || before.seq > head.seq) {
        this.sent.set(stream, head);
        this.audience.restart(stream);
      } else if (head.seq > sent.seq) this.pump(stream);
    }
  }
}
