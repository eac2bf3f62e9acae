import { type Actor, actors } from '../../server/test/contract/actors.js';
import type { Scene } from '../../server/test/contract/scene.js';
import type { TestSocket } from '../../server/test/harness/test-socket.js';
import type { SecretLedger } from './secret-ledger.js';

/** Sockets of everyone who can open one, each trying every stream there is; every frame goes to the ledger. */
export class Listeners {
  readonly sockets = new Map<Actor, TestSocket>();
  frames = 0;
  tries = 0;

  constructor(
    private readonly scene: Scene,
    private readonly ledger: SecretLedger,
  ) {}

  async open(): Promise<void> {
    for (const actor of actors) {
      const socket = await this.scene.world.socket(this.scene.sessions[actor]).catch((error: Error) => {
        this.ledger.look(error.message, 'refusal', actor, 'handshake');
        return null;
      });
      if (!socket) continue;
      // the bytes as they come, whatever they are called
      socket.socket.io.engine.on('data', (data: unknown) => {
        this.frames += 1;
        this.ledger.look(String(data), 'frame', actor, 'socket');
      });
      this.sockets.set(actor, socket);
    }
  }

  /** Asks for everything that was ever said on every stream, known or made up. */
  async tryEveryStream(): Promise<void> {
    const { world } = this.scene;
    const known = (await world.sql<{ stream: string }>(`SELECT stream FROM realtime_stream UNION SELECT 'group:' || id FROM groups UNION SELECT 'person:' || id FROM people
      UNION SELECT 'session:' || id FROM sessions UNION SELECT 'session:' || id || ':facilitator' FROM sessions`)).map((row) => row.stream);
    for (const socket of this.sockets.values()) {
      for (const stream of [...known, 'group:*', 'control:x', '', 'group']) {
        this.tries += 1;
        const answer = await socket.subscribe(stream, { epoch: 1, seq: 0 });
        if (!answer.ok && 'refused' in answer && answer.refused === 'RATE_LIMITED') throw new Error('The socket was slowed down: not every stream was tried.');
        socket.socket.emit('here', { stream, here: true });
      }
    }
  }

  close(): void {
    for (const socket of this.sockets.values()) socket.close();
  }
}
