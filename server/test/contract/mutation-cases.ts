import { randomUUID } from 'node:crypto';
import { hashToken, newToken } from '../../src/platform/identity/secret-token.js';
import { buildMessage, richText } from '../builders/discussions.js';
import { testPassword } from '../builders/people.js';
import type { Actor } from './actors.js';
import { afterMutationCases, outcomeLater } from './after-cases.js';
import { beamerMutationCases } from './beamer-cases.js';
import { methodMutationCases } from './method-cases.js';
import { inCircles, type OperationCases, personOf } from './operation-case.js';
import { practiceMutationCases } from './practice-cases.js';
import { draftPlace } from './query-cases.js';
import { roomMutationCases } from './room-cases.js';
import type { Scene, SceneCircle } from './scene.js';
import { agendaMutationCases } from './agenda-cases.js';
import { preparationMutationCases } from './preparation-cases.js';
import { outcomeMutationCases } from './outcome-cases.js';
import { sessionMutationCases } from './session-cases.js';
import { writtenMutationCases } from './written-cases.js';

const input = (fields: Record<string, unknown>) => ({ input: { mutationId: randomUUID(), ...fields } });
const inKinds = ['open', 'closed', 'archived'] as const;

/** Every mutation, with a call that succeeds for whoever may do it, and what puts the scene back afterwards. */
export const mutationCases: OperationCases = {
  'Mutation.acceptPact': inCircles(async (scene, circle, actor) => {
    const person = personOf(scene, actor);
    const { pact_version: version } = await groupRow(scene, circle);
    await scene.world.sql('UPDATE memberships SET pact_version = 0, pact_accepted_at = NULL WHERE group_id = $1 AND person_id = $2', [circle.id, person.id]);
    await scene.world.sql('DELETE FROM pact_acceptances WHERE group_id = $1 AND person_id = $2', [circle.id, person.id]);
    return { args: input({ groupId: circle.id, version }), undo: () => everyoneAgrees(scene, circle) };
  }),
  'Mutation.answerInvitation': {
    ...inCircles(async (scene, circle) => {
      await reopenInvitation(scene, circle);
      const { pact_version: pactVersion } = await groupRow(scene, circle);
      return { args: input({ invitationId: circle.invitation, answer: 'ACCEPT', pactVersion }), undo: () => reopenInvitation(scene, circle) };
    }),
    ...inCircles(
      async (scene, circle) => {
        await reopenInvitation(scene, circle);
        return { args: input({ invitationId: circle.invitation, answer: 'DECLINE' }), undo: () => reopenInvitation(scene, circle) };
      },
      ['open', 'closed'],
      'Decline',
    ),
  },
  'Mutation.archiveGroup': inCircles((scene, circle) => ({ args: input({ groupId: circle.id }), undo: () => setArchived(scene, circle) }), ['open', 'closed']),
  'Mutation.reopenGroup': inCircles((scene, circle) => ({ args: input({ groupId: circle.id }), undo: () => setArchived(scene, circle) }), ['archived']),
  'Mutation.changeGroup': inCircles(async (scene, circle) => {
    const { name, purpose, version } = await groupRow(scene, circle);
    return { args: input({ groupId: circle.id, name, purpose, ifVersion: version }) };
  }),
  'Mutation.changePact': inCircles(async (scene, circle) => {
    const { pact_version: ifVersion } = await groupRow(scene, circle);
    return { args: input({ groupId: circle.id, text: 'We luisteren eerst.', ifVersion }), undo: () => everyoneAgrees(scene, circle) };
  }),
  'Mutation.changePassword': {
    self: (scene, actor) => ({ args: input({ current: testPassword, password: 'winter-in-de-school' }), undo: () => usualPassword(scene, actor) }),
    wrongPassword: (scene, actor) => ({ args: input({ current: 'not-the-password', password: 'winter-in-de-school' }), undo: () => usualPassword(scene, actor) }),
  },
  'Mutation.changeRole': inCircles((scene, circle) => ({
    args: input({ groupId: circle.id, personId: scene.victim.id, role: 'CO_LEAD' }),
    undo: () => victimIsMember(scene, circle),
  })),
  'Mutation.createGroup': Object.fromEntries(
    ['KNOWLEDGE', 'COACHING', 'INTERVISION'].map((kind) => [
      kind.toLowerCase(),
      (scene: Scene) => {
        const id = randomUUID();
        return {
          args: input({ id, kind, organisationId: scene.school.id, name: 'Nieuwe kring', purpose: 'Samen kijken', pact: '' }),
          // whoever made it is out of it again, so that nobody is in more circles than the scene says
          undo: async () => void (await scene.world.sql(`UPDATE memberships SET ended_at = now(), ended_reason = 'REMOVED' WHERE group_id = $1`, [id])),
        };
      },
    ]),
  ),
  'Mutation.discardDraft': {
    // the draft of the lead: whoever else tries is told "done", as for an id that does not exist, and it stays
    self: async (scene, actor) => {
      const find = () => scene.world.sql<{ id: string; version: number }>('SELECT id, version FROM conf.drafts WHERE person_id = $1 AND place = $2', [scene.people.lead.id, draftPlace(scene)]);
      if ((await find()).length === 0) await leadWrites(scene);
      const [{ id: draftId, version } = { id: '', version: 0 }] = await find();
      return { args: input({ draftId, version }), ...(actor === 'lead' ? { undo: () => leadWrites(scene) } : {}) };
    },
  },
  'Mutation.editMessage': inCircles(async (scene, circle) => ({
    args: input({ messageId: circle.message, body: richText('Een andere tekst'), ifVersion: await versionOf(scene, 'messages', circle.message) }),
  })),
  'Mutation.endSignIn': {
    own: async (scene, actor) => ({ args: input({ signInId: (await scene.freshSession(actor === 'anonymous' ? 'lead' : actor)).signInId }) }),
    other: async (scene, actor) => ({ args: input({ signInId: (await scene.freshSession(actor === 'member' ? 'lead' : 'member')).signInId }) }),
  },
  'Mutation.introduce': {
    self: (scene, actor) => {
      const { givenName, familyName } = personOf(scene, actor);
      return { args: input({ givenName, familyName, language: 'NL', mailLevel: 'IMPORTANT' }) };
    },
  },
  'Mutation.invite': {
    ...inCircles(async (scene, circle) => {
      await neverInvited(scene);
      return { args: input({ id: randomUUID(), groupId: circle.id, personId: scene.candidate.id, role: 'MEMBER' }) };
    }),
    closedAppraiser: async (scene) => ({
      args: input({ id: randomUUID(), groupId: scene.circles.closed.id, personId: scene.people.appraiser.id, role: 'MEMBER' }),
    }),
    openAsLead: async (scene) => {
      await neverInvited(scene);
      return { args: input({ id: randomUUID(), groupId: scene.circles.open.id, personId: scene.candidate.id, role: 'LEAD' }) };
    },
  },
  'Mutation.leaveGroup': inCircles((scene, circle, actor) => ({
    args: input({ groupId: circle.id }),
    undo: async () => {
      if (actor === 'former') return;
      await scene.world.sql('UPDATE memberships SET ended_at = NULL, ended_reason = NULL WHERE group_id = $1 AND person_id = $2', [circle.id, personOf(scene, actor).id]);
      await recount(scene, circle);
    },
  })),
  'Mutation.markRead': inCircles(async (scene, circle, actor) => {
    const ids = [circle.id, personOf(scene, actor).id];
    await scene.world.sql('DELETE FROM topic_reads r USING topics t WHERE t.id = r.topic_id AND t.group_id = $1 AND r.person_id = $2', ids);
    await scene.world.sql('UPDATE memberships SET read_count = joined_seq WHERE group_id = $1 AND person_id = $2', ids);
    return { args: input({ topicId: circle.topic.id, readN: 1 }) };
  }),
  'Mutation.postMessage': {
    ...inCircles((_, circle) => ({ args: input({ id: randomUUID(), topicId: circle.topic.id, kind: 'REPLY', body: richText('Een reactie') }) })),
    openDecision: (scene) => ({ args: input({ id: randomUUID(), topicId: scene.circles.open.topic.id, kind: 'DECISION', body: richText('Een besluit') }) }),
  },
  'Mutation.react': inCircles(async (scene, circle) => {
    await scene.world.sql('DELETE FROM reactions WHERE message_id = $1', [circle.leadMessage]);
    await scene.world.sql('UPDATE messages SET helpful_count = 0 WHERE id = $1', [circle.leadMessage]);
    return { args: input({ messageId: circle.leadMessage, kind: 'HELPFUL', on: true }) };
  }),
  'Mutation.removeMember': {
    ...inCircles((scene, circle) => ({ args: input({ groupId: circle.id, personId: scene.victim.id }), undo: () => victimIsMember(scene, circle) })),
    // a circle keeps its last lead, whoever asks
    openLastLead: (scene) => ({ args: input({ groupId: scene.circles.open.id, personId: scene.people.lead.id }) }),
  },
  'Mutation.removeMessage': inCircles(async (scene, circle) => {
    if (circle.name === 'archived') return { args: input({ messageId: circle.message }) };
    const { id } = await buildMessage(scene.world, scene.sessions.author!, { topic: circle.topic });
    return { args: input({ messageId: id }) };
  }),
  'Mutation.renameTopic': inCircles(async (scene, circle) => ({
    args: input({ topicId: circle.topic.id, title: circle.topic.title, ifVersion: await versionOf(scene, 'topics', circle.topic.id) }),
  })),
  'Mutation.requestPasswordReset': { self: (scene, actor) => ({ args: { input: { email: personOf(scene, actor).email } } }) },
  'Mutation.resetPassword': {
    ownToken: async (scene, actor) => {
      const token = newToken();
      await scene.world.sql(`INSERT INTO password_resets (token_hash, person_id, expires_at) VALUES ($1, $2, now() + interval '1 hour')`, [hashToken(token), personOf(scene, actor).id]);
      return { args: { input: { token, password: 'herfst-in-de-school' } }, undo: () => usualPassword(scene, actor) };
    },
    madeUpToken: () => ({ args: { input: { token: newToken(), password: 'herfst-in-de-school' } } }),
  },
  'Mutation.saveDraft': {
    self: async (scene, actor) => {
      const [row] = await scene.world.sql<{ version: number }>('SELECT version FROM conf.drafts WHERE person_id = $1 AND place = $2', [personOf(scene, actor).id, draftPlace(scene)]);
      return { args: input({ place: draftPlace(scene), body: richText('Nog niet af'), ifVersion: row?.version ?? null }), undo: () => onlyLeadWrites(scene) };
    },
  },
  'Mutation.seeBell': { self: () => ({ args: input({}) }) },
  'Mutation.signIn': { self: (scene, actor) => ({ args: { input: { email: actor === 'anonymous' ? 'niemand@kring.example' : personOf(scene, actor).email, password: testPassword } }, session: null }) },
  'Mutation.signOut': { self: async (scene, actor) => ({ args: {}, session: actor === 'anonymous' ? null : await scene.freshSession(actor) }) },
  'Mutation.signOutEverywhere': {
    self: async (scene, actor) => ({ args: {}, session: actor === 'anonymous' ? null : await scene.freshSession(actor), undo: () => stillSignedIn(scene, actor) }),
  },
  'Mutation.startTopic': inCircles((_, circle) => ({
    args: input({ topicId: randomUUID(), messageId: randomUUID(), groupId: circle.id, title: 'Nog een gesprek', body: richText('Wie weet raad?') }),
  })),
  'Mutation.updateProfile': {
    self: async (scene, actor) => {
      const { id, givenName, familyName } = personOf(scene, actor);
      return { args: input({ givenName, familyName, ifVersion: await versionOf(scene, 'people', id) }) };
    },
  },
  'Mutation.updateSettings': { self: () => ({ args: input({ plainReading: true }) }) },
  'Mutation.withdrawInvitation': inCircles(async (scene, circle) => {
    await reopenInvitation(scene, circle);
    return { args: input({ groupId: circle.id, invitationId: circle.invitation }), undo: () => reopenInvitation(scene, circle) };
  }, inKinds),
  ...agendaMutationCases,
  ...sessionMutationCases,
  ...writtenMutationCases,
  ...afterMutationCases,
  'Mutation.writeText': { ...sessionMutationCases['Mutation.writeText'], closedLater: outcomeLater },
  ...beamerMutationCases,
  ...practiceMutationCases,
  ...roomMutationCases,
  ...methodMutationCases,
  ...outcomeMutationCases,
  ...preparationMutationCases,
};

