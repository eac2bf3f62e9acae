import { buildSession } from '../../server/test/builders/intervision.js';
import { type Actor, actors } from '../../server/test/contract/actors.js';
import type { Scene } from '../../server/test/contract/scene.js';
import type { Session } from '../../server/test/harness/graphql-call.js';
import type { Crawl, Ids } from './crawl.js';
import type { SecretLedger } from './secret-ledger.js';

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
  const everyoneAsks = async (): Promise<void> => {
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
  await everyoneAsks();
  return writersInTables(scene, id, people.coLead.id);
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
