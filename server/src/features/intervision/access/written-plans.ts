import { Injectable } from '@nestjs/common';
import { Reads } from '../../../platform/database/reads.js';
import { forbidden, invalidInput, type KringError } from '../../../platform/errors/kring-error.js';
import { brand } from '../../../platform/graphql/brand.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { addDays, isDay } from '../../agenda/public.js';
import { GroupAccess } from '../../groups/public.js';
import { readNow } from '../data/written.repository.js';
import { resolveScript } from '../domain/resolve-script.js';
import type { Script } from '../domain/script.js';
import { lastDays, mostWrittenDays } from '../domain/written-deadlines.js';
import { Methods, words } from './methods.js';
import { OwnMethods } from './own-methods.js';
import { SessionDoor } from './session-door.js';
import { WrittenCalendars } from './written-calendars.js';

/** How far ahead a session is planned, in days. */
const farthest = 366;

/** What a written session of a method would look like, day by day. */
@Injectable()
export class WrittenPlans {
  constructor(
    private readonly reads: Reads,
    private readonly groups: GroupAccess,
    private readonly door: SessionDoor,
    private readonly methods: Methods,
    private readonly ownMethods: OwnMethods,
    private readonly calendars: WrittenCalendars,
  ) {}

  /** The course of a method in writing; null when it has none. */
  script(methodKey: string, people: number): Script | null {
    const method = this.methods.find(methodKey);
    if (!method?.written) return null;
    const resolved = resolveScript(this.methods.catalogue, method, { frame: 'full', profile: 'normal', written: true, people, previousContributor: false, caseChosen: true, options: null, minutes: {} });
    return resolved.ok ? resolved.script : null;
  }

  /** Working days that a session of this method takes at most: what the method says, or the usual most, or what its own phases ask. */
  most(methodKey: string, script: Script): number {
    const asked = script.phases.reduce((sum, phase) => sum + phase.days, 0);
    return this.methods.find(methodKey)?.writtenProfile?.maxDays ?? Math.max(mostWrittenDays, asked);
  }

  /**
   * Why a method without a course in writing is refused. What people made themselves has no days, and its blocks count on
   * everyone being there: whoever may use it hears so.
   */
  async refusal(viewer: Viewer, methodKey: string, path: string): Promise<KringError> {
    return (await this.ownMethods.isOwn(viewer, methodKey)) ? forbidden('LIVE_ONLY') : invalidInput({ path, code: 'NOT_ALLOWED' });
  }

  lastStart(today: string): string {
    return addDays(today, farthest);
  }

  /** @throws NOT_FOUND outside the circle; FORBIDDEN for who may not plan in it, and LIVE_ONLY for a method that people made; INVALID_INPUT for a method that is not run in writing, and no day */
  async show(viewer: Viewer, groupId: string, methodKey: string, startsOn: string) {
    const group = await this.groups.row(viewer, groupId);
    const decision = this.door.decidePlanning({ role: group.role, kind: group.kind, archived: group.archived_at !== null, pactOpen: group.pact_version > group.my_pact_version });
    if (!decision.allow) throw forbidden(decision.reason);
    const script = this.script(methodKey, group.member_count);
    if (!script) throw await this.refusal(viewer, methodKey, 'methodKey');
    if (!isDay(startsOn)) throw invalidInput({ path: 'startsOn', code: 'NOT_A_DATE' });
    const calendar = await this.calendars.of(groupId);
    const today = calendar.dayOf(await readNow(this.reads));
    if (startsOn > this.lastStart(today) || startsOn < addDays(today, -1)) throw invalidInput({ path: 'startsOn', code: 'NOT_ALLOWED' });
    const begins = calendar.isWorkingDay(startsOn) ? startsOn : nextWorkingDay(startsOn, calendar.isWorkingDay);
    const days = lastDays(script, begins, calendar);
    return brand('WrittenPlan', {
      startsOn: begins,
      mostDays: this.most(methodKey, script),
      agreement: words(this.methods.catalogue.writtenDefaults.exception),
      phases: script.phases.map((phase, at) =>
        brand('WrittenPlanPhase', { key: phase.id, name: words(phase.name), days: phase.days, lastDay: days[at]!, endsAt: new Date(calendar.endOf(days[at]!)), private: phase.sealed }),
      ),
    });
  }
}

function nextWorkingDay(day: string, isWorkingDay: (day: string) => boolean): string {
  let next = day;
  while (!isWorkingDay(next)) next = addDays(next, 1);
  return next;
}
