import { IconEar, IconEyeOff, IconLock } from '@tabler/icons-react';
import { useT } from '../../platform/i18n/i18n.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { Mark } from '../../ui/Mark.js';
import styles from './Beamer.module.css';
import { FittedWords } from './FittedWords.js';
import { clockText, isLong, shareGone } from './phase-clock.js';
import { QrCode } from './QrCode.js';
import { readySeats } from './ready-count.js';
import { RingDrawing, type Seat } from './RingDrawing.js';
import { roomAddress, spacedCode } from './room-address.js';
import type { ServerClock } from './server-clock.js';
import type { BeamerPage } from './use-beamer.js';
import { useSay } from './use-say.js';
import { useSecond, useSecondsTo } from './use-session-clock.js';

interface Props {
  page: BeamerPage;
  clock: ServerClock;
  /** false: what is on screen may be old */
  sure: boolean;
  /** nobody was heard for too long: only the ring stays */
  lost?: boolean;
}

/** One thought for the whole room, readable at six metres; nobody by name. */
export function BeamerView({ page, clock, sure, lost = false }: Props) {
  const t = useT();
  if (page.scene === 'NOTHING') return <Blank />;
  const ringOnly = lost || page.scene === 'TIME' || page.scene === 'PAUSE';
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <Mark size={46} />
        {page.circle !== '' && <span className={styles.circle}>{page.circle}</span>}
        {!lost && (
          <span className={styles.lock}>
            <IconLock stroke={1.75} aria-hidden />
            {t('closed')}
          </span>
        )}
        {!lost && page.scene !== 'LOBBY' && <span className={styles.where}>{t('intervision.phaseNumber', { number: page.phase + 1, count: page.phases.length })}</span>}
      </header>
      <main id="main" className={`${styles.middle} ${ringOnly ? styles.alone : ''}`} aria-live="polite" aria-atomic="true">
        {ringOnly ? <h1 className="hidden-text">{t('room.beamer.title')}</h1> : <section>{page.scene === 'LOBBY' ? <Lobby page={page} /> : <Thought page={page} />}</section>}
        {page.scene === 'LOBBY' && !lost ? <Join page={page} /> : <Clock page={page} clock={clock} sure={sure} lost={lost} />}
      </main>
      <footer>
        {!lost && page.scene !== 'LOBBY' && (
          <>
            <Bars page={page} clock={clock} />
            <Names page={page} />
          </>
        )}
      </footer>
    </div>
  );
}

/** The mark, and nothing else. */
export function Blank({ children }: { children?: React.ReactNode }) {
  const t = useT();
  return (
    <main id="main" className={styles.blank}>
      <h1 className="hidden-text">{t('room.beamer.title')}</h1>
      <Mark size={96} />
      {children}
    </main>
  );
}

function Lobby({ page }: { page: BeamerPage }) {
  const t = useT();
  const say = useSay();
  return (
    <>
      <p className={styles.kicker}>{t('intervision.title')}</p>
      <h1 className={styles.title}>{say(page.method)}</h1>
      <div className={styles.facts}>
        {page.place !== '' && <p>{page.place}</p>}
        <p>{t('intervision.hereNow', { count: page.here, people: page.people })}</p>
      </div>
    </>
  );
}

