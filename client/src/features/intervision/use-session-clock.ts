import { useEffect, useReducer, useRef } from 'react';
import { useT } from '../../platform/i18n/i18n.js';
import { useAnnounce } from '../../ui/LiveRegions.js';
import { passedMoment, remainingOf, untilNextSecond } from './phase-clock.js';
import type { ServerClock } from './server-clock.js';
import type { OpenSession } from './session-context.js';
import { refreshSession } from './session-cache.js';
import type { ApolloClient } from '@apollo/client';
import { absenceMs } from './session-times.js';

/** Draws again once a second, for what changes with the minutes. */
export function useSecond(): void {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(again, 1_000);
    return () => clearInterval(timer);
  }, []);
}

/**
 * Draws again at every whole second before `zero` and past it; not at all while there is none. Not a second after the last
 * drawing: then each screen would change at another moment, and of two beside each other one would be behind.
 */
export function useSecondsTo(zero: string | null, clock: Pick<ServerClock, 'now'>): void {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (zero === null) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(draw, untilNextSecond(Date.parse(zero) - clock.now()));
    };
    const draw = () => {
      again();
      wait();
    };
    wait();
    return () => clearTimeout(timer);
  }, [zero, clock]);
}

/** Milliseconds left in the phase, drawn again every second of it; `null` when no clock runs. */
export function useRemaining({ page, clock }: Pick<OpenSession, 'page' | 'clock'>): number | null {
  const { state } = page;
  useSecondsTo(state.clock === 'RUNNING' ? state.endsAt : null, clock);
  return remainingOf(state, clock.now());
}

/** Says the time left at half, two minutes, one minute and zero, and never in between. */
export function useSpokenTime({ page, clock, phase }: Pick<OpenSession, 'page' | 'clock' | 'phase'>): void {
  const t = useT();
  const announce = useAnnounce();
  const before = useRef<{ turn: number; endsAt: string | null; ms: number } | null>(null);
  const { state } = page;
  const { speed } = page.script;
  useEffect(() => {
    if (!phase || state.clock !== 'RUNNING') return undefined;
    const look = () => {
      const ms = remainingOf(state, clock.now());
      if (ms === null) return;
      const last = before.current;
      before.current = { turn: state.turn, endsAt: state.endsAt, ms };
      // Time that was added is another clock: nothing was passed.
      if (last?.turn !== state.turn || last.endsAt !== state.endsAt) return;
      const moment = passedMoment(last.ms, ms, phase.minutes / speed);
      if (moment === null) return;
      if (moment === 0) announce(t('intervision.time.over'));
      else if (moment % 60 === 0) announce(t('intervision.time.left', { count: moment / 60 }));
    };
    look();
    const timer = setInterval(look, 1_000);
    return () => clearInterval(timer);
  }, [state, clock, phase, speed, announce, t]);
}

/** Asks the page again at the moments at which something is true without an event: somebody is away long enough, the grace is over. */
export function useTurningPoints(client: ApolloClient, { page, clock }: Pick<OpenSession, 'page' | 'clock'>): void {
  const { facilitatorAwaySince, graceEndsAt } = page.state;
  const { id } = page.session;
  useEffect(() => {
    const moments = [facilitatorAwaySince && Date.parse(facilitatorAwaySince) + absenceMs, graceEndsAt && Date.parse(graceEndsAt) + 1_500];
    const timers = moments.flatMap((moment) => {
      const wait = (moment || 0) - clock.now();
      // A moment of another day is not worth a timer; setTimeout cannot hold more than 24 days.
      return moment && wait > 0 && wait < 3_600_000 ? [setTimeout(() => refreshSession(client, id), wait + 200)] : [];
    });
    return () => timers.forEach(clearTimeout);
  }, [client, id, clock, facilitatorAwaySince, graceEndsAt]);
}
