import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { DeviceStorage } from '../../client/src/features/intervision/device-copy.js';
import type { OwnTextRemote, ServerText } from '../../client/src/features/intervision/own-text.js';
import type { ErrorExtensions } from '../../schema/errors.js';
import { sessionPageDocument, type SessionPage } from '../../server/test/builders/intervision.js';
import { callGraphql, type Session } from '../../server/test/harness/graphql-call.js';
import type { ClientSession } from './client-code.js';

/** What somebody typed on one device, and when each character was there. */
export interface Typed {
  text: string;
  /** per character: `performance.now()` */
  at: number[];
}

const write = 'mutation W($input: WriteTextInput!) { writeText(input: $input) { id phase kind sharing body version mine } }';
const remove = 'mutation R($input: RemoveTextInput!) { removeText(input: $input) { ok } }';

/** The disk of a device, which outlives its tabs. */
export class Disk {
  private readonly kept = new Map<string, string>();
  /** as a tab has it: a tab that is gone writes nothing any more */
  of(alive: () => boolean): DeviceStorage {
    const { kept } = this;
    return {
      names: () => [...kept.keys()],
      read: (name) => kept.get(name) ?? null,
      write: (name, value) => void (alive() && kept.set(name, value)),
      remove: (name) => void (alive() && kept.delete(name)),
    };
  }
  get words(): string {
    return [...this.kept.values()].join('\n');
  }
}

/**
 * A device on which somebody types in a session: the client's own keeper of texts, with a network that can be cut and a
 * tab that can be killed. `forgetful`: it does not keep what the server did not take, which is the control.
 */
export class TypingDevice {
  readonly typed: Typed;
  /** the network */
  connected = true;
  private alive = true;
  private readonly texts: InstanceType<ClientSession['OwnTexts']>;
  private key = '';
  private mutation = { words: '', id: '' };
  private lastServerAt = 0;
  requests = 0;
  failures = 0;

  constructor(
    private readonly code: ClientSession,
    private readonly url: string,
    private readonly session: Session,
    private readonly sessionId: string,
    private readonly phase: number,
    private readonly forgetful = false,
    before?: Typed,
    private readonly disk: Disk | null = null,
  ) {
    this.typed = before ?? { text: '', at: [] };
    const remote: OwnTextRemote = {
      write: async ({ leaving: _, ...text }) => {
        const words = [text.id, text.ifVersion, text.sharing, text.body].join(' ');
        if (this.mutation.words !== words) this.mutation = { words, id: randomUUID() };
        const data = await this.ask<{ writeText: ServerText }>(write, { input: { mutationId: this.mutation.id, sessionId: this.sessionId, ...text } });
        return data.writeText;
      },
      remove: async (id) => void (await this.ask(remove, { input: { mutationId: randomUUID(), sessionId: this.sessionId, id } })),
      refresh: () => void this.refresh().catch(() => undefined),
      newId: () => randomUUID(),
      now: () => this.lastServerAt,
    };
    this.texts = new code.OwnTexts(remote);
  }

  /** The tab opens: what the server has of this person comes in, or an empty sheet is laid ready. */
  async open(): Promise<void> {
    const { deviceKey } = await this.refresh();
    const storage = this.disk && { storage: this.disk.of(() => this.alive), claim: () => Promise.resolve(true) };
    if (storage) await this.code.keepOnDevice(this.texts, { personId: this.session.email, sessionId: this.sessionId, deviceKey, tab: randomUUID() }, storage).ready;
    this.key = this.texts.read().find(({ phase, kind }) => phase === this.phase && kind === 'ENTRY')?.key ?? this.texts.start({ phase: this.phase, kind: 'ENTRY', sharing: 'NAMED' });
  }

  get shown(): string {
    return this.texts.read().find(({ key }) => key === this.key)?.body ?? '';
  }

  type(character: string): void {
    this.typed.text += character;
    this.typed.at.push(performance.now());
    this.texts.write(this.key, this.forgetful ? this.shown + character : this.typed.text);
  }

  cut(): void {
    this.connected = false;
  }

  mend(): void {
    this.connected = true;
    this.texts.retry();
  }

  /** Ends without a word: nothing more leaves it, nothing more arrives. */
  kill(): void {
    this.alive = false;
  }

  /** Waits until nothing is waiting to be sent. */
  async settle(patience: number): Promise<boolean> {
    const began = performance.now();
    while (this.texts.waiting && performance.now() - began < patience) {
      this.texts.retry();
      await pause(50);
    }
    return !this.texts.waiting;
  }

  private async refresh(): Promise<SessionPage> {
    const asked = await this.ask<{ sessionPage: SessionPage }>(sessionPageDocument, { id: this.sessionId });
    this.lastServerAt = Date.now();
    this.texts.took(asked.sessionPage.texts as never, this.lastServerAt);
    return asked.sessionPage;
  }

  private async ask<Data>(document: string, variables: object): Promise<Data> {
    this.requests += 1;
    const offline = (): Error => {
      this.failures += 1;
      if (this.forgetful) this.texts.write(this.key, '');
      return new this.code.KringError({ code: 'OFFLINE' });
    };
    if (!this.alive) return new Promise<never>(() => undefined);
    if (!this.connected) throw offline();
    const answer = await callGraphql<Data>(this.url, this.session, document, variables).catch(() => undefined);
    if (!this.alive) return new Promise<never>(() => undefined);
    // the way is cut while the answer is on it: it may have arrived all the same
    if (!answer || !this.connected || answer.status >= 500) throw offline();
    const error = answer.errors?.[0];
    if (error) throw new this.code.KringError({ code: error.extensions.code, reason: (error.extensions as ErrorExtensions).reason });
    return answer.data;
  }
}
