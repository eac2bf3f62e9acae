import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { buildGroup } from '../../../test/builders/groups.js';
import { buildOrganisation, type BuiltOrganisation } from '../../../test/builders/organisations.js';
import { buildPerson, type BuiltPerson } from '../../../test/builders/people.js';
import type { Session } from '../../../test/harness/graphql-call.js';
import { untilTrue } from '../../../test/harness/until-true.js';
import { createWorld, type World } from '../../../test/harness/world.js';

/** What a mail server is given, and what it says to it. */
class MailServer {
  readonly taken: { to: string[]; raw: string }[] = [];
  /** how often somebody came, also those who were sent away */
  tries = 0;
  /** who is told to come back later */
  private busyFor: ReadonlySet<string> = new Set();
  private readonly waiting: (() => void)[] = [];
  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        this.tries += 1;
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const busy = to.some((address) => this.busyFor.has(address));
        if (!busy) this.taken.push({ to, raw: Buffer.concat(parts).toString() });
        done(busy ? Object.assign(new Error('Come back later'), { responseCode: 451 }) : null);
        for (const look of this.waiting.splice(0)) look();
      });
    },
  });

  listen = (): Promise<number> =>
    new Promise((resolve) => {
      const net = this.server.listen(0, '127.0.0.1', () => resolve((net.address() as AddressInfo).port));
    });
  close = (): Promise<void> => new Promise((resolve) => this.server.close(() => resolve()));
  busy = (...addresses: string[]): void => void (this.busyFor = new Set(addresses));

  async until(enough: () => boolean): Promise<void> {
    while (!enough()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  sentTo = (person: BuiltPerson) => this.taken.filter(({ to }) => to.includes(person.email));
}

const invite = 'mutation Invite($input: InviteInput!) { invite(input: $input) { id } }';
const withdraw = 'mutation Withdraw($input: WithdrawInvitationInput!) { withdrawInvitation(input: $input) { ok } }';

describe('mail through a mail server', () => {
  const post = new MailServer();
  let world: World;
  let lead: BuiltPerson;
  let asLead: Session;
  let guest: BuiltPerson;
  let groupId: string;
  let school: BuiltOrganisation;

  beforeAll(async () => {
    const port = await post.listen();
    world = await createWorld({ jobs: true, env: { KRING_SMTP_URL: `smtp://127.0.0.1:${port}`, KRING_MAIL_FROM: 'Kring <kring@kring.example>' } });
    school = await buildOrganisation(world, { kind: 'school' });
    lead = await buildPerson(world, { givenName: 'Bregje', position: 'teacher', at: school });
    guest = await buildPerson(world, { givenName: 'Zoë', position: 'teacher', at: school });
    groupId = (await buildGroup(world, { kind: 'coaching', name: 'Binnenkring', organisation: school, roles: { lead } })).id;
    asLead = await world.signIn(lead);
  });
  afterAll(async () => {
    await world.close();
    await post.close();
  });

  const send = (person: BuiltPerson) =>
    world.ask<{ invite: { id: string } }>(asLead, invite, { input: { mutationId: randomUUID(), id: randomUUID(), groupId, personId: person.id, role: 'MEMBER' } });

  it('is offered again to a server that was busy, and arrives once; of a closed circle it says nothing', async () => {
    post.busy(guest.email);
    await send(guest);
    await post.until(() => post.tries >= 1);
    expect(post.sentTo(guest)).toHaveLength(0);
    post.busy();
    await post.until(() => post.sentTo(guest).length > 0);
    const [mail] = post.sentTo(guest);
    expect(mail!.to).toEqual([guest.email]);
    expect(mail!.raw).toMatch(/^From: Kring <kring@kring\.example>$/m);
    expect(mail!.raw).toMatch(/^Message-ID: <[0-9a-f]{40}@/im);
    expect(mail!.raw).toMatch(/^Auto-Submitted: auto-generated$/m);
    for (const word of ['Binnenkring', 'Bregje']) expect(mail!.raw).not.toContain(word);
    expect(await world.sql('SELECT dropped_reason FROM mail_ledger WHERE person_id = $1 AND sent_at IS NOT NULL', [guest.id])).toHaveLength(1);
  });

  it('does not reach who lost the right to it between the asking and the sending', async () => {
    const other = await buildPerson(world, { position: 'teacher', at: school });
    const last = await buildPerson(world, { position: 'teacher', at: school });
    post.busy(other.email);
    const before = post.tries;
    const { invite: sent } = await send(other);
    await post.until(() => post.tries > before);
    await world.ask(asLead, withdraw, { input: { mutationId: randomUUID(), groupId, invitationId: sent.id } });
    post.busy();
    // the try after that finds no right any more; a mail that was asked for later shows that the queue went on
    await world.database.sqlAs('jobs', `UPDATE graphile_worker._private_jobs SET run_at = now()`);
    await send(last);
    await post.until(() => post.sentTo(last).length > 0);
    const dropped = () => world.sql<{ dropped_reason: string | null }>('SELECT dropped_reason FROM mail_ledger WHERE person_id = $1', [other.id]);
    await untilTrue(async () => (await dropped())[0]?.dropped_reason === 'not_allowed');
    expect(await dropped()).toEqual([{ dropped_reason: 'not_allowed' }]);
    expect(post.sentTo(other)).toHaveLength(0);
  });
});
