import { IconAlertTriangle, IconArchive, IconWifi, IconWifiOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './StatusBar.module.css';

type Tone = 'now' | 'ok' | 'plain' | 'danger';

interface Props {
  tone: Tone;
  icon?: ReactNode;
  action?: ReactNode;
  /** who is interrupted by it: losing the connection is assertive, the rest waits its turn */
  live?: 'polite' | 'assertive' | 'off';
  children: ReactNode;
}

/** A slim bar under the header: one true sentence about the whole screen. */
export function StatusBar({ tone, icon, action, live = 'off', children }: Props) {
  return (
    <div className={styles['bar']} data-tone={tone} {...(live === 'off' ? {} : { role: 'status', 'aria-live': live })}>
      {icon}
      <span className="grow">{children}</span>
      {action}
    </div>
  );
}

const icon = { size: 19, stroke: 1.75, 'aria-hidden': true as const };

export const OfflineBar = ({ children }: { children: ReactNode }) => (
  <StatusBar tone="now" live="assertive" icon={<IconWifiOff {...icon} />}>
    {children}
  </StatusBar>
);
export const ReconnectedBar = ({ children }: { children: ReactNode }) => (
  <StatusBar tone="ok" live="polite" icon={<IconWifi {...icon} />}>
    {children}
  </StatusBar>
);
export const ArchivedBar = ({ children, action }: { children: ReactNode; action?: ReactNode }) => (
  <StatusBar tone="plain" icon={<IconArchive {...icon} />} action={action}>
    {children}
  </StatusBar>
);
export const WarningBar = ({ children }: { children: ReactNode }) => (
  <StatusBar tone="now" icon={<IconAlertTriangle {...icon} />}>
    {children}
  </StatusBar>
);
