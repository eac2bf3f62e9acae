import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import { invalidInput, KringError } from '../../../platform/errors/kring-error.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { Appointments, type Moment } from '../../agenda/public.js';
import { Methods } from '../access/methods.js';
import { OwnMethods } from '../access/own-methods.js';
import { findInsiders, findPreviousContributor, insertSession } from '../data/session.repository.js';
import { resolveScript } from '../domain/resolve-script.js';
import { type Script, totalMinutes } from '../domain/script.js';
import { plannedSession } from '../domain/session.js';
import { intervisionRealtime } from '../realtime/intervision.realtime.js';

/** Which method, and who leads it. */
export interface WhatToPlan {
  methodKey: string;
  short: boolean;
  facilitatorId: string;
  coFacilitatorId: string | null;
}

export interface SessionToPlan extends WhatToPlan {
  id: string;
  moment: Moment;
  place: string;
  videoLink: string;
  /** null: it stands alone */
  seriesId: string | null;
}

/** What a session of this circle can be made of, now. */
export interface Resolved {
  script: Script;
  previousContributorId: string | null;
  minutes: number;
}

/** Plans sessions in a circle that was entered to plan in: for one moment, the one that a poll chose, and every one of a series. */
@Injectable()
export class PlanSession {
  constructor(
    private readonly methods: Methods,
    private readonly ownMethods: OwnMethods,
    private readonly appointments: Appointments,
  ) {}

  /**
   * @param path where the fields stand in the request
   * @throws INVALID_INPUT for who cannot lead it, and for a method that does not fit
   */
  async resolve(tx: Tx, groupId: string, what: WhatToPlan, path = 'input'): Promise<Resolved> {
    const people = await findInsiders(tx, null, groupId);
    const known = new Set(people.map(({ id }) => id));
    const { coFacilitatorId } = what;
    if (!known.has(what.facilitatorId)) throw invalidInput({ path: `${path}.facilitatorId`, code: 'NOT_ALLOWED' });
    if (coFacilitatorId !== null && (!known.has(coFacilitatorId) || coFacilitatorId === what.facilitatorId)) throw invalidInput({ path: `${path}.coFacilitatorId`, code: 'NOT_ALLOWED' });
    const method = this.methods.find(what.methodKey) ?? (await this.ownMethods.forPlanning(tx, groupId, what.methodKey));
    if (!method) throw invalidInput({ path: 'input.methodKey', code: 'NOT_ALLOWED' });
    const before = await findPreviousContributor(tx, groupId);
    const previousContributorId = before !== null && known.has(before) ? before : null;
    const resolved = resolveScript(this.methods.catalogue, method, {
      frame: what.short ? 'short' : 'full',
      profile: what.short && method.short ? 'short' : 'normal',
      written: false,
      people: people.length,
      previousContributor: previousContributorId !== null,
      caseChosen: false,
      options: null,
      minutes: {},
    });
    if (!resolved.ok) throw invalidInput({ path: 'input.methodKey', code: 'NOT_ALLOWED' });
    return { script: resolved.script, previousContributorId, minutes: totalMinutes(resolved.script) };
  }

  /** Its script is pinned here, and its moment stands in the agenda. @throws as `resolve`; CONFLICT when the id is taken */
  async plan(tx: Tx, viewer: Viewer, groupId: string, one: SessionToPlan, path = 'input'): Promise<void> {
    const { script, previousContributorId, minutes } = await this.resolve(tx, groupId, one, path);
    const { id, moment, methodKey, short, place, videoLink } = one;
    const state = plannedSession({
      facilitatorId: one.facilitatorId,
      coFacilitatorId: one.coFacilitatorId,
      contributorId: null,
      caseId: null,
      previousContributorId,
      notetakerId: null,
      timekeeperId: null,
      startsAt: moment.startsAt.getTime(),
    });
    const made = await insertSession(tx, { id, groupId, plannedBy: viewer.personId, methodKey, short, script, startsAt: moment.startsAt, minutes, place, videoLink, state });
    if (!made) throw new KringError('CONFLICT');
    await this.appointments.plan(tx, { id, groupId, kind: 'intervision', seriesId: one.seriesId, moment, minutes, place, videoLink, createdBy: viewer.personId });
    tx.emit(intervisionRealtime.planned(groupId, id));
  }
}
