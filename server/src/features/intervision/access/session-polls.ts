import { Injectable } from '@nestjs/common';
import { limits } from '../../../../../schema/limits.js';
import { homeZone } from '../../../platform/clock/wall-time.js';
import { Reads } from '../../../platform/database/reads.js';
import { invalidInput, notFound } from '../../../platform/errors/kring-error.js';
import { brand } from '../../../platform/graphql/brand.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { isDay, momentOf, PollAccess, type PollView, SchoolCalendars, seriesDays } from '../../agenda/public.js';
import { GroupAccess } from '../../groups/public.js';
import { type NamedPlanRow, readPlans } from '../data/session-plan.repository.js';
import { Methods, words } from './methods.js';
import { OwnMethods } from './own-methods.js';

/** Looking for a moment for an intervision: the circle's poll, with what will be planned at the moment that is chosen. */
@Injectable()
export class SessionPolls {
  constructor(
    private readonly reads: Reads,
    private readonly polls: PollAccess,
    private readonly groups: GroupAccess,
    private readonly calendars: SchoolCalendars,
    private readonly methods: Methods,
    private readonly ownMethods: OwnMethods,
  ) {}

  /** @throws NOT_FOUND for who does not meet there */
  async poll(viewer: Viewer, pollId: string) {
    const [found] = await this.show([await this.polls.poll(viewer, pollId)]);
    if (!found) throw notFound();
    return found;
  }

  /** The open ones of a circle; none for who does not meet there. */
  async ofCircle(viewer: Viewer, groupId: string) {
    return this.show(await this.polls.ofCircle(viewer, groupId));
  }

  /**
   * What a rhythm would give in this circle: nothing is planned yet.
   * @throws NOT_FOUND outside the circle; INVALID_INPUT with the field: no day, past, too far, too many, or none at all (NO_DATES)
   */
  async preview(viewer: Viewer, rhythm: { groupId: string; from: string; until: string; everyWeeks: number; skipHolidays: boolean }) {
    await this.groups.require(viewer, rhythm.groupId);
    if (!isDay(rhythm.until)) throw invalidInput({ path: 'until', code: 'NOT_A_DATE' });
    if (!isDay(rhythm.from)) throw invalidInput({ path: 'from', code: 'NOT_A_DATE' });
    for (const path of ['from', 'until'] as const) requireAhead(rhythm[path], path);
    const days = seriesDays(rhythm, await this.calendars.ofCircle(this.reads, rhythm.groupId));
    if (days.length === 0) throw invalidInput({ path: 'until', code: 'NO_DATES' });
    if (days.length > limits.seriesMax) throw invalidInput({ path: 'until', code: 'TOO_MANY', limit: limits.seriesMax });
    return days.map(({ day, movedFrom, holiday, uncertain }) =>
      brand('SeriesDay', { day, movedFrom, uncertain, holiday: holiday && brand('Holiday', { nl: holiday.nl, en: holiday.en }) }),
    );
  }

  private async show(polls: PollView[]) {
    if (polls.length === 0) return [];
    const plans = new Map((await readPlans(this.reads, polls.map(({ id }) => id))).map((plan) => [plan.pollId, plan]));
    const own = await this.ownMethods.namesOf([...plans.values()].map(({ methodKey }) => methodKey));
    return polls.flatMap((poll) => {
      const plan = plans.get(poll.id);
      const name = plan && (this.methods.find(plan.methodKey)?.name ?? own.get(plan.methodKey));
      return plan && name ? [sessionPollView(poll, plan, words(name))] : [];
    });
  }
}

/** The last minute of the day: the whole day counts. */
function requireAhead(day: string, path: 'from' | 'until'): void {
  try {
    momentOf({ day, minute: 1_439 }, homeZone, new Date(), path);
  } catch {
    throw invalidInput({ path, code: day < new Date().toISOString().slice(0, 10) ? 'IN_PAST' : 'TOO_FAR' });
  }
}

const sessionPollView = (poll: PollView, plan: NamedPlanRow, methodName: ReturnType<typeof words>) =>
  brand('SessionPoll', {
    id: poll.id,
    poll,
    methodKey: plan.methodKey,
    methodName,
    short: plan.short,
    facilitator: brand('Person', { id: plan.facilitatorId, name: plan.facilitatorName }),
    coFacilitator: plan.coFacilitatorId !== null && plan.coFacilitatorName !== null ? brand('Person', { id: plan.coFacilitatorId, name: plan.coFacilitatorName }) : null,
  });
