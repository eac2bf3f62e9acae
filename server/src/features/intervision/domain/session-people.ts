import { isSilent } from './method.js';
import { change, refuse, same, type Outcome } from './outcome.js';
import { contributorFrom, type Script, type ScriptPhase } from './script.js';
import type { Command, FactBody } from './session-command.js';
import { absenceOf, isOver, phaseNow, rolesOf, type Person, type SessionState } from './session.js';

/** Presence, as far as rules need it: who leads, who is second, whose case it is. */
export function comeOrGo(state: SessionState, script: Script, command: Extract<Command, { type: 'enter' | 'leave' }>, now: number): Outcome {
  if (isOver(state)) return command.type === 'leave' ? same(state) : refuse('OVER');
  const awaySince = command.type === 'enter' ? null : now;
  const patch: { -readonly [Key in keyof SessionState]?: SessionState[Key] } = {};
  const facts: FactBody[] = [];
  if (command.personId === state.facilitatorId && (state.facilitatorAwaySince === null) !== (awaySince === null)) {
    patch.facilitatorAwaySince = awaySince;
    facts.push({ type: awaySince === null ? 'facilitatorBack' : 'facilitatorAway' });
  }
  if (command.personId === state.coFacilitatorId && (state.coFacilitatorAwaySince === null) !== (awaySince === null)) patch.coFacilitatorAwaySince = awaySince;
  if (command.type === 'leave' && command.forGood && stopsWithout(state, script, command.personId)) {
    Object.assign(patch, { clock: 'paused', haltedAt: now });
    facts.push({ type: 'paused', remainingMs: state.endsAt! - now });
  }
  return Object.keys(patch).length === 0 ? same(state) : change(state, now, patch, ...facts);
}

/** Without whose case it is, a live session waits: the group chooses to wait or to wrap up. */
const stopsWithout = (state: SessionState, script: Script, personId: string): boolean =>
  personId === state.contributorId && !script.written && state.clock === 'running' && state.entry !== 'closing' && phaseNow(state, script)?.section === 'core';

/** Makes someone the facilitator; who led before becomes second where that place is free or theirs to swap. */
function lead(state: SessionState, to: string, how: 'handed_over' | 'taken_over', now: number): Outcome {
  const swap = state.coFacilitatorId === null || state.coFacilitatorId === to;
  const patch = {
    facilitatorId: to,
    facilitatorAwaySince: null,
    ...(swap ? { coFacilitatorId: state.facilitatorId, coFacilitatorAwaySince: state.facilitatorAwaySince } : {}),
  };
  return change(state, now, patch, { type: 'facilitationChanged', facilitatorId: to, coFacilitatorId: swap ? state.facilitatorId : state.coFacilitatorId, how });
}

/** By whoever leads, to someone who is here. */
export function handOver(state: SessionState, to: Person, here: boolean, now: number): Outcome {
  if (isOver(state)) return refuse('OVER');
  if (to.observer) return refuse('OBSERVER');
  if (!here) return refuse('ABSENT');
  return to.id === state.facilitatorId ? same(state) : lead(state, to.id, 'handed_over', now);
}

const isAbsent = (script: Script, since: number | null, now: number): boolean => since !== null && now - since >= absenceOf(script);

/** The co-facilitator; if there is none, or they are away too, the contributor (decisions 24). Never by itself. */
export function takeOver(state: SessionState, script: Script, by: Person, now: number): Outcome {
  if (isOver(state)) return refuse('OVER');
  if (by.id === state.facilitatorId) return same(state);
  if (state.facilitatorId !== null && !isAbsent(script, state.facilitatorAwaySince, now)) return refuse('FACILITATOR_PRESENT');
  if (by.id === state.coFacilitatorId) return lead(state, by.id, 'taken_over', now);
  if (!rolesOf(state, script, by).has('contributor')) return refuse('NOT_YOURS');
  const second = state.coFacilitatorId !== null && !isAbsent(script, state.coFacilitatorAwaySince, now);
  return second ? refuse('CO_FACILITATOR_FIRST') : lead(state, by.id, 'taken_over', now);
}

/** The case can change until the first phase that is about it: from then on it is someone's story. */
export function chooseCase(state: SessionState, script: Script, contributor: Person, caseId: string | null, now: number): Outcome {
  const contributorId = contributor.id;
  if (isOver(state)) return refuse('OVER');
  if (script.everyoneContributes) return refuse('EVERYONE_CONTRIBUTES');
  if (contributor.observer) return refuse('OBSERVER');
  if (script.facilitator === 'required' && contributorId === state.facilitatorId) return refuse('FACILITATOR_LEADS');
  if (contributorId === state.contributorId && caseId === state.caseId) return same(state);
  const from = contributorFrom(script);
  const fixed = from !== null && state.furthest >= from && state.contributorId !== null;
  return fixed ? refuse('CONTRIBUTOR_FIXED') : change(state, now, { contributorId, caseId }, { type: 'caseChosen', contributorId, caseId });
}

/** Who takes notes or watches the time; only before the start, because then roles are agreed. */
export function giveRole(state: SessionState, { role, person, on }: Extract<Command, { type: 'giveRole' }>, now: number): Outcome {
  if (isOver(state)) return refuse('OVER');
  if (state.status === 'running') return refuse('ALREADY_STARTED');
  if (role === 'observer') return on && [state.facilitatorId, state.coFacilitatorId, state.contributorId, state.notetakerId, state.timekeeperId].includes(person.id) ? refuse('OBSERVER') : same(state);
  if (on && person.observer) return refuse('OBSERVER');
  const part = role === 'notetaker' ? 'notetakerId' : 'timekeeperId';
  const next = on ? person.id : state[part] === person.id ? null : state[part];
  return next === state[part] ? same(state) : change(state, now, { [part]: next }, { type: 'roleGiven' });
}

/** The next in the speaking order; whose case it is is passed over where they are silent. */
export function nextSpeaker(state: SessionState, phase: ScriptPhase, after: string | null, now: number): Outcome {
  if (state.speakerId !== after) return same(state);
  const silent = isSilent(phase.contrib) ? state.contributorId : null;
  const order = state.speakingOrder.filter((id) => id !== silent);
  const speakerId = order[state.speakerId === null ? 0 : order.indexOf(state.speakerId) + 1] ?? null;
  return speakerId === state.speakerId ? same(state) : change(state, now, { speakerId }, { type: 'speakerChanged', speakerId });
}
