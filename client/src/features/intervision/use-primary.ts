import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { graceWords } from './grace-words.js';
import { primaryAct, type PrimaryAct } from './primary-act.js';
import { useOpenSession } from './session-context.js';
import { useSay } from './use-say.js';

export interface Primary {
  act: PrimaryAct;
  /** what the button says; what it will do */
  label: string;
  /** asked once before it is done; `null`: done at once */
  question: string | null;
  run: () => Promise<boolean>;
}

/** The list in which whoever leads chooses whose case it is. */
export const whoseCase = 'whose-case';

/** On a phone the list is further down, under the buttons. */
export async function toTheList(): Promise<boolean> {
  document.getElementById(whoseCase)?.focus();
  return false;
}

/** The one next step of whoever leads: what it is, what it is called, and doing it. */
export function usePrimary(): Primary {
  const t = useT();
  const say = useSay();
  const formats = useFormats();
  const { page, acts, clock, nameOf: personOf } = useOpenSession();
  const { state, script } = page;
  const { turn } = state;
  const done = primaryAct(page, clock.now());
  const nameOf = (index: number): string => {
    const phase = script.phases[index];
    return phase ? say(phase.name) : '';
  };
  const nothing = async () => false;
  switch (done.kind) {
    case 'openLobby':
      return { act: done, label: t('intervision.primary.openLobby'), question: done.early === null ? null : t('intervision.primary.ask.early', { day: formats.day(done.early) }), run: () => acts.act('openLobby', {}) };
    case 'start':
      return { act: done, label: t('intervision.primary.start'), question: null, run: () => acts.act('startSession', {}) };
    case 'endTimeOut':
      return { act: done, label: t('intervision.primary.endTimeOut'), question: null, run: () => acts.act('endTimeOut', {}) };
    case 'closing':
      return { act: done, label: graceWords(t, say, page), question: null, run: nothing };
    case 'backToNow':
      return { act: done, label: t('intervision.primary.backToNow', { name: nameOf(done.phase) }), question: null, run: () => acts.act('showPhase', { turn, to: done.phase }) };
    case 'closeEntry':
      return {
        act: done,
        label: t(`intervision.primary.close.${done.what}`),
        question: done.ask ? t('intervision.primary.ask.opens') : null,
        run: () => acts.act('closeEntry', { turn }),
      };
    case 'revealNext':
      return {
        act: done,
        label: t('intervision.primary.revealNext', { number: done.number }),
        question: null,
        run: () => acts.act('revealTexts', { turn, which: 'NEXT', opened: done.opened }),
      };
    case 'revealAll':
      return {
        act: done,
        label: t('intervision.primary.revealAll', { count: done.count }),
        question: t('intervision.primary.ask.opens'),
        run: () => acts.act('revealTexts', { turn, which: 'ALL' }),
      };
    case 'chooseCase': {
      const { contributorId } = done;
      if (contributorId === null) return { act: done, label: t('intervision.cue.chooseFirst'), question: null, run: () => toTheList() };
      return { act: done, label: t('intervision.chooseCase', { name: personOf(contributorId) ?? '' }), question: null, run: () => acts.act('chooseCase', { contributorId }) };
    }
    case 'advance':
      return {
        act: done,
        label: t('intervision.primary.advance', { name: nameOf(done.to) }),
        question: t('intervision.primary.ask.advance', { name: nameOf(done.to) }),
        run: () => acts.act('advancePhase', { turn }),
      };
    case 'end':
      return { act: done, label: t('intervision.primary.end'), question: t('intervision.primary.ask.end'), run: () => acts.act('endSession', { turn }) };
    case 'none':
      return { act: done, label: '', question: null, run: nothing };
  }
}
