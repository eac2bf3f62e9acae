import { brand } from '../../../platform/graphql/brand.js';
import type { PollRow } from '../data/poll.repository.js';
import { standing, unanswered } from '../domain/best-moments.js';

/** Who may choose, remind and close: whoever asked, and who leads the circle. */
export const mayDecide = (poll: { createdBy: string }, viewerId: string, role: string | null): boolean => poll.createdBy === viewerId || role === 'lead' || role === 'co_lead';

const person = (id: string, name: string) => brand('Person', { id, name });

/** A poll as everyone who meets in its circle sees it: answers are for the whole circle (ux.md §4.3). Only for rows of `readPolls`. */
export function pollView(row: PollRow, viewerId: string) {
  const moments = row.moments.map((moment) => {
    const answers = row.answers.filter(({ momentId }) => momentId === moment.id);
    const count = (answer: string): number => answers.filter((each) => each.answer === answer).length;
    const cannot = answers.filter(({ answer, personId }) => answer === 'no' && row.needed_ids.includes(personId)).map(({ personId }) => personId);
    return { moment, startsAt: Date.parse(moment.starts_at), yes: count('yes'), ratherNot: count('rather_not'), no: count('no'), cannot };
  });
  const found = standing(moments.map(({ moment, cannot, ...rest }) => ({ id: moment.id, ...rest, blocked: cannot.length > 0 })), row.now);
  const open = row.status === 'open' && !row.archived;
  const waiting = open ? unanswered(row.people.map(({ id }) => id), moments.map(({ moment, startsAt }) => ({ id: moment.id, startsAt })), row.answers, row.now) : [];
  return brand('Poll', {
    id: row.id,
    groupId: row.group_id,
    createdBy: person(row.created_by, row.created_by_name),
    createdAt: row.created_at,
    answerBy: row.answer_by,
    zone: row.zone,
    minutes: row.minutes,
    place: row.place,
    videoLink: row.video_link,
    status: row.status.toUpperCase(),
    verdict: found.verdict.toUpperCase(),
    moments: moments.map(({ moment, startsAt, yes, ratherNot, no, cannot }) =>
      brand('PollMoment', {
        id: moment.id,
        startsAt: moment.starts_at,
        suggestedBy: moment.suggested_by !== null && moment.suggested_by_name !== null ? person(moment.suggested_by, moment.suggested_by_name) : null,
        yes,
        ratherNot,
        no,
        best: found.best.includes(moment.id),
        past: startsAt <= row.now,
        cannot,
      }),
    ),
    people: row.people.map(({ id, name }) => person(id, name)),
    answers: row.answers.map(({ momentId, personId, answer }) => brand('PollAnswer', { momentId, personId, answer: answer.toUpperCase() })),
    neededIds: row.needed_ids,
    unanswered: waiting,
    remindedAt: row.reminded_at,
    chosenId: row.chosen_id,
    appointmentId: row.appointment_id,
    mayAnswer: open,
    mayDecide: open && mayDecide({ createdBy: row.created_by }, viewerId, row.role),
  });
}

export type PollView = ReturnType<typeof pollView>;