function Join({ page }: { page: BeamerPage }) {
  const t = useT();
  if (!page.roomCode) return <span />;
  const address = roomAddress(page.roomCode);
  return (
    <div className={styles.join}>
      <QrCode text={address} label={t('room.qrLabel', { code: spacedCode(page.roomCode) })} className={styles.qr ?? ''} />
      <span className={styles.code}>{spacedCode(page.roomCode)}</span>
      <span>{t('room.beamer.joinAt', { address: roomAddress('').replace(/^https?:\/\//, '').replace(/\/$/, '') })}</span>
    </div>
  );
}

function Thought({ page }: { page: BeamerPage }) {
  const t = useT();
  const say = useSay();
  const { scene, texts } = page;
  const name = page.name ? say(page.name) : '';
  const asked = page.instruction ? say(page.instruction) : '';
  const closing = page.closing && <p className={styles.foot}>{t('intervision.grace')}</p>;
  if (scene === 'NOTE')
    return (
      <>
        <h1 className={styles.kicker}>{page.number !== null && page.of !== null ? t('room.beamer.note', { number: page.number, count: page.of }) : name}</h1>
        <FittedWords text={texts[0]?.body ?? ''} />
        {page.listening && (
          <p className={styles.foot}>
            <IconEar stroke={1.75} aria-hidden />
            {t('room.beamer.listen')}
          </p>
        )}
      </>
    );
  if (scene === 'VOTE' || scene === 'LIST') {
    const known = texts.some(({ votes }) => votes !== null);
    return (
      <>
        <h1 className={styles.kicker}>{known ? t('room.beamer.chosen') : name}</h1>
        <ul className={styles.list}>
          {texts.map((text, at) => (
            <li key={at} data-leading={text.leading || undefined}>
              <span className={text.brought ? '' : 'voice'}>{text.brought ? say(text.brought) : text.body}</span>
              {text.votes !== null && <span>{t('intervision.vote.votes', { count: text.votes })}</span>}
            </li>
          ))}
        </ul>
        {closing}
      </>
    );
  }
  if (scene === 'WORDS')
    return (
      <>
        <h1 className={styles.kicker}>{name}</h1>
        <FittedWords text={texts.map(({ body }) => body).join('\n')} />
        {closing}
      </>
    );
  return (
    <>
      <h1 className={styles.kicker}>{name}</h1>
      <FittedWords text={asked} prompt />
      {scene === 'WRITING' && (
        <p className={`${styles.foot} ${styles.private}`}>
          <IconEyeOff stroke={1.75} aria-hidden />
          {t('room.beamer.private')}
        </p>
      )}
      {closing}
    </>
  );
}

function Clock({ page, clock, sure, lost }: Props & { lost: boolean }) {
  const t = useT();
  const formats = useFormats();
  useSecondsTo(page.clock === 'RUNNING' ? page.endsAt : null, clock);
  const halted = page.clock !== 'RUNNING';
  const left = halted ? page.remainingMs : page.endsAt === null ? null : Date.parse(page.endsAt) - clock.now();
  const minutes = (page.phases[page.phase]?.minutes ?? 1) / page.speed;
  const count = page.writers !== null && page.ready !== null ? { ready: page.ready, writers: page.writers } : null;
  const seats: Seat[] = count ? readySeats(count) : Array.from({ length: page.here }, (_, at) => ({ key: String(at), kind: 'here' }));
  const below = count
    ? t('intervision.readyShort', { count: count.ready, writers: count.writers })
    : page.endsAt && (page.speed > 1 ? t('practice.fasterShort', { speed: page.speed }) : t('intervision.until', { time: formats.time(page.endsAt) }));
  const spoken = halted ? t(page.clock === 'PAUSED' ? 'intervision.clock.paused' : 'intervision.clock.timeOut') : left === null ? '' : left <= 0 ? t('intervision.time.over') : t('intervision.time.left', { count: Math.ceil(left / 60_000) });
  return (
    <div className={styles.clock} aria-live="off">
      <RingDrawing
        label={spoken}
        minutes={page.phases.map((phase) => phase.minutes)}
        at={page.phase}
        share={left === null ? 0 : shareGone(left, minutes)}
        halted={halted}
        radius={88}
        width={15}
        seats={lost ? [] : seats}
        seatRadius={7}
      />
      <div className={styles.time}>
        {lost ? (
          <b data-words>{t('room.beamer.lost')}</b>
        ) : halted ? (
          <b data-words>{t(page.clock === 'PAUSED' ? 'intervision.clock.pausedShort' : 'intervision.clock.timeOutShort')}</b>
        ) : (
          left !== null && <b data-long={isLong(clockText(left, sure)) || undefined}>{clockText(left, sure)}</b>
        )}
        {!lost && !halted && below && <small>{below}</small>}
      </div>
    </div>
  );
}

/** The names below the bars: what is now, and what comes. They begin where their bar begins, and move to the left when there is no room. */
function Names({ page }: { page: BeamerPage }) {
  const say = useSay();
  const minutes = page.phases.map((phase) => phase.minutes);
  const all = minutes.reduce((sum, of) => sum + of, 0);
  const share = (upTo: number): number => minutes.slice(0, upTo).reduce((sum, of) => sum + of, 0) / all;
  const width = (from: number, to: number): string => `calc((100% - ${minutes.length - 1} * var(--gap)) * ${share(to) - share(from)} + ${to - from} * var(--gap))`;
  const now = page.phases[page.phase];
  const next = page.phases[page.phase + 1];
  return (
    <p className={styles.names} aria-hidden style={{ gridTemplateColumns: `minmax(0, ${width(0, page.phase)}) minmax(${width(page.phase, page.phase + 1)}, max-content) max-content 1fr` }}>
      <span />
      <b>{now && say(now.name)}</b>
      <span>{next && say(next.name)}</span>
    </p>
  );
}

function Bars({ page, clock }: { page: BeamerPage; clock: ServerClock }) {
  const t = useT();
  const say = useSay();
  useSecond();
  const left = page.clock !== 'RUNNING' ? page.remainingMs : page.endsAt === null ? null : Date.parse(page.endsAt) - clock.now();
  const gone = left === null ? 0 : Math.round(shareGone(left, (page.phases[page.phase]?.minutes ?? 1) / page.speed) * 100);
  return (
    <ol className={styles.bars} aria-label={t('intervision.runSheet')} style={{ gridTemplateColumns: page.phases.map(({ minutes }) => `minmax(0, ${minutes}fr)`).join(' ') }}>
      {page.phases.map((phase, at) => (
        <li
          key={at}
          data-done={at < page.phase || undefined}
          data-now={at === page.phase || undefined}
          aria-current={at === page.phase ? 'step' : undefined}
          style={{ '--gone': `${gone}%` } as React.CSSProperties}
        >
          <span className="hidden-text">{say(phase.name)}</span>
        </li>
      ))}
    </ol>
  );
}
