import pg from 'pg';
import { facilitatorStream, groupStream, personStream, sessionStream } from '../../schema/realtime/streams.js';
import { buildGroup } from '../../server/test/builders/groups.js';
import { buildPerson, type BuiltPerson } from '../../server/test/builders/people.js';
import { documentFor, everythingOf, rootFields, schemaOf } from '../../server/test/contract/schema-walk.js';
import type { GqlAnswer, Session } from '../../server/test/harness/graphql-call.js';
import type { World } from '../../server/test/harness/world.js';
import type { LogCapture } from './log-capture.js';
import { record, type Recorder } from './recorder.js';
import { newSecret, secretsIn } from './secrets.js';
import { type NamelessText, TableLook } from './table-look.js';

/** Someone in the circle of the session, or who looks from outside, with a socket on which every packet is kept. */
export interface Onlooker {
  at: number;
  person: BuiltPerson;
  session: Session;
  inside: boolean;
  recorder: Recorder;
  framesRead: number;
  /** the page as they had it last, without what only the clock changes */
  view: string;
}

export interface WatchedText {
  id: string;
  secret: string;
  writer: number;
  phase: number;
  sharing: 'NAMED' | 'NAMELESS' | 'NOT_SHARED';
  kind: 'ENTRY' | 'NOTE' | 'ANSWER';
}

const pageFields = `session { id viewerActions status place }
  state { status turn phase endsAt clock entry graceEndsAt goesTo facilitatorId coFacilitatorId contributorId namelessOffered showing spotlightId speakerId speakingOrder extraTimeAsked ready writers version }
  me { roles ready mayWrite refusal sharings myVote myAnswers { item value } silent graceSeconds askedExtraTime }
  people { person { id name } here observer silent }
  texts { id phase kind sharing mine opened position author { id name } body version }
  sheets { phase total opened } options { id words votes leading } pictures { item distribution texts } ratings { textId value }
  written { deadlines extended awaitsMe awaited mayAnswer missed }
  asOf { stream seq epoch } facilitatorAsOf { stream seq epoch }`;
const pageDocument = `query P($id: UUID!) { sessionPage(id: $id) { ${pageFields} } }`;

type Page = { state: { ready: number | null }; texts: { id: string; body: string; mine: boolean; opened: boolean; author: unknown; sharing: string }[] };

/**
 * The circle, everybody in it and two outside, and all that reaches them or stays behind: pages, frames, refusals, mails,
 * log and tables. It knows who wrote what and what the acts so far have opened, and says what came out too early.
 */
export class SessionWatch {
  readonly texts = new Map<string, WatchedText>();
  /** phase → how many of its texts the acts so far have opened */
  readonly allowed = new Map<number, number>();
  /** phase → texts that somebody else has seen */
  private readonly seen = new Map<number, Set<string>>();
  readonly leaks = new Map<string, number>();
  readonly looks = { pages: 0, queries: 0, frames: 0, tables: 0, mails: 0, refusals: 0, rights: 0 };
  sessionId = '';
  private mailsRead = 0;
  private roots: { key: string; document: string; args: string[] }[] = [];

  private constructor(
    readonly world: World,
    readonly groupId: string,
    readonly all: readonly Onlooker[],
    private readonly runtime: pg.Client,
    private readonly log: LogCapture,
    private readonly random: () => number,
    readonly tables: TableLook,
  ) {
    const schema = schemaOf(world);
    const known = new Set(['id', 'sessionId', 'groupId', 'textId', 'first', 'archived', 'text', 'minutes', 'people', 'caseTags']);
    this.roots = rootFields(schema)
      .filter(({ kind, field }) => kind === 'query' && field.args.every((arg) => known.has(arg.name) || !String(arg.type).endsWith('!')))
      .map((root) => ({ key: root.key, document: documentFor(schema, root, everythingOf(schema, root.field.type, 5)), args: root.field.args.map((arg) => arg.name) }));
  }

