import { beamerStream, facilitatorStream, groupStream, personStream, sessionStream } from '../../../../../schema/realtime/streams.js';
import type { StreamFact } from '../../../platform/database/unit-of-work.js';
import type { Fact } from '../domain/session-command.js';
import type { SessionState } from '../domain/session.js';

/** Facts of sessions → events and their streams: ids and numbers, never words, and of what is sealed nothing at all. */
export const intervisionRealtime = {
  moved: (sessionId: string, state: SessionState, fact: Fact): StreamFact =>
    fact.type === 'extraTimeAsked'
      ? { stream: facilitatorStream(sessionId), type: 'intervision.extraTimeAsked', payload: { sessionId, count: fact.count } }
      : {
          stream: sessionStream(sessionId),
          type: 'intervision.moved',
          payload: { sessionId, version: fact.version, fact: fact.type, phase: state.phase, turn: state.turn },
        },
  peopleChanged: (sessionId: string): StreamFact => ({ stream: sessionStream(sessionId), type: 'intervision.peopleChanged', payload: { sessionId } }),
  textChanged: (sessionId: string, phase: number): StreamFact => ({ stream: sessionStream(sessionId), type: 'intervision.textChanged', payload: { sessionId, phase } }),
  readyChanged: (sessionId: string, ready: number, writers: number): StreamFact => ({
    stream: sessionStream(sessionId),
    type: 'intervision.readyChanged',
    payload: { sessionId, ready, writers },
  }),
  ownTextChanged: (sessionId: string, personId: string): StreamFact => ({ stream: personStream(personId), type: 'intervision.ownTextChanged', payload: { sessionId } }),
  beamerSet: (sessionId: string): StreamFact => ({ stream: facilitatorStream(sessionId), type: 'intervision.beamerSet', payload: { sessionId } }),
  /** nothing when there is no screen in the room */
  beamerChanged: ({ id, beamerId }: { id: string; beamerId: string | null }): StreamFact[] =>
    beamerId === null ? [] : [{ stream: beamerStream(id), type: 'intervision.beamerChanged', payload: { sessionId: id } }],
  beamerEnded: (sessionId: string, beamerId: string): StreamFact => ({ stream: beamerStream(sessionId), type: 'intervision.beamerEnded', payload: { sessionId, beamerId } }),
  casesChanged: (sessionId: string): StreamFact => ({ stream: sessionStream(sessionId), type: 'intervision.casesChanged', payload: { sessionId } }),
  ownCaseChanged: (personId: string, groupId: string): StreamFact => ({ stream: personStream(personId), type: 'intervision.ownCaseChanged', payload: { groupId } }),
  outcomeChanged: (groupId: string, sessionId: string): StreamFact => ({ stream: groupStream(groupId), type: 'intervision.outcomeChanged', payload: { groupId, sessionId } }),
  periodChanged: (groupId: string): StreamFact => ({ stream: groupStream(groupId), type: 'intervision.periodChanged', payload: { groupId } }),
  harvestChanged: (sessionId: string): StreamFact => ({ stream: sessionStream(sessionId), type: 'intervision.harvestChanged', payload: { sessionId } }),
  planned: (groupId: string, sessionId: string): StreamFact => ({ stream: groupStream(groupId), type: 'intervision.planned', payload: { groupId, sessionId } }),
  statusChanged: (groupId: string, sessionId: string, status: string): StreamFact => ({
    stream: groupStream(groupId),
    type: 'intervision.statusChanged',
    payload: { groupId, sessionId, status: status.toUpperCase() },
  }),
};
