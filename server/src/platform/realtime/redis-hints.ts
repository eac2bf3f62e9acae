import type { CommitHints } from '../database/commit-hints.js';

const channel = 'kring:streams';

/** Other processes hear of commits sooner. Losing all of it costs at most a second: every process looks in the log itself. */
export interface HintRelay {
  close(): Promise<void>;
}

/**
 * Tells the other processes over Redis (or Valkey) which streams grew, and passes on what they tell.
 * @param onHint streams that grew in another process
 * @param onTrouble hears of a lost connection; the client connects again by itself
 */
export async function relayHints(
  url: string,
  hints: CommitHints,
  onHint: (streams: readonly string[]) => void,
  onTrouble: (error: unknown) => void,
): Promise<HintRelay> {
  const { createClient } = await import('redis');
  const options = { url, disableOfflineQueue: true, socket: { reconnectStrategy: (tries: number) => Math.min(200 * 2 ** tries, 5_000) } };
  const writer = createClient(options).on('error', onTrouble);
  const reader = createClient(options).on('error', onTrouble);
  const self = crypto.randomUUID();
  // a store that is away must not keep the server from starting: both go on trying
  void writer.connect().catch(onTrouble);
  void reader
    .connect()
    .then(() => reader.subscribe(channel, (message) => hear(message)))
    .catch(onTrouble);

  function hear(message: string): void {
    const [from, ...streams] = message.split(' ');
    if (from !== self && streams.length > 0) onHint(streams);
  }

  const unhook = hints.onCommit((streams) => {
    if (writer.isReady) writer.publish(channel, [self, ...streams].join(' ')).catch(() => undefined);
  });
  return {
    close: async () => {
      unhook();
      for (const client of [writer, reader]) if (client.isOpen) client.destroy();
    },
  };
}
