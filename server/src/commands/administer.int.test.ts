import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { createWorld, type World } from '../../test/harness/world.js';
import { administerOrganisation, administerPerson } from './administer.js';

let world: World;
let said: string[];
beforeAll(async () => {
  world = await createWorld({ jobs: true });
});
afterAll(() => world.close());
beforeEach(() => {
  said = [];
});

/** As on a terminal: words with quotes around those with spaces. */
const words = (line: string): string[] => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!);
const context = () => ({ app: world.server.app, publicUrl: world.settings.publicUrl, say: (line: string) => void said.push(line) });
const person = (line: string) => administerPerson(words(line), context());
const organisation = (line: string) => administerOrganisation(words(line), context());
const password = 'een-lang-wachtwoord-voor-later';
const choose = (path: string) =>
  world.gql(null, 'mutation R($input: ResetPasswordInput!) { resetPassword(input: $input) { __typename } }', { input: { token: path.split('/').at(-1), password } }, { origin: world.settings.publicUrl });
const positions = (email: string) =>
  world.sql(`SELECT p.kind, o.name, p.until_date IS NOT NULL AS ended FROM positions p JOIN organisations o ON o.id = p.organisation_id JOIN people q ON q.id = p.person_id WHERE q.email = $1 ORDER BY p.kind`, [email]);

it('leads a new installation to somebody who is signed in as its administrator', async () => {
  await expect(person('--email ria@regio.example --name Ria --family "de Wit" --position teacher --at Nergens')).rejects.toThrow('--network');
  await expect(person('--email ria --name Ria --family "de Wit" --network "Regio Noord"')).rejects.toThrow('not an e-mail address');
  expect(await world.sql('SELECT 1 FROM organisations')).toEqual([]);
  await person('--email Ria@regio.example --name Ria --family "de Wit" --network "Regio Noord"');
  expect(said).toEqual(['The network Regio Noord is there.', 'ria@regio.example is there.', 'ria@regio.example is administrator_network at Regio Noord, from today.', expect.stringContaining('A mail with a link')]);

  const mail = await world.untilMail((one) => one.to === 'ria@regio.example');
  const path = /\/wachtwoord\/[\w-]+/.exec(mail.text)![0];
  expect((await choose(path)).errors).toBeUndefined();
  const ria = await world.signIn('ria@regio.example', password);
  const { me } = await world.ask<{ me: { positions: { kind: string }[] } }>(ria, '{ me { positions { kind organisation { name } } } }');
  expect(me.positions).toEqual([{ kind: 'administrator_network', organisation: { name: 'Regio Noord' } }]);

  await expect(person('--email bob@regio.example --name Bob --family Bos --network "Nog een"')).rejects.toThrow('There is a network already: Regio Noord');
  const acts = await world.sql(`SELECT act, actor_id, detail ->> 'by' AS by FROM audit_log ORDER BY id`);
  expect(acts).toEqual(['organisation.created', 'person.registered', 'position.given'].map((act) => ({ act, actor_id: null, by: 'command' })));
});

it('adds organisations where they fit, and people who get a link that can be handed over', async () => {
  await organisation('--kind foundation --name "Stichting De Boog" --under "regio noord"');
  await organisation('--kind school --name "De Linde" --under "Stichting De Boog" --brin 12AB');
  await expect(organisation('--kind school --name "De Es" --under "Regio Noord"')).rejects.toThrow('cannot stand under');
  await expect(organisation('--kind school --name "De Es" --under "Stichting De Boog" --brin 12AB')).rejects.toThrow('--brin');
  await expect(organisation('--kind school --name "De Es" --under Nergens')).rejects.toThrow('no organisation called "Nergens"');

  await expect(person('--email tom@linde.example --position teacher --at 12ab')).rejects.toThrow('--name and --family');
  await expect(person('--email tom@linde.example --name Tom --family Tak --position board_member --at 12AB')).rejects.toThrow(/A school has no position "board_member".*school_leader/);
  await person('--email tom@linde.example --name Tom --family Tak --position teacher --at 12ab --print');
  const link = said.find((line) => line.includes('/wachtwoord/'))!;
  expect(link).toContain(`${world.settings.publicUrl}/wachtwoord/`);
  expect((await choose(link)).errors).toBeUndefined();
  expect((await choose(link)).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', reason: 'EXPIRED' });
  await world.signIn('tom@linde.example', password);
});

it('gives a second position, ends one, and does nothing twice', async () => {
  await person('--email tom@linde.example --position coach --at "De Linde"');
  await person('--email tom@linde.example --position coach --at "De Linde"');
  expect(said).toEqual(['tom@linde.example is coach at De Linde, from today.', 'Nothing to do: coach at De Linde is held already by tom@linde.example.']);
  await person('--email tom@linde.example --position teacher --at "De Linde" --end');
  expect(await positions('tom@linde.example')).toEqual([{ kind: 'coach', name: 'De Linde', ended: false }, { kind: 'teacher', name: 'De Linde', ended: true }]);
});

it('closes an account at once, for open sockets too, and opens it again', async () => {
  const tom = await world.signIn('tom@linde.example', password);
  const socket = await world.socket(tom);
  await person('--email tom@linde.example --disable');
  await expect(socket.untilDisconnected()).resolves.toBeDefined();
  expect((await world.gql<{ me: unknown }>(tom, '{ me { id } }')).data?.me ?? null).toBeNull();
  await expect(person('--email tom@linde.example --link --print')).rejects.toThrow('Enable it first');
  await person('--email tom@linde.example --enable');
  await world.signIn('tom@linde.example', password);
  await expect(person('--email nobody@linde.example --disable')).rejects.toThrow('nobody with the address');
  await expect(person('--email tom@linde.example --wrong x')).rejects.toThrow('npm run person');
});