  static async open(world: World, log: LogCapture, random: () => number, members = 7): Promise<SessionWatch> {
    const people: BuiltPerson[] = [];
    for (let at = 0; at < members + 2; at += 1) people.push(await buildPerson(world.database));
    const [lead, coLead] = people as [BuiltPerson, BuiltPerson];
    const group = await buildGroup(world.database, { kind: 'intervision', roles: { lead, co_lead: coLead, member: people.slice(2, members), guest: people[members]! } });
    const onlookers: Onlooker[] = [];
    for (const [at, person] of people.entries()) {
      const session = await world.signIn(person);
      const recorder = await record(world.url, person.name, session);
      onlookers.push({ at, person, session, inside: at < members, recorder, framesRead: 0, view: '' });
      await recorder.subscribe(personStream(person.id));
      await recorder.subscribe(groupStream(group.id));
    }
    const runtime = new pg.Client({ connectionString: world.database.urls.runtime });
    await runtime.connect();
    return new SessionWatch(world, group.id, onlookers, runtime, log, random, new TableLook(world));
  }

  async close(): Promise<void> {
    for (const { recorder } of this.all) recorder.close();
    await this.runtime.end();
  }

  get insiders(): Onlooker[] {
    return this.all.filter(({ inside }) => inside);
  }

  /** From here on another session is watched. */
  async turnTo(sessionId: string): Promise<void> {
    this.sessionId = sessionId;
    this.texts.clear();
    this.allowed.clear();
    this.seen.clear();
    this.tables.begin(sessionId);
    for (const one of this.all) {
      await one.recorder.subscribe(sessionStream(sessionId));
      await one.recorder.subscribe(facilitatorStream(sessionId));
      one.view = '';
    }
  }

  word(): string {
    return newSecret(this.random);
  }

  leak(what: string): void {
    this.leaks.set(what, (this.leaks.get(what) ?? 0) + 1);
  }

  get found(): number {
    return this.leaks.size;
  }

  /** So many more texts of a phase may be read now. */
  allow(phase: number, more: number): void {
    this.allowed.set(phase, (this.allowed.get(phase) ?? 0) + more);
  }

  /**
   * Something happens, and everybody looks.
   * @param quiet by whom: nobody else may notice anything of it, but for how many are ready
   */
  async step(what: string, act: () => Promise<GqlAnswer<unknown> | undefined>, quiet: Onlooker | null = null): Promise<GqlAnswer<unknown> | undefined> {
    const before = new Map(this.all.map((one) => [one.at, one.view]));
    const heard = new Map(this.all.map((one) => [one.at, one.recorder.frames.length]));
    const answer = await act();
    if (answer) this.heard(what, answer);
    await this.settle();
    await Promise.all(this.all.map((one) => this.page(one)));
    if (quiet) {
      for (const one of this.all.filter((each) => each !== quiet)) {
        if (before.get(one.at) !== '' && before.get(one.at) !== one.view) this.leak(`${what}: the page of somebody else changes`);
        if (what !== 'ready' && one.recorder.frames.slice(heard.get(one.at)).some(({ text }) => text.includes('"event"') && text.includes(this.sessionId))) this.leak(`${what}: somebody else hears of it`);
      }
    }
    this.frames();
    await this.rights();
    this.tablesSay(await this.tables.look(this.nameless(), this.insiders.map(({ person }) => person.id)));
    return answer;
  }

  /** What a command answers: a refusal quotes nothing, and nothing else than one's own comes with any. */
  heard(what: string, answer: GqlAnswer<unknown>): void {
    if (!answer.errors) return;
    this.looks.refusals += 1;
    if (secretsIn(answer.text).size > 0) this.leak(`a refusal of ${what} quotes a text`);
  }

