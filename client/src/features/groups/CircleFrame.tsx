import { useMediaQuery } from '@mantine/hooks';
import { IconChecklist } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, NavLink } from 'react-router';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { AvatarStack } from '../../ui/Avatar.js';
import { Closed } from '../../ui/Closed.js';
import { Screen } from '../../ui/Screen.js';
import { ArchivedBar } from '../../ui/StatusBar.js';
import { Tag } from '../../ui/Tag.js';
import { Visibility } from '../../ui/Visibility.js';
import { wideScreen } from '../../ui/screen-sizes.js';
import { reachOf, reachWords } from '../circles/reach-of.js';
import { agendaPath, decisionsPath, membersPath, settingsPath, topicsPath, useCircle } from './circle-context.js';
import styles from './CircleFrame.module.css';
import { PactCard } from './PactCard.js';

interface Props {
  /** the subject of the page; of a closed circle it is never used */
  subject?: string | undefined;
  /** the screen scrolls inside itself: list and conversation */
  fill?: boolean;
  /** on a phone this is one conversation by itself: no title, no tabs, a way back to the list */
  deep?: boolean;
  phoneAction?: ReactNode;
  children: ReactNode;
}

/** The frame of every page in a circle: what it is, who is inside, who is here, and its tabs. */
export function CircleFrame({ subject, fill = false, deep = false, phoneAction, children }: Props) {
  const t = useT();
  const formats = useFormats();
  const { group, presence } = useCircle();
  const here = t('groups.hereOf', { count: presence.count, members: group.memberCount });
  const pactOpen = group.viewerActions.includes('ACCEPT_PACT');
  // Where list and conversation do not fit beside each other, the conversation leaves no room for the whole text.
  const wide = useMediaQuery(wideScreen, true, { getInitialValueInEffect: false });
  const pactHere = pactOpen && (wide || !deep);
  return (
    <Screen
      title={group.closed ? null : (subject ?? group.name)}
      crumbs={[{ label: t('groups.circles'), to: '/kringen' }, { label: group.name }]}
      fill={fill}
      phone={{
        title: group.name,
        subtitle: presence.count > 0 ? here : t('groups.members', { count: group.memberCount }),
        back: deep
          ? { to: topicsPath(group.id), label: t('discussions.backToTopics') }
          : { to: '/kringen', label: t('groups.backToCircles') },
        action: phoneAction,
        noTabs: deep,
      }}
      top={
        <section aria-label={group.name} className={styles.top}>
          <div className={styles.head} data-deep={deep || undefined}>
            <div className={styles.first}>
              <h1>{group.name}</h1>
              <Tag>{t(`kind.${group.kind}`)}</Tag>
              {group.closed && <Closed />}
              <Visibility reach={reachOf(group)}>{reachWords(t, group)}</Visibility>
              <span className="grow" />
              <WhoIsHere />
            </div>
            <CircleTabs />
          </div>
          {group.archivedAt !== null && (
            <ArchivedBar>{t('groups.archivedOn', { date: formats.date(group.archivedAt) })}</ArchivedBar>
          )}
          {pactHere && <PactCard key={group.pact?.version} />}
          {pactOpen && !pactHere && (
            <Link className={styles.pactLine ?? ''} to={topicsPath(group.id)}>
              <IconChecklist size={18} stroke={1.75} aria-hidden />
              {t(group.pactAcceptedVersion > 0 ? 'groups.pact.readChanged' : 'groups.pact.readFirst')}
            </Link>
          )}
        </section>
      }
    >
      {children}
    </Screen>
  );
}

/** Faces of the people who have this circle open, at most six, and how many there are. */
function WhoIsHere() {
  const t = useT();
  const { presence, nameOf } = useCircle();
  const wide = useMediaQuery(wideScreen, true);
  if (presence.count === 0) return null;
  const people = presence.here.flatMap((id) => {
    const name = nameOf(id);
    return name === undefined ? [] : [{ id, name }];
  });
  return (
    <span className={styles.here}>
      {wide && people.length > 0 && <AvatarStack people={people} count={presence.count} max={6} />}
      <span className="small second">{t('groups.hereNow', { count: presence.count })}</span>
    </span>
  );
}

/** The tabs that work, with how much is in them. */
export function CircleTabs() {
  const t = useT();
  const { group, may } = useCircle();
  const tabs = [
    { to: topicsPath(group.id), label: t('groups.tab.topics'), count: 0 },
    // only closed circles meet for intervision
    ...(group.kind === 'KNOWLEDGE' ? [] : [{ to: agendaPath(group.id), label: t('groups.tab.agenda'), count: 0 }]),
    { to: decisionsPath(group.id), label: t('groups.tab.decisions'), count: group.decisionCount },
    { to: membersPath(group.id), label: t('groups.tab.members'), count: group.memberCount },
    ...(may('CHANGE_GROUP') || may('CHANGE_PACT') || may('ARCHIVE') || may('LEAVE')
      ? [{ to: settingsPath(group.id), label: t('groups.tab.settings'), count: 0 }]
      : []),
  ];
  return (
    <nav className={styles.tabs} aria-label={t('groups.tabs')}>
      {tabs.map((tab) => (
        <NavLink key={tab.to} to={tab.to} className={styles.tab ?? ''}>
          {tab.label}
          {tab.count > 0 && <span className={styles.count}>{tab.count}</span>}
        </NavLink>
      ))}
    </nav>
  );
}
