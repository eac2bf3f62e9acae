import { randomUUID } from 'node:crypto';
import { DisableAccount } from '../../server/src/features/accounts/public.js';
import { SetManager } from '../../server/src/features/people/public.js';
import type { Viewer } from '../../server/src/platform/identity/viewer.js';
import type { BuiltPerson } from '../../server/test/builders/people.js';
import type { Stage } from './revoke-stage.js';

/** One way in which someone's access ends. */
export interface Way {
  name: string;
  /** what ends: being in the circle, or being signed in */
  ends: 'membership' | 'sign-in';
  /** how many sockets the person has open */
  sockets: number;
  /** not connected at the moment itself */
  away?: boolean;
  /** subscribes and unsubscribes without a pause meanwhile */
  knocks?: boolean;
  /** opens new sockets without a pause meanwhile */
  arrives?: boolean;
  closedCircle?: boolean;
  /** another device of the same person goes on */
  sparesOther?: boolean;
  end(stage: Stage): Promise<void>;
}

const viewerOf = (person: BuiltPerson): Viewer => ({ personId: person.id, signInId: randomUUID() });

async function remove(stage: Stage): Promise<void> {
  await stage.world.ask(stage.leadSession, 'mutation RemoveMember($input: RemoveMemberInput!) { removeMember(input: $input) { ok } }', {
    input: { mutationId: randomUUID(), groupId: stage.group.id, personId: stage.person.id },
  });
}

export const ways: readonly Way[] = [
  { name: 'taken out while connected', ends: 'membership', sockets: 2, end: remove },
  { name: 'taken out while away', ends: 'membership', sockets: 1, away: true, end: remove },
  { name: 'taken out in the middle of everything', ends: 'membership', sockets: 3, knocks: true, end: remove },
  {
    name: 'leaves',
    ends: 'membership',
    sockets: 2,
    end: async (stage) => {
      await stage.world.ask(stage.victim, 'mutation LeaveGroup($input: GroupIdInput!) { leaveGroup(input: $input) { ok } }', {
        input: { mutationId: randomUUID(), groupId: stage.group.id },
      });
    },
  },
  {
    name: 'becomes the manager of a member',
    ends: 'membership',
    sockets: 2,
    closedCircle: true,
    end: async (stage) => {
      const action = stage.world.server.app.get(SetManager);
      await action.run(viewerOf(stage.admin), { mutationId: randomUUID(), id: randomUUID(), managerId: stage.person.id, personId: stage.lead.id });
    },
  },
  {
    name: 'account disabled',
    ends: 'sign-in',
    sockets: 2,
    end: (stage) => stage.world.server.app.get(DisableAccount).run(viewerOf(stage.admin), { mutationId: randomUUID(), personId: stage.person.id }),
  },
  {
    name: 'signs out everywhere',
    ends: 'sign-in',
    sockets: 2,
    knocks: true,
    arrives: true,
    end: async (stage) => {
      await stage.world.ask(stage.other, 'mutation SignOutEverywhere { signOutEverywhere { ok } }');
    },
  },
  {
    name: 'ends one sign-in',
    ends: 'sign-in',
    sockets: 2,
    sparesOther: true,
    end: async (stage) => {
      const { mySignIns } = await stage.world.ask<{ mySignIns: { id: string; current: boolean }[] }>(stage.victim, 'query MySignIns { mySignIns { id current } }');
      await stage.world.ask(stage.other, 'mutation EndSignIn($input: EndSignInInput!) { endSignIn(input: $input) { ok } }', {
        input: { mutationId: randomUUID(), signInId: mySignIns.find((one) => one.current)!.id },
      });
    },
  },
  {
    name: 'chooses a new password by mail',
    ends: 'sign-in',
    sockets: 2,
    end: async (stage) => {
      const { world, person } = stage;
      await world.ask(null, 'mutation RequestPasswordReset($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { ok } }', { input: { email: person.email } });
      const mail = await world.untilMail((one) => one.to.includes(person.email) && one.links.some((link) => link.includes('/wachtwoord/')));
      const token = mail.links.find((link) => link.includes('/wachtwoord/'))!.split('/wachtwoord/')[1];
      await world.ask(null, 'mutation ResetPassword($input: ResetPasswordInput!) { resetPassword(input: $input) { ok } }', { input: { token, password: 'een heel ander wachtwoord' } });
    },
  },
];
