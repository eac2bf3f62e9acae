import { useEffect, useRef } from 'react';
import { useT } from '../../platform/i18n/i18n.js';
import { useAnnounce } from '../../ui/LiveRegions.js';
import { FacilitatorView } from './FacilitatorView.js';
import { ParticipantView } from './ParticipantView.js';
import { RingClock } from './RingClock.js';
import { RoomBar } from './RoomBar.js';
import { TakeOverBar } from './TakeOverBar.js';
import { useOpenSession } from './session-context.js';
import { useAwakeScreen } from './use-awake-screen.js';
import { useFocusOnPhase } from './use-focus-on-phase.js';
import { useSpokenTime } from './use-session-clock.js';
import { useSay } from './use-say.js';

/** The room while it runs: one frame for everyone, two views. */
export function LiveSession() {
  const t = useT();
  const say = useSay();
  const open = useOpenSession();
  const { page, phase, leads, texts } = open;
  const { state, script } = page;
  useAwakeScreen();
  useSpokenTime(open);
  useSpokenChanges();
  useFocusOnPhase(state.phase);
  // The last words go before the phase closes, and once more when it has gone.
  useEffect(() => void texts.flush(), [texts, state.entry, state.turn]);
  if (!phase) return null;
  return (
    <>
      <RoomBar
        title={say(phase.name)}
        place={t('intervision.phaseNumber', { number: phase.index + 1, count: script.phases.length })}
        clock={<RingClock small />}
      />
      <TakeOverBar />
      {leads ? <FacilitatorView /> : <ParticipantView />}
    </>
  );
}

/** Phase, pause and added time, said once each. */
function useSpokenChanges(): void {
  const t = useT();
  const say = useSay();
  const announce = useAnnounce();
  const { page, phase, firstNameOf } = useOpenSession();
  const { state, script } = page;
  const lead = firstNameOf(state.facilitatorId) ?? t('intervision.theFacilitator');
  const before = useRef({ phase: state.phase, clock: state.clock, endsAt: state.endsAt, entry: state.entry });
  useEffect(() => {
    const last = before.current;
    before.current = { phase: state.phase, clock: state.clock, endsAt: state.endsAt, entry: state.entry };
    if (!phase) return;
    if (last.phase !== state.phase) {
      const where = t('intervision.phaseOf', { number: phase.index + 1, count: script.phases.length, name: say(phase.name) });
      announce(`${where}. ${t('intervision.minutes', { count: phase.minutes })}. ${say(phase.instruction)}`, 'assertive');
    } else if (last.clock !== state.clock) {
      announce(t(state.clock === 'PAUSED' ? 'intervision.spoken.paused' : state.clock === 'TIME_OUT' ? 'intervision.spoken.timeOut' : 'intervision.spoken.goesOn', { name: lead }));
    } else if (state.entry === 'CLOSING' && last.entry !== 'CLOSING') announce(t('intervision.grace'));
    else if (state.endsAt !== null && last.endsAt !== null && Date.parse(state.endsAt) - Date.parse(last.endsAt) >= 30_000 && state.clock === 'RUNNING') {
      announce(t('intervision.spoken.extended', { name: lead }));
    }
  }, [state.phase, state.clock, state.endsAt, state.entry, phase, script.phases.length, announce, say, t, lead]);
}
