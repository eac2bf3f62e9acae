import { useMutation } from '@apollo/client/react';
import { useRef } from 'react';
import { AnswerPollDocument, ClosePollDocument, RemindPollDocument, SuggestMomentDocument, type MomentAnswer } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError, type KringError } from '../../platform/errors/kring-error.js';

/** What somebody does in a poll. Each promise tells whether it was done; what the server said is in `failure`. */
export function usePollActs(pollId: string) {
  const [answer, answering] = useMutation(AnswerPollDocument);
  const [suggest, suggesting] = useMutation(SuggestMomentDocument);
  const [remind, reminding] = useMutation(RemindPollDocument);
  const [close, closing] = useMutation(ClosePollDocument, { refetchQueries: ['Agenda'] });
  const attempt = useRef({ words: '', mutationId: '', id: '' });
  const done = (act: Promise<unknown>): Promise<boolean> => act.then(() => true, () => false);
  const failures = { answer: answering.error, suggest: suggesting.error, remind: reminding.error, close: closing.error };
  const failure = (of: keyof typeof failures): KringError | undefined => (failures[of] ? asKringError(failures[of]) : undefined);
  return {
    answer: (answers: { momentId: string; answer: MomentAnswer }[]) => done(answer({ variables: { input: { mutationId: newId(), pollId, answers } } })),
    suggest: (day: string, minute: number) => {
      const words = `${day} ${minute}`;
      // The same attempt keeps its ids: after a lost answer it is one moment.
      if (attempt.current.words !== words) attempt.current = { words, mutationId: newId(), id: newId() };
      const { mutationId, id } = attempt.current;
      return done(suggest({ variables: { input: { mutationId, pollId, id, day, minute } } }));
    },
    remind: () => done(remind({ variables: { input: { mutationId: newId(), pollId } } })),
    close: () => done(close({ variables: { input: { mutationId: newId(), pollId } } })),
    busy: { answer: answering.loading, suggest: suggesting.loading, remind: reminding.loading, close: closing.loading },
    failure,
  };
}
