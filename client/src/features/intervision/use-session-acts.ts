import type { TypedDocumentNode } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useCallback, useMemo, useRef, useState } from 'react';
import {
  AdvancePhaseDocument, AnswerSurveyDocument, AskExtraTimeDocument, CallTimeOutDocument, CancelSessionDocument, CastVoteDocument, ChooseCaseDocument,
  CloseEntryDocument, EndSessionDocument, EndTimeOutDocument, EnterSessionDocument, ExtendDeadlineDocument, ExtendPhaseDocument, HandOverDocument, LeaveSessionDocument,
  NextSpeakerDocument, OpenLobbyDocument, PausePhaseDocument, RateTextDocument, ReopenPhaseDocument, ResumePhaseDocument, RevealTextsDocument,
  EndBeamerDocument, PairBeamerDocument, SayReadyDocument, ShowOnBeamerDocument, ShowPhaseDocument, SkipPhaseDocument, StartSessionDocument, TakeOverDocument, TurnToTextDocument,
  GiveRoleDocument, ParkTopicDocument, ReturnQuestionDocument, SetSpeakersDocument, UnparkTopicDocument, WriteForSomeoneDocument,
  FreezeSessionDocument, LiftFreezeDocument,
  type MovedFragment,
} from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError, type KringError } from '../../platform/errors/kring-error.js';
import { refreshSession, takeMoved } from './session-cache.js';

const documents = {
  advancePhase: AdvancePhaseDocument, answerSurvey: AnswerSurveyDocument, askExtraTime: AskExtraTimeDocument, callTimeOut: CallTimeOutDocument,
  cancelSession: CancelSessionDocument, castVote: CastVoteDocument, chooseCase: ChooseCaseDocument, closeEntry: CloseEntryDocument, endSession: EndSessionDocument,
  endTimeOut: EndTimeOutDocument, enterSession: EnterSessionDocument, extendDeadline: ExtendDeadlineDocument, extendPhase: ExtendPhaseDocument, handOver: HandOverDocument, leaveSession: LeaveSessionDocument,
  nextSpeaker: NextSpeakerDocument, openLobby: OpenLobbyDocument, pausePhase: PausePhaseDocument, rateText: RateTextDocument, reopenPhase: ReopenPhaseDocument,
  resumePhase: ResumePhaseDocument, revealTexts: RevealTextsDocument, sayReady: SayReadyDocument, showPhase: ShowPhaseDocument, skipPhase: SkipPhaseDocument,
  pairBeamer: PairBeamerDocument, showOnBeamer: ShowOnBeamerDocument, endBeamer: EndBeamerDocument,
  giveRole: GiveRoleDocument, parkTopic: ParkTopicDocument, returnQuestion: ReturnQuestionDocument, setSpeakers: SetSpeakersDocument,
  unparkTopic: UnparkTopicDocument, writeForSomeone: WriteForSomeoneDocument,
  freezeSession: FreezeSessionDocument, liftFreeze: LiftFreezeDocument,
  startSession: StartSessionDocument, takeOver: TakeOverDocument, turnToText: TurnToTextDocument,
};

type Documents = typeof documents;
export type ActName = keyof Documents;
type InputOf<Name extends ActName> = Documents[Name] extends TypedDocumentNode<infer _Data, { input: infer Input }> ? Omit<Input, 'mutationId' | 'sessionId'> : never;

export interface SessionActs {
  /** Gives one command. Resolves to whether it was done; what the server said is in `failure`. */
  act: <Name extends ActName>(name: Name, input: InputOf<Name>) => Promise<boolean>;
  /** the command that is on its way */
  busy: ActName | null;
  failure: { act: ActName; error: KringError } | null;
  clearFailure: () => void;
}

/** The commands of one session. Every answer says where the session stands now; the texts are asked after it. */
export function useSessionActs(sessionId: string): SessionActs {
  const client = useApolloClient();
  const [busy, setBusy] = useState<ActName | null>(null);
  const [failure, setFailure] = useState<SessionActs['failure']>(null);
  const under = useRef(0);
  const act = useCallback<SessionActs['act']>(
    async (name, input) => {
      const turn = ++under.current;
      setBusy(name);
      setFailure(null);
      try {
        const { data } = await client.mutate({
          mutation: documents[name] as unknown as TypedDocumentNode<{ moved: MovedFragment }, { input: object }>,
          variables: { input: { mutationId: newId(), sessionId, ...input } },
        });
        if (data) takeMoved(client.cache, sessionId, data.moved);
        refreshSession(client, sessionId);
        return true;
      } catch (thrown) {
        setFailure({ act: name, error: asKringError(thrown) });
        refreshSession(client, sessionId);
        return false;
      } finally {
        if (under.current === turn) setBusy(null);
      }
    },
    [client, sessionId],
  );
  const clearFailure = useCallback(() => setFailure(null), []);
  return useMemo(() => ({ act, busy, failure, clearFailure }), [act, busy, failure, clearFailure]);
}
