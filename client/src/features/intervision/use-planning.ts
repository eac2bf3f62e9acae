import { useApolloClient } from '@apollo/client/react';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { PollSessionDocument, ScheduleSeriesDocument, ScheduleSessionDocument, SeriesPreviewDocument } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError, type KringError } from '../../platform/errors/kring-error.js';
import { minuteOf, ownZone } from '../agenda/wall-time.js';
import { agendaPath } from '../groups/circle-context.js';
import { seriesRows, startOf, type PlanForm } from './plan-form.js';
import { sessionPath } from './session-context.js';

export const emptyForm = (facilitatorId: string): PlanForm => ({
  way: 'date', pollMoments: [newId(), newId(), newId()].map((id) => ({ id, date: '', time: '' })), answerBy: '', neededIds: [], until: '', everyWeeks: 8, skipHolidays: true, rota: [],
  moved: {}, leaders: {}, dropped: [], id: newId(), slot: 75, caseTags: [], methodKey: '', short: false, date: '', time: '', place: '', videoLink: '', facilitatorId, coFacilitatorId: '',
});

/** Sends a plan in the way that was chosen, and goes to what came of it. What was filled in stays until it is there. */
export function usePlanning(groupId: string, clear: () => void) {
  const client = useApolloClient();
  const navigate = useNavigate();
  const [loading, setLoading] = useState(false);
  const [failure, setFailure] = useState<KringError>();
  const attempt = useRef<{ words: string; mutationId: string; ids: Map<string, string> }>({ words: '', mutationId: '', ids: new Map() });

  const send = async (form: PlanForm, videoLink: string): Promise<string> => {
    const words = JSON.stringify([form, videoLink]);
    // The same attempt keeps its numbers; other words are another attempt.
    if (attempt.current.words !== words) attempt.current = { words, mutationId: newId(), ids: new Map() };
    const { mutationId, ids } = attempt.current;
    const idOf = (what: string): string => ids.get(what) ?? ids.set(what, newId()).get(what)!;
    const { methodKey, short, facilitatorId } = form;
    const shared = { mutationId, groupId, methodKey, short, place: form.place.trim(), videoLink };
    const zone = ownZone();
    const coFacilitatorId = form.coFacilitatorId === '' ? null : form.coFacilitatorId;
    const refetchQueries = ['Agenda'];
    if (form.way === 'poll') {
      const moments = form.pollMoments.map(({ id, date, time }) => ({ id, day: date, minute: minuteOf(time) ?? 0 }));
      const id = form.id;
      const input = { ...shared, id, zone, facilitatorId, coFacilitatorId, neededIds: form.neededIds, answerBy: form.answerBy === '' ? null : form.answerBy, moments };
      await client.mutate({ mutation: PollSessionDocument, variables: { input }, refetchQueries });
      return `/prikker/${id}`;
    }
    if (form.way === 'series') {
      const { date: from, until, everyWeeks, skipHolidays } = form;
      const { data } = await client.query({ query: SeriesPreviewDocument, variables: { groupId, from, until, everyWeeks, skipHolidays } });
      const rows = seriesRows(form, (data?.seriesPreview ?? []).map(({ day }) => day));
      const moments = rows.map((row) => ({ id: idOf(row.planned), day: row.day, minute: minuteOf(form.time) ?? 0, facilitatorId: row.facilitatorId }));
      await client.mutate({ mutation: ScheduleSeriesDocument, variables: { input: { ...shared, id: form.id, zone, moments } }, refetchQueries });
      return agendaPath(groupId);
    }
    const startsAt = startOf(form)!.toISOString();
    await client.mutate({ mutation: ScheduleSessionDocument, variables: { input: { ...shared, id: form.id, zone, startsAt, facilitatorId, coFacilitatorId } }, refetchQueries });
    return sessionPath(form.id);
  };

  const plan = (form: PlanForm, videoLink: string): void => {
    setLoading(true);
    setFailure(undefined);
    send(form, videoLink)
      .then((path) => {
        clear();
        void navigate(path, { replace: true });
      })
      .catch((thrown: unknown) => setFailure(asKringError(thrown)))
      .finally(() => setLoading(false));
  };
  return { plan, loading, failure };
}
