import type { ChooserRule, FrameLength, Method, MethodCatalogue, Profile, Words } from './method.js';
import { divide } from './subgroups.js';

/** What the circle, the slot and the person who plans say. */
export interface Situation {
  readonly minutes: number;
  /** contributor and facilitator included */
  readonly people: number;
  /** intervisions that this group held before */
  readonly groupSessions: number;
  readonly caseTags: readonly string[];
  /** tags of kind audience that hold for the circle */
  readonly audiences: readonly string[];
  readonly cannotMeet: boolean;
}

/** Why a method is suggested: a rule of the chooser (with its remark), or a tag that it suits. */
export type Reason = { readonly rule: number; readonly note: Words | null } | { readonly tag: string };

/** A method that can be done, best first. */
export interface Suggestion {
  readonly method: string;
  readonly frame: FrameLength;
  readonly profile: Profile;
  readonly written: boolean;
  /** the whole session, frame included; `null` in writing */
  readonly minutes: number | null;
  /** empty: it fits, and nothing speaks for it in particular */
  readonly reasons: readonly Reason[];
}

/**
 * The chooser over the rules of the catalogue. Every rule that applies adds its suggestions; what one rule blocks, none brings back.
 * What does not fit in time or people, or does not go with the kind of case, is not offered.
 */
export function chooseMethods(catalogue: MethodCatalogue, situation: Situation): Suggestion[] {
  const rules = catalogue.chooser.map((rule, at) => ({ rule, at })).filter(({ rule }) => holds(rule, situation));
  const only = rules.find(({ rule }) => rule.onlyThese)?.rule.suggest;
  const blocked = new Set(rules.flatMap(({ rule }) => rule.block));
  const shortSlot = rules.some(({ rule }) => rule.frame === 'short');
  const tags = tagsOf(situation, shortSlot);

  const suggestions = catalogue.methods
    .filter((method) => !blocked.has(method.key) && (only?.includes(method.key) ?? true) && !method.avoid.some((tag) => tags.has(tag)))
    .flatMap((method): Suggestion[] => {
      const fit = situation.cannotMeet ? inWriting(method, situation) : arrangement(catalogue, method, situation, shortSlot);
      if (!fit) return [];
      const byRule = rules.filter(({ rule }) => rule.suggest.includes(method.key)).map(({ rule, at }) => ({ rule: at, note: rule.note }));
      const byTag = method.suits.filter((tag) => tags.has(tag)).map((tag) => ({ tag }));
      return [{ method: method.key, ...fit, reasons: [...byRule, ...byTag] }];
    });
  // the sort is stable: methods with as many reasons stay in the order of the catalogue
  return suggestions.sort((a, b) => b.reasons.length - a.reasons.length);
}

function holds({ if: condition }: ChooserRule, at: Situation): boolean {
  const below = (value: number, bound: number | null): boolean => bound === null || value < bound;
  return (
    (condition.minutesAvailableBelow === null || (!at.cannotMeet && at.minutes < condition.minutesAvailableBelow)) &&
    below(at.groupSessions, condition.groupSessionsBelow) &&
    below(at.people, condition.membersPresentBelow) &&
    (condition.caseTag === null || at.caseTags.includes(condition.caseTag)) &&
    (condition.audience === null || at.audiences.includes(condition.audience)) &&
    (!condition.cannotMeet || at.cannotMeet)
  );
}

/** Tags that are asked, and those that circle and slot already answer. */
function tagsOf(at: Situation, shortSlot: boolean): ReadonlySet<string> {
  return new Set([
    ...at.caseTags,
    ...at.audiences,
    ...(at.groupSessions === 0 ? ['new_group'] : []),
    ...(at.groupSessions < 3 ? ['first_sessions'] : []),
    ...(at.people === 2 ? ['pairs'] : []),
    ...(shortSlot ? ['short_slot'] : []),
    ...(at.cannotMeet ? ['written_online'] : []),
  ]);
}

type Fit = Pick<Suggestion, 'frame' | 'profile' | 'written' | 'minutes'>;

const holdsPeople = ({ group }: Method, people: number): boolean => people >= group.min && people <= group.max;

const inWriting = (method: Method, at: Situation): Fit | null =>
  method.written && holdsPeople(method, at.people) ? { frame: 'full', profile: 'normal', written: true, minutes: null } : null;

/** The roomiest form that fits the slot: whole, with the short frame, or short in both. */
function arrangement(catalogue: MethodCatalogue, method: Method, at: Situation, shortSlot: boolean): Fit | null {
  if (!holdsPeople(method, at.people)) return null;
  const forms: readonly [FrameLength, Profile][] = [...(shortSlot ? [] : [['full', 'normal'] as [FrameLength, Profile]]), ['short', 'normal'], ['short', 'short']];
  for (const [frame, profile] of forms) {
    const minutes = total(catalogue, method, frame, profile, at.people);
    if (minutes !== null && minutes <= at.minutes) return { frame, profile, written: false, minutes };
  }
  return null;
}

/** Minutes of the whole session; `null` when the method has no such form for so many people. */
function total(catalogue: MethodCatalogue, method: Method, frame: FrameLength, profile: Profile, people: number): number | null {
  const around = frame === 'full' ? catalogue.frame : catalogue.shortFrame;
  const core = profile === 'short' ? method.short : method;
  if (!core) return null;
  const size = profile === 'short' ? method.short?.subgroupSize : null;
  const groups = method.subgroup ? divide(people, size ? { size, allow: [size] } : method.subgroup) : [];
  if (!groups) return null;
  const minutes = method.repeatPerPerson ? (core.coreMinutesPerRound ?? 0) * Math.max(...groups) : core.coreMinutes;
  return minutes + around.openMinutes + around.closeMinutes;
}
