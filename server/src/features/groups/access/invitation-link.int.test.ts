import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { buildGroup, buildMembership } from '../../../../test/builders/groups.js';
import { buildOrganisation } from '../../../../test/builders/organisations.js';
import { buildPerson, type BuiltPerson } from '../../../../test/builders/people.js';
import { createWorld, type World } from '../../../../test/harness/world.js';
import { Reads } from '../../../platform/database/reads.js';
import { GroupAccess } from './group.access.js';
import { InvitationAccess } from './invitation.access.js';

let world: World;
let guest: BuiltPerson;
let invitationId: string;
beforeAll(async () => {
  world = await createWorld();
  const school = await buildOrganisation(world);
  const lead = await buildPerson(world, { position: 'coach', at: school });
  guest = await buildPerson(world, { position: 'teacher', at: school });
  const group = await buildGroup(world, { kind: 'knowledge', organisation: school });
  await buildMembership(world, group, lead, 'lead');
  invitationId = randomUUID();
  await world.ask(await world.signIn(lead), 'mutation I($input: InviteInput!) { invite(input: $input) { __typename } }', {
    input: { mutationId: randomUUID(), id: invitationId, groupId: group.id, personId: guest.id, role: 'MEMBER' },
  });
});
afterAll(() => world.close());

/** A server with this master key. */
const serverWith = (key: Buffer) => new InvitationAccess(world.server.app.get(Reads), world.server.app.get(GroupAccess), { id: 'k', key });
const linkOf = async (access: InvitationAccess) => (await access.composeMail(guest.id, invitationId))!.path!.split('/').at(-1)!;
const opens = (access: InvitationAccess, token: string) => access.require({ personId: guest.id, signInId: 's' }, { token }).then(() => true, () => false);

it('works from the mail, and keeps working after a rotation of the master key', async () => {
  const before = world.server.app.get(InvitationAccess);
  const link = await linkOf(before);
  expect(await opens(before, link)).toBe(true);
  expect(await opens(serverWith(randomBytes(32)), link)).toBe(true);
});

it('works when the mail is written after the rotation', async () => {
  const after = serverWith(randomBytes(32));
  const link = await linkOf(after);
  expect(await opens(after, link)).toBe(true);
});
