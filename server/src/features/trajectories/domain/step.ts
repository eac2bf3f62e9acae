/** What a step can be in. That one is late is not a state: it follows from its day and today. */
export const stepStates = ['planned', 'scheduled', 'done', 'skipped', 'cancelled'] as const;
export type StepState = (typeof stepStates)[number];

/** Why a step is not held; the first says that the school failed, not the starter, and is shown first. */
export const skipReasons = ['no_cover', 'starter_choice', 'coach_absent', 'not_relevant', 'already_done_elsewhere', 'other'] as const;
export type SkipReason = (typeof skipReasons)[number];

/** Where a step stands. Days are `YYYY-MM-DD`. */
export interface StepStand {
  readonly state: StepState;
  /** the day it is meant for, agreed on, or was held */
  readonly day: string | null;
  /** minutes after midnight on the wall of the school, when a moment was agreed */
  readonly at: number | null;
  /** the day it was first meant for, once it has been moved */
  readonly movedFrom: string | null;
  readonly skipReason: SkipReason | null;
  /** minutes it took; counts for the hours */
  readonly minutes: number | null;
}

export interface Step extends StepStand {
  readonly windowFrom: string | null;
  readonly windowTo: string | null;
  /** minutes by the protocol */
  readonly plannedMinutes: number;
  /** where it stood before the last act on it; `null`: nobody did anything yet, or that was taken back */
  readonly before: StepStand | null;
}

export type StepAct =
  | { readonly do: 'schedule'; readonly day: string; readonly at: number }
  | { readonly do: 'move'; readonly day: string }
  | { readonly do: 'done'; readonly day: string; readonly minutes: number | null }
  | { readonly do: 'skip'; readonly reason: SkipReason }
  | { readonly do: 'undo' };

export type StepRefused = 'STEP_OVER' | 'OUTSIDE_WINDOW' | 'NO_SCHOOL_DAY' | 'NOT_YET' | 'MINUTES' | 'NOTHING_TO_UNDO';

export interface StepCircumstances {
  /** today at the school */
  readonly today: string;
  /** whether a step may be held on a day: a school day outside a pause, and before the start a day on which people meet */
  mayBeOn(day: string): boolean;
}

/** No step takes longer than this (minutes): a whole day of ten hours. */
export const stepMinutesMost = 600;
const lastMinute = 24 * 60 - 1;

const standOf = ({ state, day, at, movedFrom, skipReason, minutes }: StepStand): StepStand => ({ state, day, at, movedFrom, skipReason, minutes });

/** What one act makes of a step, or why not. Skipping asks for a reason of the list; moving stays inside the window. */
export function decideStep(step: Step, act: StepAct, { today, mayBeOn }: StepCircumstances): { readonly step: Step } | { readonly refused: StepRefused } {
  if (act.do === 'undo') return step.before ? { step: { ...step, ...step.before, before: null } } : { refused: 'NOTHING_TO_UNDO' };
  if (step.state !== 'planned' && step.state !== 'scheduled') return { refused: 'STEP_OVER' };
  const before = standOf(step);
  const next = (change: Partial<StepStand>): { step: Step } => ({ step: { ...step, ...change, before } });
  switch (act.do) {
    case 'skip':
      return next({ state: 'skipped', skipReason: act.reason, at: null });
    case 'done': {
      if (act.day > today) return { refused: 'NOT_YET' };
      const minutes = act.minutes ?? step.plannedMinutes;
      if (!Number.isInteger(minutes) || minutes < 0 || minutes > Math.max(stepMinutesMost, step.plannedMinutes)) return { refused: 'MINUTES' };
      return next({ state: 'done', day: act.day, minutes });
    }
    case 'move':
    case 'schedule': {
      if (step.windowFrom === null || act.day < step.windowFrom || (step.windowTo !== null && act.day > step.windowTo)) return { refused: 'OUTSIDE_WINDOW' };
      if (!mayBeOn(act.day)) return { refused: 'NO_SCHOOL_DAY' };
      if (act.do === 'schedule' && (!Number.isInteger(act.at) || act.at < 0 || act.at > lastMinute)) return { refused: 'MINUTES' };
      const movedFrom = act.day === step.day ? step.movedFrom : (step.movedFrom ?? step.day);
      return next(act.do === 'schedule' ? { state: 'scheduled', day: act.day, at: act.at, movedFrom } : { state: 'planned', day: act.day, at: null, movedFrom });
    }
  }
}

export interface Facts {
  readonly planned: number;
  readonly done: number;
  readonly skipped: number;
  /** skipped because nobody could take over the class */
  readonly noCover: number;
  /** its day has passed and nobody said what became of it */
  readonly open: number;
  readonly minutesDone: number;
}

/** What planners and leaders see of a trajectory: counts and minutes, nothing else (domain.md §7.3). */
export function factsOf(steps: readonly (StepStand & { readonly takesStarter: boolean })[], today: string): Facts {
  const count = (which: (step: StepStand) => boolean): number => steps.filter(which).length;
  const ahead = ({ state }: StepStand): boolean => state === 'planned' || state === 'scheduled';
  return {
    planned: count(ahead),
    done: count(({ state }) => state === 'done'),
    skipped: count(({ state }) => state === 'skipped'),
    noCover: count(({ state, skipReason }) => state === 'skipped' && skipReason === 'no_cover'),
    open: count((step) => ahead(step) && step.day !== null && step.day < today),
    minutesDone: steps.reduce((sum, { state, minutes, takesStarter }) => sum + (state === 'done' && takesStarter ? (minutes ?? 0) : 0), 0),
  };
}

/**
 * New dates after a pause or its end: what is over stays, what is ahead and lay in or after the pause gets its planned day.
 * @param from first day of the pause
 * @param planned by `uid` and occurrence
 */
export function redated<One extends Step & { readonly uid: string; readonly occurrence: number }>(
  steps: readonly One[],
  from: string,
  planned: readonly { readonly uid: string; readonly occurrence: number; readonly day: string | null; readonly windowFrom: string | null; readonly windowTo: string | null }[],
): One[] {
  const found = new Map(planned.map((one) => [`${one.uid}#${one.occurrence}`, one]));
  return steps.flatMap((step) => {
    const open = step.state === 'planned' || step.state === 'scheduled';
    const plan = found.get(`${step.uid}#${step.occurrence}`);
    if (!open || !plan || (step.day !== null && step.day < from)) return [];
    const { day, windowFrom, windowTo } = plan;
    if (step.state === 'planned' && step.day === day && step.windowFrom === windowFrom && step.windowTo === windowTo) return [];
    return [{ ...step, state: 'planned' as const, day, at: null, movedFrom: null, windowFrom, windowTo, before: null }];
  });
}