  /** Every query there is, as everybody; `about`: only those that are asked for a session or its circle. */
  async everyQuery(about: 'everything' | 'the session' = 'the session'): Promise<void> {
    const textId = [...this.texts.values()][0]?.id ?? this.sessionId;
    const values: Record<string, unknown> = { sessionId: this.sessionId, groupId: this.groupId, textId, first: 50, archived: false, text: 'knrq', minutes: 90, people: 6, caseTags: [] };
    for (const root of this.roots) {
      if (about === 'the session' && !root.args.some((arg) => arg === 'id' || arg === 'sessionId')) continue;
      const ids = root.args.includes('id') ? [this.sessionId, this.groupId] : [''];
      await Promise.all(
        this.all.flatMap((one) =>
          ids.map(async (id) => {
            const answer = await this.world.gql(one.session, root.document, { ...Object.fromEntries(root.args.map((arg) => [arg, values[arg]])), ...(id ? { id } : {}) });
            this.looks.queries += 1;
            this.read(one, answer.text, root.key, answer.data);
          }),
        ),
      );
    }
    await this.mailsAndLog();
  }

  /** Ids, and that they are somebody’s, belong to nobody but the writer until a text is open. */
  read(one: Onlooker, text: string, where: string, data?: unknown): void {
    for (const secret of secretsIn(text)) {
      const found = this.texts.get(secret);
      if (found && found.writer !== one.at) this.judge(found, one, where);
    }
    for (const found of this.texts.values()) {
      if (found.writer === one.at || this.isOut(found) || !text.includes(found.id)) continue;
      this.judge(found, one, where);
    }
    if (data) this.writers(data, one, where);
  }

  private isOut(text: WatchedText): boolean {
    return this.seen.get(text.phase)?.has(text.id) ?? false;
  }

  private judge(text: WatchedText, one: Onlooker, where: string): void {
    if (!one.inside) return this.leak(`${where}: somebody outside gets a text`);
    if (text.kind === 'NOTE' || text.sharing === 'NOT_SHARED') return this.leak(`${where}: what somebody keeps comes out`);
    const seen = this.seen.get(text.phase) ?? new Set();
    this.seen.set(text.phase, seen);
    if (!seen.has(text.id) && seen.size >= (this.allowed.get(text.phase) ?? 0)) return this.leak(`${where}: a text that is not open comes out`);
    seen.add(text.id);
  }

  /** An object that holds a text without a name says nothing of who wrote it, and when it is open not even to its writer. */
  private writers(value: unknown, one: Onlooker, where: string): void {
    if (value === null || typeof value !== 'object') return;
    const inside = Object.values(value);
    for (const part of inside) {
      const text = typeof part === 'string' && part.startsWith('knrq') ? this.texts.get(part) : undefined;
      if (text?.sharing === 'NAMELESS' && this.isOut(text)) {
        const { id, name } = this.all[text.writer]!.person;
        const all = JSON.stringify(value);
        if (all.includes(id) || all.includes(name)) this.leak(`${where}: a text without a name says who wrote it`);
        if ('mine' in value && value.mine !== false) this.leak(`${where}: an open text without a name is still known as somebody’s`);
      }
    }
    for (const part of inside) this.writers(part, one, where);
  }

  private async page(one: Onlooker): Promise<void> {
    const answer = await this.world.gql<{ sessionPage: Page } | null>(one.session, pageDocument, { id: this.sessionId });
    this.looks.pages += 1;
    if (one.inside !== (answer.errors === undefined)) this.leak(one.inside ? 'somebody of the circle is refused the page' : 'somebody outside gets the page');
    this.read(one, answer.text, 'page', answer.data);
    // how many are ready is for all, and what was on the stream is judged by its frames
    const seen = answer.data && { ...answer.data.sessionPage, state: { ...answer.data.sessionPage.state, ready: null }, asOf: null, facilitatorAsOf: null };
    one.view = JSON.stringify(seen ?? answer.errors?.[0]?.extensions?.code);
  }

