import { randomUUID } from 'node:crypto';
import { InvitationAccess } from '../server/src/features/groups/access/invitation.access.js';
import { type Actor, actors } from '../server/test/contract/actors.js';
import { leadWrites } from '../server/test/contract/mutation-cases.js';
import { draftPlace, rememberNames } from '../server/test/contract/query-cases.js';
import { buildScene, circleNames, type Scene, type SceneCircle } from '../server/test/contract/scene.js';
import { readMails } from '../server/test/harness/mails.js';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Proof, ProofContext } from './runner/proof.js';
import { allIds, Crawl, sceneIds } from './support/crawl.js';
import { Listeners } from './support/listeners.js';
import { captureLog, type LogCapture } from './support/log-capture.js';
import { type Probe, probes, secretFaults } from './support/secret-faults.js';
import { goThroughSession, onlySessions } from './support/sealed-session.js';
import { goThroughWritten } from './support/sealed-written.js';
import { type Leak, type Reader, SecretLedger } from './support/secret-ledger.js';
import { finderWorks } from './support/secrets.js';

/** Those inside who see what `member` sees. */
const inside = new Set<Actor>(['follower', 'guest', 'newcomer', 'author', 'coLead', 'lead']);

/** A paragraph that names someone. */
const naming = (text: string, person: { id: string; name: string }) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'mention', attrs: { id: person.id, label: person.name } }, { type: 'text', text: ` ${text}` }] }],
});

/** One crawl: a scene full of secrets, everyone who looks, and everything they could look at. */
class Expedition {
  constructor(
    readonly scene: Scene,
    readonly ledger: SecretLedger,
    readonly crawl: Crawl,
    readonly log: LogCapture,
    private readonly mailsRead = new Set<string>(),
    private logRead = 0,
  ) {}

  /** While everyone listens, people write in every circle, name each other and are invited; some of it fails. */
  async live(circles: readonly SceneCircle[] = Object.values(this.scene.circles).filter((circle) => circle.name !== 'archived')): Promise<Listeners> {
    const { scene, ledger } = this;
    const listeners = new Listeners(scene, ledger);
    await listeners.open();
    await listeners.tryEveryStream();
    for (const circle of circles) {
      const ours = !circle.name.startsWith('elsewhere');
      const writer = ours ? scene.sessions.author : scene.sessions.stranger;
      const say = (what: string): string => ledger.word(`${circle.name}.${what}`);
      const post = (text: string) =>
        scene.world.ask(writer, 'mutation P($input: PostMessageInput!) { postMessage(input: $input) { id } }', {
          input: { mutationId: randomUUID(), id: randomUUID(), topicId: circle.topic.id, kind: 'REPLY', body: naming(text, ours ? scene.people.member : scene.people.stranger) },
        });
      await post(say('liveText'));
      await scene.world.ask(writer, 'mutation S($input: StartTopicInput!) { startTopic(input: $input) { topic { id } } }', {
        input: { mutationId: randomUUID(), topicId: randomUUID(), messageId: randomUUID(), groupId: circle.id, title: say('liveTitle'), body: naming(say('liveFirst'), scene.people.member) },
      });
      listeners.sockets.get(ours ? 'author' : 'stranger')?.socket.emit('typing', { stream: `group:${circle.id}`, topicId: circle.topic.id });
    }
    await this.force500(circles);
    await this.settle();
    return listeners;
  }

