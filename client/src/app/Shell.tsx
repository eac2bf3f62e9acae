import { useQuery } from '@apollo/client/react';
import { useMemo, useState } from 'react';
import { Outlet, useLocation } from 'react-router';
import { groupStream } from '../../../schema/realtime/streams.js';
import { BellButton } from '../features/bell/BellButton.js';
import { GoToField } from '../features/go-to/GoToField.js';
import { GoToSheet } from '../features/go-to/GoToSheet.js';
import { HomeDocument, type GroupCardFragment } from '../generated/graphql.js';
import { ScreenBoundary } from '../platform/errors/ScreenBoundary.js';
import { useT } from '../platform/i18n/i18n.js';
import { useStream } from '../platform/realtime/use-stream.js';
import { Screen, ScreenSlotsContext, type ScreenSlots } from '../ui/Screen.js';
import { ScreenFailed } from '../ui/ScreenFailed.js';
import { SkipLink } from '../ui/SkipLink.js';
import { Bars } from './Bars.js';
import { BottomBar } from './BottomBar.js';
import { FocusOnNavigate } from './FocusOnNavigate.js';
import styles from './Shell.module.css';
import { ShortcutHelp } from './ShortcutHelp.js';
import { SideBar } from './SideBar.js';

/** Follows every circle of this person, so that what is new counts everywhere at once. */
function FollowCircle({ group }: { group: GroupCardFragment }) {
  useStream(groupStream(group.id), group.asOf);
  return null;
}

/** Side bar, bottom bar, header parts and one boundary per screen. Only what works is in it (decisions 32). */
export function Shell() {
  const t = useT();
  const { data } = useQuery(HomeDocument, { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' });
  const location = useLocation();
  const [finding, setFinding] = useState(false);
  const groups = data?.home.groups ?? [];
  const slots = useMemo<ScreenSlots>(
    () => ({
      search: (
        <>
          <GoToField />
          <span className={styles['tabletOnly']}>
            <GoToSheet.Opener onOpen={() => setFinding(true)} />
          </span>
        </>
      ),
      phoneSearch: <GoToSheet.Opener onOpen={() => setFinding(true)} />,
      bell: <BellButton />,
      bars: <Bars />,
    }),
    [],
  );
  return (
    <ScreenSlotsContext.Provider value={slots}>
      <SkipLink />
      <FocusOnNavigate />
      {groups.map((group) => (
        <FollowCircle key={group.id} group={group} />
      ))}
      <div className={styles['app']}>
        <SideBar groups={groups} />
        <ScreenBoundary
          resetKey={location.key}
          fallback={(failure, reset) => (
            <Screen title={t('screen.failedTitle')} crumbs={[{ label: t('screen.failedTitle') }]}>
              <div className={styles['failed']}>
                <ScreenFailed error={failure} onRetry={reset} />
              </div>
            </Screen>
          )}
        >
          <Outlet />
        </ScreenBoundary>
        <BottomBar groups={groups} />
      </div>
      <GoToSheet opened={finding} onClose={() => setFinding(false)} />
      <ShortcutHelp />
    </ScreenSlotsContext.Provider>
  );
}