  /** Waits until every socket has what the log has for it. */
  private async settle(): Promise<void> {
    const rows = await this.world.sql<{ stream: string; seq: string }>('SELECT stream, seq FROM realtime_stream WHERE stream LIKE $1 OR stream = ANY($2)', [
      `session:${this.sessionId}%`,
      [groupStream(this.groupId), ...this.all.map(({ person }) => personStream(person.id))],
    ]);
    for (const { stream, seq } of rows) {
      for (const one of this.all) {
        const begun = this.heads.get(`${one.at} ${stream}`) ?? 0;
        if (!one.inside || begun >= Number(seq)) continue;
        const mine = stream === sessionStream(this.sessionId) || stream === personStream(one.person.id) || stream === groupStream(this.groupId);
        if (mine) await this.hear(one, stream, Number(seq));
        this.heads.set(`${one.at} ${stream}`, Number(seq));
      }
    }
  }
  private readonly heads = new Map<string, number>();

  private async hear(one: Onlooker, stream: string, seq: number): Promise<void> {
    const word = `"${stream}"`;
    const number = new RegExp(`"seq":${seq}[,}]`);
    for (let tries = 0; tries < 300; tries += 1) {
      for (let at = one.recorder.frames.length - 1; at >= 0 && at > one.recorder.frames.length - 80; at -= 1) {
        const { text } = one.recorder.frames[at]!;
        if (text.includes(word) && number.test(text)) return;
      }
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
    // an event that is nobody's to hear any more is no fault of this proof
  }

  private frames(): void {
    for (const one of this.all) {
      for (const { text } of one.recorder.frames.slice(one.framesRead)) {
        this.looks.frames += 1;
        if (secretsIn(text).size > 0) this.leak('a frame carries a text');
        for (const found of this.texts.values()) if (text.includes(found.id)) this.leak('a frame carries the id of a text');
        if (!one.inside && text.includes(`session:${this.sessionId}`) && text.includes('"event"')) this.leak('somebody outside hears the session');
      }
      one.framesRead = one.recorder.frames.length;
    }
  }

  /** What the role of the server gets from the database in the name of each, without any code of ours between. */
  private async rights(): Promise<void> {
    for (const one of this.all) {
      const results = (await this.runtime.query(
        `BEGIN; SELECT set_config('app.person_id', '${one.person.id}', true);
         SELECT id, phase, opened, author_id FROM conf.session_texts WHERE session_id = '${this.sessionId}';
         SELECT phase FROM conf.session_ballots b WHERE session_id = '${this.sessionId}' AND NOT conf.phase_closed(session_id, phase)
           UNION ALL SELECT phase FROM conf.session_answers b WHERE session_id = '${this.sessionId}' AND NOT conf.phase_closed(session_id, phase); ROLLBACK`,
      )) as unknown as { rows: { id: string; phase: number; opened: boolean; author_id: string | null }[] }[];
      this.looks.rights += 1;
      const [texts, others] = [results[2]!.rows, results[3]!.rows];
      const kept = [...this.texts.values()].filter(({ writer, sharing }) => writer !== one.at && sharing === 'NOT_SHARED').map(({ id }) => id);
      if (texts.some(({ id }) => kept.includes(id))) this.leak('the database gives the server what somebody keeps');
      if (texts.some((row) => (!row.opened && row.author_id !== one.person.id) || !one.inside)) this.leak('the database gives the server rows that are not open');
      if (others.length > 0) this.leak('the database gives the server ballots of a vote that runs');
    }
  }

  private nameless(): NamelessText[] {
    return [...this.texts.values()].filter(({ sharing, kind }) => sharing === 'NAMELESS' && kind === 'ENTRY').map((text) => ({ id: text.id, writerId: this.all[text.writer]!.person.id, open: this.isOut(text) }));
  }

  private tablesSay(problems: readonly string[]): void {
    this.looks.tables += 1;
    for (const problem of problems) this.leak(problem);
  }

  async mailsAndLog(): Promise<void> {
    const mails = await this.world.mails();
    for (const mail of mails.slice(this.mailsRead)) {
      this.looks.mails += 1;
      if (secretsIn(`${mail.subject}\n${mail.text}`).size > 0) this.leak('a mail carries a text');
    }
    this.mailsRead = mails.length;
    if (secretsIn(this.log.take()).size > 0) this.leak('the log carries a text');
  }
}