  /** Makes the database choke on what people write: its complaint quotes the row. */
  private async force500(circles: readonly SceneCircle[]): Promise<void> {
    const { world, sessions } = this.scene;
    await world.sql(`ALTER TABLE topics ADD CONSTRAINT no_secret CHECK (title NOT LIKE '%knrqzx%' AND octet_length(title_sealed) < 10) NOT VALID`);
    await world.sql(`ALTER TABLE messages ADD CONSTRAINT no_secret CHECK (body IS NULL OR body::text NOT LIKE '%knrqzx%') NOT VALID`);
    for (const circle of circles.filter((one) => !one.name.startsWith('elsewhere'))) {
      const [title, body] = [this.ledger.word(`${circle.name}.failedTitle`), this.ledger.word(`${circle.name}.failedBody`)];
      const answer = await world.gql(sessions.author, 'mutation S($input: StartTopicInput!) { startTopic(input: $input) { topic { id } } }', {
        input: { mutationId: randomUUID(), topicId: randomUUID(), messageId: randomUUID(), groupId: circle.id, title, body: naming(body, this.scene.people.member) },
      });
      if (answer.status !== 500) throw new Error(`A failure was forced and the answer was ${answer.status}`);
      this.ledger.look(answer.text, 'refusal', 'author', 'forced failure');
      // a value that a check of ours refuses, quoted back by nobody
      const long = await world.gql(sessions.author, 'mutation R($input: RenameTopicInput!) { renameTopic(input: $input) { id } }', {
        input: { mutationId: randomUUID(), topicId: circle.topic.id, title: `${title}${'x'.repeat(200)}`, ifVersion: title },
      });
      this.ledger.look(long.text, 'refusal', 'author', 'refused value');
      // nobody wrote them down, so nobody can have seen them
      for (const secret of [title, body]) this.ledger.fields.set(secret, `${circle.name}.removed`);
    }
    await world.sql('ALTER TABLE topics DROP CONSTRAINT no_secret');
    await world.sql('ALTER TABLE messages DROP CONSTRAINT no_secret');
  }