interface GroupFacts {
  name: string;
  purpose: string;
  version: number;
  pact_version: number;
}

async function groupRow(scene: Scene, circle: SceneCircle): Promise<GroupFacts> {
  const [row] = await scene.world.sql<GroupFacts>('SELECT name, purpose, version, pact_version FROM groups WHERE id = $1', [circle.id]);
  return row!;
}

async function versionOf(scene: Scene, table: 'messages' | 'topics' | 'people', id: string): Promise<number> {
  const [row] = await scene.world.sql<{ version: number }>(`SELECT version FROM ${table} WHERE id = $1`, [id]);
  return row!.version;
}

/** Everyone agreed to the newest pact, but the newcomer and whoever need not. */
export async function everyoneAgrees(scene: Scene, circle: SceneCircle): Promise<void> {
  await scene.world.sql(
    `UPDATE memberships m SET pact_version = CASE WHEN m.person_id = $2 OR m.role = 'follower' THEN 0 ELSE g.pact_version END
     FROM groups g WHERE g.id = m.group_id AND g.id = $1`,
    [circle.id, scene.people.newcomer.id],
  );
}

/** Every actor invites the same candidate, more often than one person may in a day. */
async function neverInvited(scene: Scene): Promise<void> {
  await scene.world.sql('DELETE FROM invitations WHERE person_id = $1', [scene.candidate.id]);
  await scene.world.sql(`DELETE FROM rate_limits WHERE key LIKE 'invitation:%'`);
}

