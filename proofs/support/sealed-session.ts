import { buildSession } from '../../server/test/builders/intervision.js';
import { pairedScreen } from '../../server/test/contract/beamer-cases.js';
import { type Actor, actors } from '../../server/test/contract/actors.js';
import type { Scene } from '../../server/test/contract/scene.js';
import type { Session } from '../../server/test/harness/graphql-call.js';
import type { Crawl, Ids } from './crawl.js';
import type { SecretLedger } from './secret-ledger.js';
import { secretsIn } from './secrets.js';

/** Nothing to ask about but these sessions. */
export const onlySessions = (sessions: string[]): Ids => ({ groups: [], topics: [], messages: [], people: [], invitations: [], others: [], polls: [], methods: [], sessions });

/**
 * A session of the closed circle from its sealed phase to its opening, with everybody asking for everything at both
 * moments: a text with a name, one without, one that its writer keeps, and a note for oneself.
 * @param built called when it runs and nobody wrote yet, so that whoever wants can listen
 * @returns what is wrong in the tables
 */
export async function goThroughSession(scene: Scene, ledger: SecretLedger, crawl: Crawl, built: () => Promise<void>): Promise<string[]> {
  const { world, people, victim, circles } = scene;
  const as = (actor: Actor): Session => scene.sessions[actor]!;
  const keeper = await world.signIn(victim);
  const play = await buildSession(world, as('lead'), { groupId: circles.closed.id, facilitatorId: people.lead.id, coFacilitatorId: people.coLead.id, place: ledger.word('closed.sessionPlace') });
  await play.do(as('lead'), 'openLobby');
  for (const who of [as('lead'), as('coLead'), as('author'), as('member'), keeper]) await play.do(who, 'enterSession');
  await play.do(as('lead'), 'chooseCase', { contributorId: people.author.id });
  await play.do(as('lead'), 'startSession');
  const phase = await play.until(as('lead'), 'position');
  await built();
  // three write here; with one more it is offered
  await world.sql('UPDATE sessions SET nameless_offered = true WHERE id = $1', [play.id]);
  const named = ledger.word('closed.only.member');
  const nameless = ledger.word('closed.only.coLead');
  await play.write(as('member'), { phase, body: named });
  const { id } = await play.write(as('coLead'), { phase, body: nameless, sharing: 'NAMELESS' });
  await play.write(keeper, { phase, body: ledger.word('closed.only'), sharing: 'NOT_SHARED' });
  await play.write(as('member'), { phase, body: ledger.word('closed.only.member'), kind: 'NOTE', sharing: 'NOT_SHARED' });
  const text = { writer: 'coLead' as const, tells: [people.coLead.id, JSON.stringify(people.coLead.name)], open: false };
  ledger.nameless.set(nameless, text);
  const { token } = await pairedScreen(scene, { id: play.id });
  const everyoneAsks = async (onScreen: readonly string[] = []): Promise<void> => {
    await lookAtScreen(scene, ledger, token, onScreen);
    for (const name of ['Query.beamerPage', 'BeamerPage']) crawl.reached.add(name);
    for (const actor of actors) await crawl.queries(actor, onlySessions([play.id]), onlySessions([play.id]), 0);
  };
  await everyoneAsks();

  await play.until(as('lead'), 'positions');
  await everyoneAsks();
  const { state } = await play.page(as('lead'));
  await play.do(as('lead'), 'revealTexts', { turn: state.turn, which: 'ALL' });
  for (const secret of [named, nameless]) {
    ledger.fields.set(secret, 'closed.sessionOpen');
    // that the writer saw it before does not show that it opened
    ledger.seenBy.delete(secret);
  }
  text.open = true;
  // all are open and none is in the light: the screen has none
  await everyoneAsks();
  const { texts, state: now } = await play.page(as('lead'));
  for (const secret of [nameless, named]) {
    await play.do(as('lead'), 'turnToText', { turn: now.turn, textId: texts.find(({ body }) => body === secret)!.id });
    await everyoneAsks([secret]);
  }
  await scene.world.sql('DELETE FROM beamers WHERE session_id = $1', [play.id]);
  return writersInTables(scene, id, people.coLead.id);
}

const beamerDocument = `query B($token: String!) { beamerPage(token: $token) { scene circle place roomCode here people ready writers number of texts { body votes leading } name { nl } instruction { nl } } }`;

/**
 * A screen in the room is an actor of its own: of everything that was written it may have what is in the light, and of people
 * nothing. What else it has is a leak; that it does not have what it should, an error of this proof.
 */
async function lookAtScreen({ world, people }: Scene, ledger: SecretLedger, token: string, onScreen: readonly string[]): Promise<void> {
  const answer = await world.gql(null, beamerDocument, { token });
  const seen = [...secretsIn(answer.text)];
  for (const secret of seen) {
    const field = ledger.fields.get(secret);
    if (field && field !== 'closed.name' && !onScreen.includes(secret)) ledger.leaks.push({ secret: field, sink: 'answer', who: 'nobody', where: 'a screen in the room' });
  }
  for (const person of Object.values(people)) {
    if (answer.text.includes(person.id) || answer.text.includes(JSON.stringify(person.name))) ledger.leaks.push({ secret: 'a name', sink: 'answer', who: 'nobody', where: 'a screen in the room' });
  }
  if (onScreen.some((secret) => !seen.includes(secret))) throw new Error(`A screen does not show what is in the light: ${answer.text.slice(0, 300)}`);
}

/** Rows that hold a text and its writer together. */
async function writersInTables({ world }: Scene, textId: string, writerId: string): Promise<string[]> {
  const tables = await world.sql<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ('public', 'conf') AND c.relkind = 'r'`,
  );
  const problems: string[] = [];
  for (const { name } of tables) {
    const both = await world.sql(`SELECT 1 FROM ${name} t WHERE strpos(t::text, $1) > 0 AND strpos(t::text, $2) > 0`, [textId, writerId]);
    if (both.length > 0) problems.push(`${name} says who wrote a text without a name`);
  }
  return problems;
}
