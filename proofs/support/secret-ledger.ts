import { type Actor, insiders } from '../../server/test/contract/actors.js';
import { newSecret, secretsIn } from './secrets.js';

/** Where a secret was seen. Logs, figures and refusals are for nobody; events of closed circles carry none (decisions 11). */
export type Sink = 'answer' | 'refusal' | 'frame' | 'mail' | 'log' | 'page';

/** Who gets to see something. The colleague is a member of all our circles who wrote none of the scene; nobody is whoever has no place in it. */
export type Reader = Actor | 'colleague' | 'nobody';

export interface Leak {
  secret: string;
  sink: Sink;
  who: Reader;
  where: string;
}

/** Who may see a text of the scene, by the name that the scene gave it. Nobody may see what was taken away. */
export function entitledTo(field: string): ReadonlySet<Actor> {
  const [place = '', what = '', who] = field.split('.');
  // whoever has no account cannot see its address
  if (place === 'email') return new Set(what === 'disabled' ? [] : [what as Actor]);
  // what somebody keeps of a session for themselves, also out of the circle
  if (place === 'draft' || place === 'report') return new Set([what as Actor]);
  if (what === 'removed') return new Set();
  // sealed until it is opened, kept, or a note for oneself: its writer alone, who may be none of the actors
  if (what === 'only') return new Set(who ? [who as Actor] : []);
  if (place.startsWith('elsewhere')) return new Set<Actor>(['stranger']);
  // sealed: its writer alone; open: whoever is in the session, which a guest of the circle is not
  if (what === 'sessionSealed') return new Set<Actor>(['member']);
  if (what === 'sessionOpen' || what === 'sessionPlace' || what === 'method' || what.startsWith('harvest')) return new Set(insiders(true).filter((actor) => actor !== 'guest'));
  const inside = insiders(place === 'closed' || place === 'coaching');
  const card = ['name', 'purpose', 'pact'].includes(what) && place !== 'archived';
  return new Set(card ? [...inside, 'invited'] : inside);
}

/** A colleague is entitled to what every member is, the one who agreed to no pact included: so to no address, draft or text of one member. */
const isEntitled = (field: string, who: Reader): boolean => {
  const entitled: ReadonlySet<Reader> = entitledTo(field);
  return who === 'colleague' ? (['newcomer', 'member', 'author'] as const).every((actor) => entitled.has(actor)) : entitled.has(who);
};

/** Of a circle that keeps its conversations to itself. */
const isClosedField = (field: string): boolean => /^(closed|coaching|elsewhereClosed)\./.test(field);

/** Whether a sink may show this text to this actor. */
export function mayShow(field: string, sink: Sink, who: Reader): boolean {
  if (sink === 'log' || sink === 'refusal' || sink === 'page' || who === 'nobody') return false;
  // the invitation went out before the circle was archived
  if (sink === 'mail' && field === 'archived.name' && who === 'invited') return true;
  // the file for calendars says when and where, to who meets there (ux.md §4.3), and nothing else
  if (sink === 'mail' && field.endsWith('.sessionPlace')) return isEntitled(field, who);
  if ((sink === 'frame' || sink === 'mail') && (isClosedField(field) || field.startsWith('draft.'))) return false;
  return isEntitled(field, who);
}

/** Keeps every secret there is, who saw it, and who should not have. */
export class SecretLedger {
  readonly fields = new Map<string, string>();
  readonly seenBy = new Map<string, Set<string>>();
  /** texts without a name, and who wrote them: nobody else may ever learn it, and once open not even by `mine` */
  readonly nameless = new Map<string, { writer: Actor; tells: readonly string[]; open: boolean }>();
  leaks: Leak[] = [];
  looked = 0;

  constructor(private readonly random: () => number) {}

  /** The wording of a scene: every text gets a secret of its own. */
  readonly word = (field: string): string => {
    const secret = newSecret(this.random);
    this.fields.set(secret, field);
    return secret;
  };

  /** Looks through something that someone got to see. */
  look(text: string, sink: Sink, who: Reader, where: string): void {
    this.looked += 1;
    for (const secret of secretsIn(text)) {
      const field = this.fields.get(secret);
      if (!field) continue;
      if (!mayShow(field, sink, who)) this.leaks.push({ secret: field, sink, who, where });
      else this.seenBy.set(secret, (this.seenBy.get(secret) ?? new Set()).add(`${sink} ${who}`));
    }
  }

  /** Looks whether an answer tells with a text without a name who wrote it: in the object that holds the text, or by its `mine`. */
  lookForWriters(answer: unknown, who: Actor, where: string): void {
    if (answer === null || typeof answer !== 'object') return;
    const inside = Object.values(answer);
    for (const secret of inside.flatMap((value) => (typeof value === 'string' ? [...secretsIn(value)] : []))) {
      const text = this.nameless.get(secret);
      if (!text) continue;
      const all = JSON.stringify(answer);
      const told = text.tells.some((word) => all.includes(word)) || (text.open && 'mine' in answer && answer.mine !== false);
      if (told) this.leaks.push({ secret: `the writer of ${this.fields.get(secret)}`, sink: 'answer', who, where });
    }
    for (const value of inside) this.lookForWriters(value, who, where);
  }

  /** Texts that someone may see and nobody saw: the crawl did not get there. */
  unseen(): string[] {
    return [...this.fields].filter(([secret, field]) => entitledTo(field).size > 0 && !this.seenBy.has(secret)).map(([, field]) => field);
  }

  /** Runs `work` with an empty list of leaks and returns the ones that it gave. */
  async during(work: () => Promise<void>): Promise<Leak[]> {
    const before = this.leaks;
    this.leaks = [];
    try {
      await work();
      return this.leaks;
    } finally {
      this.leaks = before;
    }
  }
}
