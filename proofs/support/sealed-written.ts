import { buildWritten } from '../../server/test/builders/written.js';
import { MoveWritten } from '../../server/src/features/intervision/actions/move-written.js';
import { actors } from '../../server/test/contract/actors.js';
import type { Scene } from '../../server/test/contract/scene.js';
import type { Crawl } from './crawl.js';
import { onlySessions } from './sealed-session.js';
import type { SecretLedger } from './secret-ledger.js';

/**
 * A session of the closed circle in writing: a question, an answer that is only begun and then posted, a sheet that is written
 * unseen over days, and the mails that begin a phase and remind. Everybody asks for everything at each of these moments.
 */
export async function goThroughWritten(scene: Scene, ledger: SecretLedger, crawl: Crawl): Promise<void> {
  const { world, people, circles, sessions } = scene;
  const mover = world.server.app.get(MoveWritten);
  const [lead, contributor, member, coLead] = [sessions.lead!, sessions.author!, sessions.member!, sessions.coLead!];
  const play = await buildWritten(world, lead, mover, { groupId: circles.closed.id, facilitatorId: people.lead.id, contributorId: people.author.id });
  await play.begins();
  const everyoneAsks = async (): Promise<void> => {
    for (const actor of actors) await crawl.queries(actor, onlySessions([play.id]), onlySessions([play.id]), 0);
  };
  const ask = await play.until(lead, 'ask');
  const { id: aboutId } = await play.write(member, { phase: ask, body: ledger.word('closed.sessionOpen') });
  const answer = ledger.word('closed.only.author');
  const begun = await play.answer(contributor, { phase: ask, aboutId, body: answer, post: false });
  await everyoneAsks();
  await play.answer(contributor, { phase: ask, aboutId, id: begun.id, body: answer, ifVersion: 1 });
  opened(ledger, answer);
  await everyoneAsks();

  const phase = await play.until(lead, 'solutions');
  // three write here; with one more it is offered
  await world.sql('UPDATE sessions SET nameless_offered = true WHERE id = $1', [play.id]);
  const [named, nameless] = [ledger.word('closed.only.member'), ledger.word('closed.only.coLead')];
  await play.write(member, { phase, body: named });
  await play.write(coLead, { phase, body: nameless, sharing: 'NAMELESS' });
  const text = { writer: 'coLead' as const, tells: [people.coLead.id, JSON.stringify(people.coLead.name)], open: false };
  ledger.nameless.set(nameless, text);
  // most of the phase is over, and who did not write yet is reminded
  await world.sql(`UPDATE sessions SET phase_started_at = now() - interval '400 days', ends_at = now() + interval '20 days' WHERE id = $1`, [play.id]);
  const [row] = await world.sql<{ turn: number }>('SELECT turn FROM sessions WHERE id = $1', [play.id]);
  await mover.remind(play.id, row!.turn);
  await hurryMails(scene);
  await everyoneAsks();
  await play.deadlinePasses();
  text.open = true;
  for (const secret of [named, nameless]) opened(ledger, secret);
  await hurryMails(scene);
  await everyoneAsks();
}

/** From here on everyone in it may have this; that its writer had it before does not show that it opened. */
function opened(ledger: SecretLedger, secret: string): void {
  ledger.fields.set(secret, 'closed.sessionOpen');
  ledger.seenBy.delete(secret);
}

/** Mails wait for an hour that is not quiet: that hour is now. */
const hurryMails = ({ world }: Scene) => world.database.sqlAs('superuser', `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key LIKE 'mail:written%'`);