  /** Waits until the job runner has nothing left to do, then reads mail, log and figures. */
  async settle(): Promise<void> {
    const { world } = this.scene;
    for (let i = 0; i < 200; i += 1) {
      const [left] = await world.database.sqlAs<{ left: number }>('superuser', `SELECT count(*)::int AS left FROM graphile_worker.jobs WHERE run_at <= now() AND attempts < 2`);
      if (left!.left === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    for (const name of (await readdir(world.settings.mailDir).catch(() => [])).filter((file) => file.endsWith('.eml'))) {
      if (this.mailsRead.has(name)) continue;
      this.mailsRead.add(name);
      const raw = await readFile(join(world.settings.mailDir, name), 'utf8');
      const to = /^To:\s*(\S+)/im.exec(raw)?.[1] ?? '';
      this.ledger.look(raw, 'mail', this.readerAt(to), `mail ${name}`);
    }
    for (const mail of await readMails(world.settings.mailDir)) {
      this.ledger.look(`${mail.subject}\n${mail.text}`, 'mail', this.readerAt(mail.to), 'mail, read');
    }
    const log = this.log.text();
    this.ledger.look(log.slice(this.logRead), 'log', 'nobody', 'log');
    this.logRead = log.length;
  }

  /** Who reads the mail of an address; the candidate is someone who was invited, the victim a member like others. */
  private readerAt(address: string): Reader {
    const { people, candidate, victim } = this.scene;
    if (address === candidate.email) return 'invited';
    if (address === victim.email) return 'colleague';
    return actors.find((actor) => actor !== 'anonymous' && people[actor].email === address) ?? 'nobody';
  }

  /** Pages beside GraphQL, addresses that carry secrets, figures. */
  async pages(): Promise<number> {
    const { world, circles } = this.scene;
    const token = world.server.app.get(InvitationAccess).tokenOf(circles.closed.invitation);
    const paths = ['/', '/metrics', '/healthz', '/readyz', '/dev/mail', '/dev/mail?format=json', `/uitnodiging/${token}`, `/wachtwoord/${token}`, '/kringen', `/kringen/${circles.closed.id}`, '/graphql', '/realtime/', '/assets/x.js', '/..%2f..%2fetc/passwd', '/.env', '/schema.graphql'];
    for (const path of paths) {
      for (const method of ['GET', 'HEAD']) {
        const response = await fetch(`${world.url}${path}`, { method });
        this.ledger.look(`${await response.text()}${JSON.stringify([...response.headers])}`, 'page', 'anonymous', `${method} ${path}`);
      }
    }
    return paths.length * 2;
  }

  /** Secrets that are no words: links and cookies may stand in no log, no answer to others and no table. */
  async tokens(): Promise<string[]> {
    const { world, circles, people, sessions } = this.scene;
    const access = world.server.app.get(InvitationAccess);
    const links = Object.values(circles).filter((circle) => circle.invitation).map((circle) => ({ token: access.tokenOf(circle.invitation), to: people.invited.email }));
    const problems: string[] = [];
    const log = this.log.text();
    for (const { token } of links) if (log.includes(token)) problems.push('the log holds the token of an invitation');
    for (const session of Object.values(sessions)) if (session && log.includes(session.cookie.split('=')[1]!)) problems.push('the log holds the token of a sign-in');
    for (const mail of await readMails(world.settings.mailDir)) {
      for (const { token, to } of links) if (mail.text.includes(token) && mail.to !== to) problems.push(`a mail to ${mail.to} holds someone else's invitation`);
      const reset = /\/wachtwoord\/([\w-]+)/.exec(mail.text)?.[1];
      if (reset && log.includes(reset)) problems.push('the log holds a link for a new password');
    }
    const sent = (await readMails(world.settings.mailDir)).filter((mail) => links.some(({ token }) => mail.text.includes(token)));
    if (sent.length === 0) problems.push('no mail held an invitation: nothing was shown about them');
    return problems;
  }

  /** The part of the crawl in which a fault of this kind comes out; the leaks that it gave. */
  async probe(kind: Probe): Promise<Leak[]> {
    const { scene } = this;
    this.crawl.mayFail = true;
    return this.ledger.during(async () => {
      const ids = { ...(await allIds(scene)), people: [], invitations: [], others: [] };
      const { open, closed } = scene.circles;
      const few = { ...ids, groups: [open.id, closed.id], topics: [open.topic.id, closed.topic.id], messages: [open.message, closed.message] };
      if (kind === 'queries') for (const actor of ['stranger', 'former', 'suspended', 'member'] as Actor[]) await this.crawl.queries(actor, few, few, 0);
      if (kind === 'search') await this.crawl.searches('stranger', { ...few, groups: [] }, false);
      if (kind === 'live') (await this.live([open, closed])).close();
      if (kind === 'session') {
        const sessions = { ...onlySessions(ids.sessions), groups: [closed.id] };
        for (const actor of ['guest', 'author', 'coLead', 'lead'] as Actor[]) await this.crawl.queries(actor, sessions, sessions, 0);
      }
    }).finally(() => (this.crawl.mayFail = false));
  }
}

export const proof: Proof = {
  name: 'canary',
  claim: 'no secret that people wrote, were sent or signed in with reaches anyone who is not entitled to it, by any way the product has',
  patience: 8,
  async run(context: ProofContext) {
    const log = captureLog();
    context.onEnd(() => log.stop());
    const world = await context.createWorld({ jobs: true, env: { KRING_LOG_LEVEL: 'trace' } });
    const ledger = new SecretLedger(context.random);
    const scene = await buildScene(world, ledger.word);
    await rememberNames(scene);
    const { topic, id: groupId, edited } = scene.circles.open;
    const places = [draftPlace(scene), `newTopic:${groupId}`, `decision:${topic.id}`, `edit:${edited}`, `pact:${groupId}`, 'newGroup', 'profile:name', `topic:${scene.circles.closed.topic.id}`];
    for (const place of places) await leadWrites(scene, ledger.word('draft.lead'), place);
    await world.sql(`UPDATE people SET mail_level = 'all'`);
    const crawl = new Crawl(scene, ledger, context.random);
    const trip = new Expedition(scene, ledger, crawl, log);

    const listeners = await trip.live();
    const written = await goThroughSession(scene, ledger, crawl, () => listeners.tryEveryStream());
    await goThroughWritten(scene, ledger, crawl);
    await trip.settle();
    context.progress('a session went from sealed to open, and one in writing; now everything else');
    const ids = await allIds(scene);
    crawl.roomCodes = (await world.sql<{ code: string }>('SELECT room_code AS code FROM sessions WHERE room_code IS NOT NULL')).map(({ code }) => code);
    const few = sceneIds(scene, ids);
    for (const actor of actors) {
      // inside a circle everyone may see the same: in the fast form one of them looks at everything
      const quick = !context.long && inside.has(actor);
      await crawl.queries(actor, quick ? few : ids, context.long ? ids : few, context.rounds(3, 10_000));
      if (!quick) await crawl.searches(actor, ids, context.long);
    }
    context.progress(`${crawl.requests} questions asked; now what people may not do`);
    await listeners.tryEveryStream();
    const settle = () => trip.settle();
    await crawl.mutations(settle);
    await crawl.trustedMutations(settle);
    const pages = await trip.pages();
    await trip.settle();
    listeners.close();
    const tokens = [...written, ...(await trip.tokens())];
    const leaks = ledger.leaks;
    const unseen = ledger.unseen();
    const seen = ledger.seenBy.size;

    context.progress('putting faults in, to see that they are noticed');
    let quiet = 0;
    for (const kind of probes) quiet += (await trip.probe(kind)).length;
    // without a fault nothing may fail either
    quiet += crawl.failed;
    const caught: string[] = [];
    const slipped: string[] = [];
    for (const fault of secretFaults) {
      const mend = await fault.put(world);
      try {
        const found = await trip.probe(fault.probe);
        (found.length > 0 ? caught : slipped).push(`${fault.name} (${found.length})`);
      } finally {
        await mend();
      }
    }
    const known = finderWorks([...ledger.fields.keys()][0]!);

    const unreached = [...crawl.operations].filter((operation) => !crawl.reached.has(operation));
    for (const leak of unique(leaks.map((one) => `${one.secret} reached ${one.who} by ${one.sink}: ${one.where}`)).slice(0, 60)) context.progress(leak);
    for (const problem of tokens) context.progress(problem);
    if (unseen.length > 0) context.progress(`seen by nobody who may: ${unseen.join(', ')}`);
    if (unreached.length > 0) context.progress(`not reached: ${unreached.map((one) => `${one} (${crawl.refusals.get(one) ?? 'not asked'})`).join(', ')}`);
    const reached = Math.floor((100 * crawl.reached.size) / crawl.operations.size);
    return {
      ok: leaks.length === 0 && tokens.length === 0 && unseen.length === 0,
      covered: { secrets: ledger.fields.size, 'seen by who may': seen, actors: actors.length, operations: crawl.operations.size, '% reached': reached, requests: crawl.requests, frames: listeners.frames, 'streams tried': listeners.tries, pages, mails: (await world.mails()).length, looks: ledger.looked },
      minimum: { secrets: 70, 'seen by who may': 60, actors: 12, operations: 100, '% reached': 90, requests: 3_000, frames: 300, 'streams tried': 300, pages: 20, mails: 5, looks: 4_000 },
      figure: `${leaks.length} leaks of ${ledger.fields.size} secrets; ${circleNames.length} circles, ${crawl.operations.size} operations, ${actors.length} actors`,
      control: {
        ok: slipped.length === 0 && quiet === 0 && known && caught.length === secretFaults.length,
        what: slipped.length === 0 ? `${caught.length} faults: ${caught.join('; ')}` : `not noticed: ${slipped.join('; ')}`,
      },
    };
  },
};

const unique = (lines: string[]): string[] => [...new Set(lines)];
