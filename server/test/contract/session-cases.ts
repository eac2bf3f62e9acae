import { randomUUID } from 'node:crypto';
import type { OperationCase, OperationCases } from './operation-case.js';
import type { Scene, SceneCircle } from './scene.js';
import { forgetSession } from './agenda-cases.js';
import { restoreSession, type SceneSession } from './session-scene.js';

const input = (fields: Record<string, unknown>) => ({ input: { mutationId: randomUUID(), ...fields } });

type Fields = (at: { scene: Scene; session: SceneSession; turn: number }) => Record<string, unknown> | Promise<Record<string, unknown>>;
type Changes = (session: SceneSession, scene: Scene) => Record<string, unknown>;

/** A command in the session of the closed circle, with the session put in a state in which it can be given. */
export function inSession(fields: Fields = () => ({}), changes: Changes = () => ({})): OperationCase {
  return {
    closed: async (scene) => {
      const session = sessionOf(scene.circles.closed);
      const changed = changes(session, scene);
      await restoreSession(scene.world, session, changed);
      const turn = (changed['turn'] ?? session.row['turn']) as number;
      return {
        args: input({ sessionId: session.id, ...(await fields({ scene, session, turn })) }),
        undo: async () => restoreSession(scene.world, session),
      };
    },
  };
}

/** The session of a circle of the scene that has one. */
export function sessionOf(circle: SceneCircle): SceneSession {
  if (!circle.session) throw new Error(`${circle.name} has no session`);
  return circle.session;
}

const seen: Fields = ({ turn }) => ({ turn });
/** The phase of this key runs and takes what it asks for. */
const running =
  (key: string, more: Record<string, unknown> = {}): Changes =>
  (session) => ({ phase: session.phase(key), furthest: session.phase(key), entry: 'open', ...more });
const planned: Changes = () => ({ status: 'planned', phase: -1, furthest: -1, entry: 'closed', started_at: null, phase_started_at: null, ends_at: null });
const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

/** A phase in which the contributor judges the cards of the opening; no method of the scene has one. */
const rating: Changes = (session) => {
  const script = session.row['script'] as { phases: Record<string, unknown>[] };
  const at = session.phase('info');
  const judged = { input: 'question_rating', writer: 'contributor', contrib: 'rates', speak: 'solo', sealed: false, shows: session.phase('pitches'), ratingScale: [{ key: 'helps', nl: 'Helpt', en: 'Helps' }] };
  return { phase: at, furthest: at, entry: 'open', script: { ...script, phases: script.phases.map((phase, index) => (index === at ? { ...phase, ...judged } : phase)) } };
};

export const sessionMutationCases: OperationCases = {
  'Mutation.scheduleSession': Object.fromEntries(
    (['closed', 'open'] as const).map((name) => [
      name,
      (scene: Scene) => {
        const id = randomUUID();
        return {
          args: input({
            id, groupId: scene.circles[name].id, methodKey: 'incident', short: false, startsAt: new Date(Date.now() + 86_400_000).toISOString(), place: 'Lokaal 2', videoLink: '',
            facilitatorId: scene.people.lead.id,
          }),
          undo: () => forgetSession(scene, id),
        };
      },
    ]),
  ),
  'Mutation.cancelSession': inSession(undefined, planned),
  'Mutation.openLobby': inSession(undefined, planned),
  'Mutation.startSession': inSession(undefined, (session, scene) => ({ ...planned(session, scene), status: 'lobby' })),
  'Mutation.enterSession': inSession(() => ({ silent: true, graceSeconds: 30 })),
  'Mutation.leaveSession': inSession(),
  'Mutation.advancePhase': inSession(seen),
  'Mutation.closeEntry': inSession(seen),
  'Mutation.endSession': inSession(seen),
  'Mutation.skipPhase': inSession(({ session, turn }) => ({ turn, to: session.phase('analyse') })),
  'Mutation.reopenPhase': inSession(({ session, turn }) => ({ turn, to: session.phase('pitches'), minutes: 1 }), running('method', { entry: 'closed' })),
  'Mutation.showPhase': inSession(({ session, turn }) => ({ turn, to: session.phase('pitches') })),
  'Mutation.nextSpeaker': inSession(({ turn }) => ({ turn, after: null })),
  'Mutation.extendPhase': inSession(({ turn }) => ({ turn, minutes: 1 })),
  'Mutation.pausePhase': inSession(seen),
  'Mutation.resumePhase': inSession(seen, () => ({ clock: 'paused', halted_at: minutesAgo(0) })),
  'Mutation.callTimeOut': inSession(),
  'Mutation.endTimeOut': inSession(undefined, () => ({ clock: 'time_out', halted_at: minutesAgo(0) })),
  'Mutation.revealTexts': inSession(
    async ({ scene, session, turn }) => {
      await scene.world.sql('UPDATE conf.session_texts SET position = 1 WHERE id = $1', [session.sealedText]);
      return { turn, which: 'NEXT', opened: 0 };
    },
    running('info', { entry: 'closed' }),
  ),
  'Mutation.turnToText': inSession(({ session, turn }) => ({ turn, textId: session.openText })),
  'Mutation.chooseCase': inSession(({ scene }) => ({ contributorId: scene.people.member.id }), running('method', { entry: 'closed' })),
  'Mutation.handOver': inSession(({ scene }) => ({ toId: scene.people.member.id })),
  'Mutation.takeOver': inSession(undefined, () => ({ facilitator_away_since: minutesAgo(2) })),
  'Mutation.askExtraTime': inSession(seen),
  'Mutation.sayReady': inSession(({ turn }) => ({ turn, ready: true })),
  'Mutation.writeText': inSession(({ session }) => ({ phase: session.phase('write_questions'), id: randomUUID(), kind: 'ENTRY', sharing: 'NAMED', body: 'Wie was erbij?', ifVersion: 0 })),
  // the member's text: whoever else withdraws it hears the same, and it stays
  'Mutation.removeText': inSession(async ({ scene, session }) => {
    const { id } = await session.play.write(scene.sessions.member!, { phase: session.phase('write_questions'), body: 'Nog een vraag' });
    return { id };
  }),
  'Mutation.castVote': inSession(({ session }) => ({ phase: session.phase('choose'), optionIds: [session.openText] }), running('choose')),
  'Mutation.answerSurvey': inSession(({ session }) => ({ phase: session.phase('evaluate'), answers: [{ item: surveyItem(session), value: '4' }] }), running('evaluate')),
  'Mutation.rateText': inSession(({ session }) => ({ phase: session.phase('info'), textId: session.openText, value: 'helps' }), rating),
};

function surveyItem(session: SceneSession): string {
  const script = session.row['script'] as { phases: { items: { key: string; type: string }[] }[] };
  return script.phases[session.phase('evaluate')]!.items.find(({ type }) => type !== 'text')!.key;
}

const withSession = ['closed', 'coaching', 'elsewhereClosed'] as const;

export const sessionQueryCases: OperationCases = {
  'Query.methods': { all: () => ({ args: {}, shows: 'incident' }) },
  'Query.methodSuggestions': { all: () => ({ args: { minutes: 90, people: 6, caseTags: [] } }) },
  'Query.agenda': Object.fromEntries(withSession.map((name) => [name, (scene: Scene) => ({ args: { groupId: scene.circles[name].id }, shows: sessionOf(scene.circles[name]).id })])),
  'Query.sessionPage': Object.fromEntries(withSession.map((name) => [name, (scene: Scene) => ({ args: { id: sessionOf(scene.circles[name]).id } })])),
};