async function reopenInvitation(scene: Scene, circle: SceneCircle): Promise<void> {
  await scene.world.sql('UPDATE invitations SET answer = NULL, answered_at = NULL, hidden_at = NULL WHERE id = $1', [circle.invitation]);
  await scene.world.sql('DELETE FROM pact_acceptances WHERE group_id = $1 AND person_id = $2', [circle.id, scene.people.invited.id]);
  await scene.world.sql('DELETE FROM memberships WHERE group_id = $1 AND person_id = $2', [circle.id, scene.people.invited.id]);
  await recount(scene, circle);
}

async function recount(scene: Scene, circle: SceneCircle): Promise<void> {
  await scene.world.sql('UPDATE groups g SET member_count = (SELECT count(*) FROM memberships m WHERE m.group_id = g.id AND m.ended_at IS NULL) WHERE id = $1', [circle.id]);
}

async function setArchived(scene: Scene, circle: SceneCircle): Promise<void> {
  await scene.world.sql('UPDATE groups SET archived_at = CASE WHEN $2 THEN now() END WHERE id = $1', [circle.id, circle.name === 'archived']);
}

async function victimIsMember(scene: Scene, circle: SceneCircle): Promise<void> {
  await scene.world.sql(`UPDATE memberships SET role = 'member', ended_at = NULL, ended_reason = NULL WHERE group_id = $1 AND person_id = $2`, [circle.id, scene.victim.id]);
  await recount(scene, circle);
}

async function stillSignedIn(scene: Scene, actor: Actor): Promise<void> {
  await scene.world.sql('UPDATE sign_ins SET ended_at = NULL WHERE person_id = $1', [personOf(scene, actor).id]);
}

async function usualPassword(scene: Scene, actor: Actor): Promise<void> {
  await scene.world.sql('UPDATE credentials SET password_hash = (SELECT password_hash FROM credentials WHERE person_id = $2) WHERE person_id = $1', [personOf(scene, actor).id, scene.candidate.id]);
  await stillSignedIn(scene, actor);
}

/** A draft of the lead, in the open conversation unless said otherwise. */
export async function leadWrites(scene: Scene, text = 'Nog niet af', place = draftPlace(scene)): Promise<void> {
  await scene.world.ask(scene.sessions.lead, 'mutation D($input: SaveDraftInput!) { saveDraft(input: $input) { __typename } }', {
    input: { mutationId: randomUUID(), place, body: richText(text) },
  });
}

async function onlyLeadWrites(scene: Scene): Promise<void> {
  await scene.world.sql('DELETE FROM conf.drafts WHERE person_id <> $1', [scene.people.lead.id]);
}
