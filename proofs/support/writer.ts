import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { callGraphql, type Session } from '../../server/test/harness/graphql-call.js';
import { richText } from '../../server/test/builders/discussions.js';

const post = 'mutation PostMessage($input: PostMessageInput!) { postMessage(input: $input) { id n seq } }';
const edit =
  'mutation EditMessage($input: EditMessageInput!) { editMessage(input: $input) { __typename ... on EditedMessage { message { version } } ... on EditConflict { current { version } } } }';
const react = 'mutation React($input: ReactInput!) { react(input: $input) { id } }';
const markRead = 'mutation MarkRead($input: MarkReadInput!) { markRead(input: $input) { topic { readN } } }';

export interface WriterTopic {
  id: string;
  groupId: string;
}

interface Written {
  id: string;
  topicId: string;
  text: string;
  version: number;
}

/** Someone who writes without end and repeats every act, with the same ids, until there is a definite answer. */
export class Writer {
  /** what the server said it has stored */
  readonly acknowledged = new Map<string, Written>();
  /** everything that was ever sent: nothing else may be in the tables */
  readonly sent = new Set<string>();
  retries = 0;
  /** definite refusals and conflicts: there is no reason for one */
  readonly refusals: string[] = [];
  private counter = 0;

  constructor(
    readonly name: string,
    private readonly url: string,
    private readonly session: Session,
    private readonly topics: WriterTopic[],
    private readonly random: () => number,
    /** milliseconds between acts */
    private readonly every: number,
  ) {}

  /** Writes until `enough` says so; what was begun is finished. */
  async write(enough: () => boolean): Promise<void> {
    while (!enough()) {
      const chance = this.random();
      if (this.counter > 3 && chance < 0.12) await this.editOne();
      else if (this.counter > 3 && chance < 0.2) await this.reactToOne();
      else if (this.counter > 3 && chance < 0.26) await this.readOn();
      else await this.postOne();
      await pause(this.every * (0.5 + this.random()));
    }
  }

  private any<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.random() * items.length)]!;
  }

  private async postOne(): Promise<void> {
    const topic = this.any(this.topics);
    const id = randomUUID();
    const text = `${this.name} ${(this.counter += 1)}`;
    this.sent.add(id);
    const done = await this.untilAnswered<{ postMessage: { id: string } }>(post, { mutationId: randomUUID(), id, topicId: topic.id, body: richText(text), kind: 'REPLY' });
    if (done?.postMessage.id === id) this.acknowledged.set(id, { id, topicId: topic.id, text, version: 1 });
  }

  private async editOne(): Promise<void> {
    const mine = [...this.acknowledged.values()].slice(-20);
    if (mine.length === 0) return;
    const message = this.any(mine);
    const text = `${message.text} changed ${message.version}`;
    const done = await this.untilAnswered<{ editMessage: { __typename: string; message?: { version: number } } }>(edit, {
      mutationId: randomUUID(),
      messageId: message.id,
      body: richText(text),
      ifVersion: message.version,
    });
    if (!done) return;
    if (done.editMessage.__typename !== 'EditedMessage') this.refusals.push(`a conflict with nobody: ${this.name}, version ${message.version}`);
    else message.version += 1;
  }

  private async reactToOne(): Promise<void> {
    const mine = [...this.acknowledged.values()].slice(-20);
    if (mine.length === 0) return;
    await this.untilAnswered(react, { mutationId: randomUUID(), messageId: this.any(mine).id, kind: 'RECOGNISE', on: this.random() < 0.5 });
  }

  private async readOn(): Promise<void> {
    await this.untilAnswered(markRead, { mutationId: randomUUID(), topicId: this.any(this.topics).id, readN: 1 + Math.floor(this.random() * this.counter) });
  }

  private async untilAnswered<Data>(document: string, input: object): Promise<Data | null> {
    for (;;) {
      try {
        const answer = await callGraphql<Data>(this.url, this.session, document, { input });
        const code = answer.errors?.[0]?.extensions?.code;
        if (answer.status === 200 && !answer.errors?.length && answer.data) return answer.data;
        if (code !== 'UNAVAILABLE') {
          this.refusals.push(`${this.name}: ${answer.status} ${answer.text.slice(0, 200)}`);
          return null;
        }
      } catch {
        // no answer: nobody knows whether it was done, so it is asked again with the same ids
      }
      this.retries += 1;
      await pause(40 + this.random() * 80);
    }
  }
}
