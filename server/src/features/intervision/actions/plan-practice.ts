import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import { invalidInput, KringError } from '../../../platform/errors/kring-error.js';
import { Methods } from '../access/methods.js';
import { clockNow, insertSession } from '../data/session.repository.js';
import { resolveScript } from '../domain/resolve-script.js';
import { minuteMs, totalMinutes } from '../domain/script.js';
import { decide } from '../domain/session-machine.js';
import { plannedSession } from '../domain/session.js';
import { intervisionRealtime } from '../realtime/intervision.realtime.js';

/** A session to practise in. Who asks has seen to it that all of them are in the circle. */
export interface PracticePlan {
  id: string;
  groupId: string;
  plannedBy: string;
  methodKey: string;
  /** how many times faster than planned */
  speed: number;
  /** how many take part, whoever leads included */
  people: number;
  facilitatorId: string;
  coFacilitatorId: string;
  place: string;
}

/** Plans a session that begins now, with its lobby open, on clocks that may run faster (decisions 27). Only the demo asks for it. */
@Injectable()
export class PlanPractice {
  constructor(private readonly methods: Methods) {}

  /** @returns how long it is planned to take, in milliseconds; @throws INVALID_INPUT for a method that is not there, or does not fit so many people */
  async run(tx: Tx, plan: PracticePlan): Promise<number> {
    const method = this.methods.find(plan.methodKey);
    const resolved = method
      ? resolveScript(this.methods.catalogue, method, {
          frame: 'full', profile: 'normal', written: false, people: plan.people, previousContributor: false, caseChosen: false, options: null, minutes: {},
        })
      : null;
    if (!resolved?.ok) throw invalidInput({ path: 'input.methodKey', code: 'NOT_ALLOWED' });
    const script = { ...resolved.script, speed: plan.speed };
    const { id, groupId, plannedBy, methodKey, facilitatorId, coFacilitatorId, place } = plan;
    const now = await clockNow(tx);
    const planned = plannedSession({ facilitatorId, coFacilitatorId, contributorId: null, caseId: null, previousContributorId: null, notetakerId: null, timekeeperId: null, startsAt: now });
    const opened = decide(planned, script, { type: 'openLobby' }, now);
    if (!opened.ok) throw new Error(`A lobby that cannot be opened: ${opened.refusal}`);
    const takes = totalMinutes(script) * minuteMs(script);
    const made = await insertSession(tx, {
      id, groupId, plannedBy, methodKey, short: false, script, startsAt: new Date(now), minutes: Math.max(1, Math.round(takes / 60_000)), place, videoLink: '', state: opened.next,
    });
    if (!made) throw new KringError('CONFLICT');
    tx.emit(intervisionRealtime.planned(groupId, id));
    return takes;
  }
}
