import { Button } from '@mantine/core';
import { IconArrowDown, IconPlayerTrackNext } from '@tabler/icons-react';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { Avatar } from '../../ui/Avatar.js';
import { IconButton } from '../../ui/IconButton.js';
import styles from './Facilitator.module.css';
import { useOpenSession, type Phase } from './session-context.js';

/** In silence, and where the method gives somebody the floor, there is no order: it would name the wrong person. */
const nobodysTurn = (phase: Phase | null): boolean => phase !== null && ['solo', 'contributor', 'facilitator'].includes(phase.speak);

/** The next in the speaking order; `null` where there is none, or this person does not lead. */
export function useNextSpeaker(): (() => void) | null {
  const { page, phase, acts, may } = useOpenSession();
  const { speakingOrder, speakerId, turn, clock } = page.state;
  if (!may('MOVE_PHASE') || speakingOrder.length === 0 || clock === 'TIME_OUT' || nobodysTurn(phase)) return null;
  return () => void acts.act('nextSpeaker', { turn, after: speakerId });
}

/** Who has the floor and who comes then; whoever leads goes on, or lets somebody come later. */
export function SpeakingOrder() {
  const t = useT();
  const formats = useFormats();
  const { page, phase, acts, nameOf, firstNameOf } = useOpenSession();
  const next = useNextSpeaker();
  const { speakingOrder, speakerId, turn } = page.state;
  if (speakingOrder.length === 0 || nobodysTurn(phase)) return null;
  const at = speakerId === null ? -1 : speakingOrder.indexOf(speakerId);
  const waiting = speakingOrder.slice(at + 1);
  const name = nameOf(speakerId);
  const later = (id: string) => void acts.act('setSpeakers', { turn, order: [...speakingOrder.filter((each) => each !== id), id] });
  return (
    <section aria-label={t('room.order.title')}>
      <div className={styles.request}>
        {speakerId && name && <Avatar id={speakerId} name={name} decorative />}
        <span className="grow">
          <b>{name ? t('intervision.speaks', { name }) : t('intervision.nobodySpeaks')}</b>
          {waiting.length > 0 && <span className="muted">{t('intervision.speaksAfter', { names: formats.list(waiting.slice(0, 2).flatMap((id) => firstNameOf(id) ?? [])) })}</span>}
        </span>
        {next && (
          <IconButton label={t('intervision.nextSpeaker')} onClick={next}>
            <IconPlayerTrackNext size={19} stroke={1.75} aria-hidden />
          </IconButton>
        )}
      </div>
      {next && waiting.length > 1 && (
        <details className={styles.more}>
          <summary>{t('room.order.title')}</summary>
          <ol className={styles.order}>
            {waiting.map((id) => (
              <li key={id}>
                <span className="grow">{nameOf(id)}</span>
                {id !== waiting[waiting.length - 1] && (
                  <Button size="sm" variant="subtle" leftSection={<IconArrowDown size={16} stroke={1.75} aria-hidden />} aria-label={t('room.order.laterFor', { name: firstNameOf(id) ?? '' })} onClick={() => later(id)}>
                    {t('room.order.later')}
                  </Button>
                )}
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}
