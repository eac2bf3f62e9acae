import { useApolloClient } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { IconDeviceProjector } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import type { BeamerShows } from '../../generated/graphql.js';
import { useT } from '../../platform/i18n/i18n.js';
import { TextField } from '../../ui/TextField.js';
import { Visibility } from '../../ui/Visibility.js';
import { AskOnce } from './AskOnce.js';
import styles from './Facilitator.module.css';
import { changeSession } from './session-cache.js';
import { useOpenSession } from './session-context.js';

/** Sets what the screen in the room shows, here at once: the next press begins from there. */
export function useShowOnBeamer(): (shows: BeamerShows) => void {
  const client = useApolloClient();
  const { page, acts } = useOpenSession();
  return (shows) => {
    changeSession(client.cache, page.session.id, () => ({ beamer: shows }));
    void acts.act('showOnBeamer', { shows });
  };
}

/** The screen in the room, for whoever leads: pairing it, what it shows, taking it away. */
export function BeamerControls() {
  const { page, may } = useOpenSession();
  if (!may('SHOW_ON_BEAMER')) return null;
  return page.beamer === null ? <Pairing /> : <Paired shows={page.beamer} />;
}

function Pairing() {
  const t = useT();
  const { acts } = useOpenSession();
  const [code, setCode] = useState('');
  const [open, setOpen] = useState(false);
  const refused = acts.failure?.act === 'pairBeamer' && acts.failure.error.code === 'INVALID_INPUT';
  const pair = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '') void acts.act('pairBeamer', { code }).then((done) => done && setCode(''));
  };
  return (
    <details className={styles.more} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('room.beamer.pair')}</summary>
      <form className={styles.choose} onSubmit={pair}>
        <p className="small second">{t('room.beamer.open', { address: `${window.location.host}/beamer` })}</p>
        <TextField
          name="beamer-code"
          label={t('room.beamer.code')}
          value={code}
          onChange={(next) => {
            setCode(next);
            if (refused) acts.clearFailure();
          }}
          autoComplete="off"
          maxLength={16}
          problem={refused ? t('room.beamer.wrongCode') : undefined}
        />
        <Visibility reach="circle">{t('room.beamer.everybodyReads')}</Visibility>
        <Button type="submit" variant="default" loading={acts.busy === 'pairBeamer'}>
          {t('room.beamer.pairDo')}
        </Button>
      </form>
    </details>
  );
}

function Paired({ shows }: { shows: BeamerShows }) {
  const t = useT();
  const { acts } = useOpenSession();
  const show = useShowOnBeamer();
  const toggle = (what: 'TIME' | 'NOTHING', label: string) => (
    <Button
      size="sm"
      variant={shows === what ? 'filled' : 'default'}
      aria-pressed={shows === what}
      onClick={() => show(shows === what ? 'ALL' : what)}
    >
      {label}
    </Button>
  );
  return (
    <section className={styles.beamer} aria-label={t('room.beamer.title')}>
      <p className={styles.request}>
        <IconDeviceProjector size={19} stroke={1.75} aria-hidden />
        <span className="grow">
          <b>{t('room.beamer.title')}</b>
          <span className="muted">{t(`room.beamer.shows.${shows}`)}</span>
        </span>
      </p>
      <div className="row-wrap">
        {toggle('NOTHING', t('room.beamer.blank'))}
        {toggle('TIME', t('room.beamer.timeOnly'))}
        <AskOnce label={t('room.beamer.disconnect')} question={t('room.beamer.disconnectQuestion')} onYes={() => void acts.act('endBeamer', {})} />
      </div>
    </section>
  );
}
