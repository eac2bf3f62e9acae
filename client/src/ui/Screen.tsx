import { IconArrowLeft } from '@tabler/icons-react';
import { createContext, useContext, useEffect, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useT } from '../platform/i18n/i18n.js';
import styles from './Screen.module.css';

/** What the shell puts into every header: the search field, the bell, the bars below. */
export interface ScreenSlots {
  search: ReactNode;
  phoneSearch: ReactNode;
  bell: ReactNode;
  bars: ReactNode;
}

export const ScreenSlotsContext = createContext<ScreenSlots>({ search: null, phoneSearch: null, bell: null, bars: null });

export interface Crumb {
  label: string;
  to?: string;
}

interface Props {
  /** the subject, for `Onderwerp · Kring`. Of a closed circle: `null`, the title then says only where, never what */
  title: string | null;
  crumbs: Crumb[];
  phone?: {
    /** default: the last crumb */
    title?: string;
    subtitle?: string;
    back?: { to: string; label: string };
    /** instead of search and bell */
    action?: ReactNode;
    /** the bottom bar goes: there is a composer */
    noTabs?: boolean;
  };
  /** the screen fills the window and scrolls inside itself */
  fill?: boolean;
  /** between header and content, over the full width: title and tabs of a circle */
  top?: ReactNode;
  children: ReactNode;
}

/** One screen: header with the way here, and the one `main`. */
export function Screen({ title, crumbs, phone = {}, fill = false, top, children }: Props) {
  const t = useT();
  const slots = useContext(ScreenSlotsContext);
  const shownTitle = title ?? t('title.closed');
  useEffect(() => {
    document.title = `${shownTitle} · Kring`;
  }, [shownTitle]);
  return (
    <div className={styles['screen']} data-fill={fill} data-tabs={phone.noTabs ? 'off' : 'on'}>
      <header className={styles['top']}>
        <nav className={styles['crumbs']} aria-label={t('shell.crumbs')}>
          <ol>
            {crumbs.map((crumb, place) => (
              <li key={`${crumb.label} ${place}`}>
                {crumb.to ? <Link to={crumb.to}>{crumb.label}</Link> : <span aria-current="page">{crumb.label}</span>}
              </li>
            ))}
          </ol>
        </nav>
        <div className="row">
          {slots.search}
          {slots.bell}
        </div>
      </header>
      <header className={styles['phone']}>
        {phone.back ? (
          <Link className={styles['back']} to={phone.back.to} aria-label={phone.back.label}>
            <IconArrowLeft size={22} stroke={1.75} aria-hidden="true" />
          </Link>
        ) : null}
        <div className={styles['phoneTitle']} data-indent={!phone.back}>
          <b className="clip">{phone.title ?? crumbs[crumbs.length - 1]?.label}</b>
          {phone.subtitle ? <small className="clip">{phone.subtitle}</small> : null}
        </div>
        {phone.action ?? (
          <>
            {slots.phoneSearch}
            {slots.bell}
          </>
        )}
      </header>
      {slots.bars}
      {top}
      <main id="main" className={styles['main']} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

/** The usual width of a screen: content with its gutters, at most 1240 wide; `reading` at most 720. */
export function Content({ reading = false, children }: { reading?: boolean; children: ReactNode }) {
  return (
    <div className={styles['content']} data-reading={reading}>
      {children}
    </div>
  );
}
