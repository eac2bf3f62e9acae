import { useFormats } from '../platform/i18n/formats.js';
import { useT } from '../platform/i18n/i18n.js';
import { useConnection } from '../platform/realtime/RealtimeProvider.js';
import { useSession } from '../platform/session/SessionProvider.js';
import { OfflineBar, ReconnectedBar, WarningBar } from '../ui/StatusBar.js';

/** What is true of the whole screen: no connection, connected again, a network that others can read along on. */
export function Bars() {
  const t = useT();
  const formats = useFormats();
  const connection = useConnection();
  const { instance } = useSession();
  return (
    <>
      {instance?.insecureLan ? <WarningBar>{t('bar.insecureLan')}</WarningBar> : null}
      {connection.state === 'offline' ? <OfflineBar>{t('bar.offline')}</OfflineBar> : null}
      {connection.reconnectedAt ? <ReconnectedBar>{t('bar.reconnected', { time: formats.time(connection.reconnectedAt) })}</ReconnectedBar> : null}
    </>
  );
}
