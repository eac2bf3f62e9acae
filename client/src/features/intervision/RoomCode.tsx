import { useT } from '../../platform/i18n/i18n.js';
import styles from './RoomCode.module.css';
import { QrCode } from './QrCode.js';
import { roomAddress, spacedCode } from './room-address.js';
import { useOpenSession } from './session-context.js';

/** How somebody in the room finds this session on their phone: a code, and a picture of it for the camera. It opens nothing. */
export function RoomCode() {
  const t = useT();
  const { page } = useOpenSession();
  if (!page.roomCode) return null;
  return (
    <section className={styles.block}>
      <h2>{t('room.join')}</h2>
      <div className={styles.pair}>
        <QrCode text={roomAddress(page.roomCode)} label={t('room.qrLabel', { code: spacedCode(page.roomCode) })} className={styles.qr ?? ''} />
        <p>
          <b className={styles.code}>{spacedCode(page.roomCode)}</b>
          <span className="small second">{t('room.joinHint', { address: `${window.location.host}/kamer` })}</span>
        </p>
      </div>
    </section>
  );
}
