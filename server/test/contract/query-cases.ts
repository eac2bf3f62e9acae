import { InvitationAccess } from '../../src/features/groups/access/invitation.access.js';
import { beamerQueryCases } from './beamer-cases.js';
import { methodQueryCases } from './method-cases.js';
import { afterQueryCases } from './after-cases.js';
import { inCircles, type OperationCases, personOf } from './operation-case.js';
import type { Scene } from './scene.js';
import { agendaQueryCases } from './agenda-cases.js';
import { preparationQueryCases } from './preparation-cases.js';
import { protocolQueryCases } from './protocol-cases.js';
import { outcomeQueryCases } from './outcome-cases.js';
import { sessionQueryCases } from './session-cases.js';
import { writtenQueryCases } from './written-cases.js';

const withElsewhere = ['open', 'closed', 'archived', 'elsewhere', 'elsewhereClosed'] as const;

/** The secret of the link in the invitation's mail. */
export const tokenOf = (scene: Scene, invitationId: string): string => scene.world.server.app.get(InvitationAccess).tokenOf(invitationId);

/** Where the lead of the scene has a draft. */
export const draftPlace = (scene: Scene): string => `topic:${scene.circles.open.topic.id}`;

/** Every query, with a call that shows something of the target to whoever may see it. */
export const queryCases: OperationCases = {
  'Query.instance': { all: () => ({ args: {} }) },
  'Query.demoPeople': { all: () => ({ args: {} }) },
  'Query.me': { self: (scene, actor) => ({ args: {}, shows: personOf(scene, actor).id }) },
  'Query.mySignIns': { leadsOwn: async (scene) => ({ args: {}, shows: await signInIdOf(scene) }) },
  'Query.draft': { leadsOwn: (scene) => ({ args: { place: draftPlace(scene) }, shows: '"text"' }) },
  'Query.drafts': { leadsOwn: () => ({ args: { first: 20 }, shows: '"text"' }) },
  // archived circles are not on Today
  'Query.home': inCircles((_, circle) => ({ args: {}, shows: circle.id }), ['open', 'closed', 'elsewhere', 'elsewhereClosed']),
  'Query.groups': inCircles((_, circle) => ({ args: { archived: circle.name === 'archived' }, shows: circle.id }), withElsewhere),
  'Query.bell': inCircles((_, circle) => ({ args: { first: 50 }, shows: circle.id })),
  'Query.goTo': inCircles((scene, circle) => ({ args: { text: nameOf(scene, circle.name) }, shows: circle.id }), withElsewhere),
  'Query.group': inCircles((_, circle) => ({ args: { id: circle.id } }), withElsewhere),
  'Query.groupPage': inCircles((_, circle) => ({ args: { id: circle.id, first: 20 } }), withElsewhere),
  'Query.members': inCircles((_, circle) => ({ args: { groupId: circle.id, first: 50 } }), withElsewhere),
  'Query.decisions': inCircles((_, circle) => ({ args: { groupId: circle.id, first: 20 } }), withElsewhere),
  'Query.topicPage': inCircles((_, circle) => ({ args: { id: circle.topic.id } }), withElsewhere),
  'Query.message': inCircles((_, circle) => ({ args: { id: circle.message } }), withElsewhere),
  'Query.messageHistory': inCircles((_, circle) => ({ args: { id: circle.edited } }), withElsewhere),
  'Query.mentionable': inCircles((scene, circle) => ({ args: { groupId: circle.id, text: '' }, shows: scene.victim.id })),
  'Query.candidates': inCircles((scene, circle) => ({ args: { groupId: circle.id, text: scene.candidate.familyName }, shows: scene.candidate.id })),
  'Query.sentInvitations': inCircles((_, circle) => ({ args: { groupId: circle.id }, shows: circle.invitation })),
  'Query.invitation': {
    ...inCircles((_, circle) => ({ args: { id: circle.invitation } })),
    ...inCircles((scene, circle) => ({ args: { token: tokenOf(scene, circle.invitation) } }), ['open', 'closed'], 'Token'),
  },
  ...agendaQueryCases,
  ...protocolQueryCases,
  ...sessionQueryCases,
  ...writtenQueryCases,
  ...afterQueryCases,
  ...beamerQueryCases,
  ...methodQueryCases,
  ...outcomeQueryCases,
  ...preparationQueryCases,
};

async function signInIdOf(scene: Scene): Promise<string> {
  const [row] = await scene.world.sql<{ id: string }>('SELECT id FROM sign_ins WHERE person_id = $1 AND ended_at IS NULL ORDER BY created_at LIMIT 1', [scene.people.lead.id]);
  return row!.id;
}

const names = new WeakMap<Scene, Map<string, string>>();

/** The name of a circle as the scene wrote it; looked up once. */
export async function rememberNames(scene: Scene): Promise<void> {
  const rows = await scene.world.sql<{ id: string; name: string }>('SELECT id, name FROM groups');
  names.set(scene, new Map(Object.values(scene.circles).map((circle) => [circle.name, rows.find((row) => row.id === circle.id)!.name])));
}

const nameOf = (scene: Scene, circle: string): string => names.get(scene)?.get(circle) ?? '';
