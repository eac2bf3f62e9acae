import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { type Tx, UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { invalidInput, KringError } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { momentOf } from '../access/moment.js';
import { PollAccess } from '../access/poll.access.js';
import { findMoments, insertMoment, type LockedPoll, saveAnswers, setClosed } from '../data/poll.repository.js';
import { pollAnswers } from '../domain/best-moments.js';
import { agendaRealtime } from '../realtime/agenda.realtime.js';
import { Polls } from './polls.js';

const bare = { mutationId: z.string(), pollId: z.string() };
const answer = z.string().transform((word) => word.toLowerCase()).pipe(z.enum(pollAnswers));
const answers = z.object({ ...bare, answers: z.array(z.object({ momentId: z.string(), answer })).min(1).max(limits.pollMomentsWithSuggestions) });
const suggestion = z.object({ ...bare, id: z.string(), day: z.string(), minute: z.number() });

type Ids = Promise<{ pollId: string }>;

/** What people do in a poll, one method per mutation. */
@Injectable()
export class PollActs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: PollAccess,
    private readonly polls: Polls,
  ) {}

  /** @throws NOT_FOUND outside; FORBIDDEN ARCHIVED or POLL_CLOSED; INVALID_INPUT for a moment of another poll */
  answer(viewer: Viewer, raw: unknown): Ids {
    const input = parseInput(answers, raw);
    return this.run(viewer, 'answerPoll', 'answer', input, async (tx, poll) => {
      const known = new Set((await findMoments(tx, poll.id)).map(({ id }) => id));
      input.answers.forEach(({ momentId }, at) => {
        if (!known.has(momentId)) throw invalidInput({ path: `input.answers.${at}.momentId`, code: 'NOT_ALLOWED' });
        if (input.answers.slice(0, at).some((earlier) => earlier.momentId === momentId)) throw invalidInput({ path: `input.answers.${at}.momentId`, code: 'TWICE' });
      });
      return saveAnswers(tx, viewer.personId, input.answers);
    });
  }

  /** Another moment, for everyone to answer; who suggests it can come. @throws as `answer`; INVALID_INPUT for a moment that cannot be */
  suggest(viewer: Viewer, raw: unknown): Ids {
    const input = parseInput(suggestion, raw);
    return this.run(viewer, 'suggestMoment', 'suggest', input, async (tx, poll) => {
      const moment = { id: input.id, ...momentOf(input, poll.zone, tx.now, 'input') };
      const there = await findMoments(tx, poll.id);
      if (there.some(({ startsAt }) => startsAt.getTime() === moment.startsAt.getTime())) throw invalidInput({ path: 'input.day', code: 'TWICE' });
      if (there.length >= limits.pollMomentsWithSuggestions) throw invalidInput({ path: 'input.day', code: 'TOO_MANY', limit: limits.pollMomentsWithSuggestions });
      if (!(await insertMoment(tx, poll.id, moment, viewer.personId))) throw new KringError('CONFLICT');
      return saveAnswers(tx, viewer.personId, [{ momentId: moment.id, answer: 'yes' }]);
    });
  }

  /** @throws FORBIDDEN ROLE, POLL_CLOSED, REMINDED_TODAY or NOTHING_TO_REMIND */
  remind(viewer: Viewer, raw: unknown): Ids {
    return this.run(viewer, 'remindPoll', 'decide', parseInput(z.object(bare), raw), async (tx, poll) => {
      await this.polls.remind(tx, poll);
      return false;
    });
  }

  /** Without a choice: it is off the table. @throws FORBIDDEN ROLE or POLL_CLOSED */
  close(viewer: Viewer, raw: unknown): Ids {
    return this.run(viewer, 'closePoll', 'decide', parseInput(z.object(bare), raw), async (tx, poll) => {
      await setClosed(tx, poll.id);
      return true;
    });
  }

  /** @param act says whether everyone hears that the poll changed */
  private run(viewer: Viewer, operation: string, what: 'answer' | 'decide' | 'suggest', input: { mutationId: string; pollId: string }, act: (tx: Tx, poll: LockedPoll) => Promise<boolean>): Ids {
    return this.work.run({ viewer, operation, mutationId: input.mutationId, args: input }, async (tx) => {
      const poll = await this.access.enter(tx, viewer, input.pollId, what);
      if (await act(tx, poll)) tx.emit(agendaRealtime.pollChanged(poll.groupId, poll.id));
      return { pollId: input.pollId };
    });
  }
}
