import type { ApolloClient } from '@apollo/client';
import { AnswerQuestionDocument, RemoveTextDocument, type SessionPageFieldsFragment } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import type { ServerText, TextToSave } from './own-text.js';
import { OwnTexts } from './own-texts.js';
import type { ServerClock } from './server-clock.js';
import { refreshSession } from './session-cache.js';

/** New words for a posted answer, and the version that they began from. */
export interface Change {
  readonly body: string;
  readonly version: number;
}

/**
 * The answers that whose case it is writes, kept as their other words are: here at once, on the server half a second later, and
 * theirs alone until they are posted. What was posted everyone reads: a change of it waits here, until it is saved on purpose.
 */
export class Answers {
  readonly texts: OwnTexts;
  /** key or id of a text here → its question */
  private readonly about = new Map<string, string>();
  private readonly changes = new Map<string, Change>();

  constructor(
    private readonly client: ApolloClient,
    private readonly sessionId: string,
    clock: ServerClock,
  ) {
    this.texts = new OwnTexts({
      write: (text) => this.send(text, false),
      remove: async (id) => void (await this.client.mutate({ mutation: RemoveTextDocument, variables: { input: { mutationId: newId(), sessionId: this.sessionId, id } } })),
      refresh: () => refreshSession(this.client, this.sessionId),
      newId: () => this.made(),
      now: () => clock.now(),
    });
  }

  /** What a page brought: one's own answers of this phase. */
  took(page: SessionPageFieldsFragment, phase: number): void {
    const mine = page.texts.filter((text) => text.kind === 'ANSWER' && text.mine && !text.opened && text.phase === phase);
    for (const text of mine) this.about.set(text.id, text.aboutId!);
    this.texts.took(mine, Date.parse(page.state.at));
  }

  isAbout(id: string, key: string, questionId: string): boolean {
    return (this.about.get(key) ?? this.about.get(id)) === questionId;
  }

  /** A new, empty answer; it is nowhere but here until something is written in it. */
  begin(questionId: string, phase: number): void {
    this.next = questionId;
    this.texts.start({ phase, kind: 'ANSWER', sharing: 'NAMED' });
    this.next = null;
  }

  /** Posts an answer for everyone; what was typed while it was on its way waits as a change. @throws KringError what the server says */
  async post(key: string): Promise<void> {
    await this.texts.flush();
    const find = () => this.texts.read().find((each) => each.key === key);
    const text = find();
    if (!text) return;
    const posted = await this.send({ id: text.id, phase: text.phase, kind: 'ANSWER', sharing: 'NAMED', body: text.body, ifVersion: text.version, leaving: false }, true);
    const typed = find()?.body ?? text.body;
    if (typed !== text.body) this.changes.set(this.about.get(text.id)!, { body: typed, version: posted.version });
    this.texts.letGo(key);
  }

  /** The change of a posted answer that was not saved yet. */
  changeOf(questionId: string): Change | null {
    return this.changes.get(questionId) ?? null;
  }

  /** Nothing of it goes to the server; null: it stays as it was. */
  keepChange(questionId: string, change: Change | null): void {
    if (change) this.changes.set(questionId, change);
    else this.changes.delete(questionId);
  }

  /** Changes a posted answer for everyone. @throws KringError CONFLICT when another device changed it since the change began */
  async saveChange(answer: Pick<ServerText, 'id' | 'phase'> & { aboutId: string | null }, { body, version }: Change): Promise<void> {
    this.about.set(answer.id, answer.aboutId!);
    await this.send({ id: answer.id, phase: answer.phase, kind: 'ANSWER', sharing: 'NAMED', body: body.trim(), ifVersion: version, leaving: false }, true);
    this.changes.delete(answer.aboutId!);
  }

  private next: string | null = null;

  /** Ids are made when a text begins, and anew when it was emptied: both belong to the question. */
  private made(): string {
    const id = newId();
    if (this.next !== null) this.about.set(id, this.next);
    return id;
  }

  private async send({ id, phase, body, ifVersion, leaving }: TextToSave, post: boolean) {
    const key = this.texts.read().find((each) => each.id === id)?.key ?? id;
    const aboutId = this.about.get(id) ?? this.about.get(key);
    if (aboutId === undefined) throw new Error('An answer belongs to a question');
    this.about.set(id, aboutId);
    const { data } = await this.client.mutate({
      mutation: AnswerQuestionDocument,
      variables: { input: { mutationId: newId(), sessionId: this.sessionId, phase, id, aboutId, body, post, ifVersion } },
      context: { keepalive: leaving, once: true },
    });
    if (!data) throw new Error('answerQuestion gave no answer');
    return data.answerQuestion;
  }
}

const opened = new WeakMap<ApolloClient, Map<string, Answers>>();

/** The answers of this person in a session; they stay when the screen is left and opened again. */
export function answersOf(client: ApolloClient, sessionId: string, clock: ServerClock): Answers {
  const all = opened.get(client) ?? new Map<string, Answers>();
  opened.set(client, all);
  const known = all.get(sessionId) ?? new Answers(client, sessionId, clock);
  all.set(sessionId, known);
  return known;
}
