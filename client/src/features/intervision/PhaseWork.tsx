import { useOpenSession, type Phase } from './session-context.js';
import { LookBack } from './LookBack.js';
import { OwnNotes } from './OwnNotes.js';
import { PostedEntries } from './PostedEntries.js';
import { opensPhase } from './primary-act.js';
import { RatingForm } from './RatingForm.js';
import { MyClosedNotes, RevealBoard } from './RevealBoard.js';
import { SealedPapers } from './SealedPapers.js';
import { SurveyForm } from './SurveyForm.js';
import { SurveyPictures } from './SurveyPictures.js';
import { VoteForm } from './VoteForm.js';

interface Props {
  phase: Phase;
  /** whoever leads has the board already, large */
  withBoard?: boolean;
  onReady: () => void;
}

/** What somebody does in a phase: what it shows of an earlier one, and what it asks of them. */
export function PhaseWork({ phase, withBoard = true, onReady }: Props) {
  const { page } = useOpenSession();
  const { state, me } = page;
  const revealed = opensPhase(page);
  const inside = phase.reveal === 'inside';
  const shown = phase.input === 'question_rating' && me.roles.includes('contributor') ? null : (phase.shows ?? (inside && state.entry === 'CLOSED' ? phase.index : null));
  const writesHere = isWritten(phase) && !(inside && state.entry === 'CLOSED');
  const posts = writesHere && !phase.sealed && me.mayWrite;
  return (
    <>
      <LookBack phase={phase} />
      {withBoard && shown !== null && <RevealBoard of={shown} />}
      {revealed !== null && !writesHere && <MyClosedNotes of={revealed} />}
      {writesHere && (phase.sealed ? <SealedPapers phase={phase} onReady={onReady} /> : <PostedEntries phase={phase} />)}
      {phase.input === 'vote' && <VoteForm phase={phase} />}
      {phase.input === 'survey' && (state.entry === 'CLOSED' ? <SurveyPictures phase={phase} /> : <SurveyForm phase={phase} />)}
      {phase.input === 'question_rating' && me.roles.includes('contributor') && <RatingForm phase={phase} />}
      {!posts && phase.input !== 'survey' && <OwnNotes phase={phase} />}
    </>
  );
}

const written = new Set(['private_reveal', 'questions', 'card_each', 'free', 'statement', 'grid', 'scale', 'actions']);
export const isWritten = (phase: Phase): boolean => written.has(phase.input);
