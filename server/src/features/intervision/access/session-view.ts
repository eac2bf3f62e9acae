import { brand, type Branded } from '../../../platform/graphql/brand.js';
import { type AppointmentPart, appointmentView } from '../../agenda/public.js';
import { daysOf, loadRetention } from '../../../platform/jobs/retention-catalogue.js';
import type { SessionRow } from '../data/session.reads.js';
import type { Insider } from '../data/session.repository.js';
import { stateFrom } from '../data/session-state.js';
import type { Label, SurveyItem } from '../domain/method.js';
import { type Script, type ScriptPhase, totalMinutes } from '../domain/script.js';
import { entryRefusal } from '../domain/sealing.js';
import { rightsNow, type SessionRights } from '../domain/session-policy.js';
import { phaseNow, remainingMs, type SessionState } from '../domain/session.js';
import { erasesAt, keptDays } from '../domain/keeping.js';
import { words } from './methods.js';
import { byName, inWriting } from './written-row.js';

const moment = (at: number | null): Date | null => (at === null ? null : new Date(at));
export const upper = (word: string): string => word.toUpperCase();

/** Rights of an object that this slice has no button for. */
const later = new Set(['approve_harvest']);

const person = (id: string | null, name: string | null): Branded<{ id: string; name: string }> | null =>
  id !== null && name !== null ? brand('Person', { id, name }) : null;

/** Who planned it and who leads its circle may move it and call it off, besides whoever facilitates. */
export const plansIt = (plannedIt: boolean, circleRole: string | null): boolean => plannedIt || circleRole === 'lead' || circleRole === 'co_lead';

/** A session as the agenda and the head of its page show it; only for rows of a statement that joined the membership. */
export function sessionView(rights: SessionRights, viewerId: string, row: SessionRow, now: number) {
  const state = stateFrom(row);
  return brand('Session', {
    id: row.id,
    groupId: row.group_id,
    methodKey: row.method_key,
    methodName: words(row.script.name),
    startsAt: row.starts_at,
    minutes: row.minutes,
    place: row.place,
    videoLink: row.video_link,
    status: upper(state.status),
    facilitator: person(state.facilitatorId, row.facilitator_name),
    coFacilitator: person(state.coFacilitatorId, row.co_facilitator_name),
    version: state.version,
    appointment: appointmentView(row.appointment as AppointmentPart | null, viewerId),
    ...keptView(row, state),
    written: row.script.written ? inWriting(state, row.script) : null,
    get viewerActions() {
      const me = { id: viewerId, observer: row.observer, seat: row.seat, leadsCircle: row.leads_circle };
      return rightsNow(rights, { state, script: row.script, person: me, pactOpen: row.pact_open, now, plans: plansIt(row.planned_by === viewerId, row.circle_role) })
        .filter((right) => !later.has(right))
        .map(upper);
    },
  });
}

const retention = loadRetention();
/** The schedule's own periods, in days. */
export const caseDays = daysOf(retention, 'intervision_case_text');
export const outcomeDays = daysOf(retention, 'session_notes_outcome');

/** What becomes of it, and when. */
function keptView(row: SessionRow, { startedAt }: SessionState) {
  const begun = { startedAt, startsAt: Date.parse(row.starts_at) };
  return {
    erasesAt: row.erased_at === null ? new Date(erasesAt(begun, keptDays(caseDays, row.circle_days))) : null,
    erasedAt: row.erased_at,
    textsErased: row.texts_erased,
    outcomeErasesAt: row.outcome_erased_at === null ? new Date(erasesAt(begun, outcomeDays)) : null,
    outcomeErasedAt: row.outcome_erased_at,
    frozenAt: row.frozen_at,
  };
}

/** Where a session stands: the same for everyone in it, but for what only the facilitator hears. */
export function stateView(state: SessionState, script: Script, people: readonly Insider[], viewerId: string, now: number) {
  const phase = phaseNow(state, script);
  const writers = phase?.sealed && state.entry !== 'closed' ? people.filter((each) => (each.here || script.written) && entryRefusal(state, script, phase, each) === null) : null;
  return brand('SessionState', {
    status: upper(state.status),
    turn: state.turn,
    phase: state.phase,
    phaseStartedAt: moment(state.phaseStartedAt),
    endsAt: moment(state.endsAt),
    remainingMs: remainingMs(state, now),
    clock: upper(state.clock),
    entry: upper(state.entry),
    graceEndsAt: moment(state.graceEndsAt),
    goesTo: state.goesTo,
    facilitatorId: state.facilitatorId,
    coFacilitatorId: state.coFacilitatorId,
    contributorId: state.contributorId,
    notetakerId: state.notetakerId,
    timekeeperId: state.timekeeperId,
    namelessOffered: state.namelessOffered,
    showing: state.showing,
    spotlightId: state.spotlightId,
    speakerId: state.speakerId,
    speakingOrder: state.speakingOrder,
    facilitatorAwaySince: moment(state.facilitatorAwaySince),
    startedAt: moment(state.startedAt),
    endedAt: moment(state.endedAt),
    version: state.version,
    at: new Date(now),
    extraTimeAsked: viewerId === state.facilitatorId ? state.extraTimeAsked : null,
    ready: writers && writers.filter(({ readyTurn }) => readyTurn === state.turn).length,
    writers: writers && writers.length,
  });
}

export const scriptView = (script: Script) =>
  brand('Script', {
    phases: script.phases.map(phaseView),
    rules: script.rules.map(words),
    minutes: totalMinutes(script),
    facilitatorRequired: script.facilitator === 'required',
    everyoneContributes: script.everyoneContributes,
    speed: script.speed ?? 1,
  });

const labelled = (label: Label) => brand('LabelledWords', { key: label.key, words: words(label) });
const item = (each: SurveyItem) => brand('SurveyItem', { key: each.key, words: words(each), text: each.type === 'text', optional: each.optional });

const phaseView = (phase: ScriptPhase) =>
  brand('ScriptPhase', {
    index: phase.index,
    id: phase.id,
    key: phase.key,
    section: phase.section,
    minutes: phase.minutes,
    days: phase.days,
    name: words(phase.name),
    instruction: words(phase.instruction),
    speak: phase.speak,
    contrib: phase.contrib,
    input: phase.input,
    writer: phase.writer,
    names: phase.names,
    sealed: phase.sealed,
    reveal: phase.reveal,
    present: phase.present,
    shows: phase.shows,
    maxEach: phase.maxEach,
    ratingScale: phase.ratingScale.map(labelled),
    fields: phase.fields.map(labelled),
    items: phase.items.map(item),
    contributorItems: phase.contributorItems.map(item),
    ballot: phase.ballot && words(phase.ballot),
    choices: phase.ballot?.choices ?? null,
  });

/** Over days nobody sits in the room: who looks in is not shown, and the order says nothing about who wrote first. */
export const peopleView = (people: readonly Insider[], viewerId: string, state: SessionState, script: Script) =>
  (script.written ? byName(people) : people).map(({ id, name, here, left, observer, silent }) =>
    brand('SessionPerson', {
      person: brand('Person', { id, name }),
      here: here && (!script.written || id === viewerId),
      left: left && viewerId === state.facilitatorId,
      observer,
      silent: silent && (viewerId === id || viewerId === state.facilitatorId),
    }),
  );
