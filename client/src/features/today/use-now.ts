import { useEffect, useState } from 'react';

/** The time on this device, to the minute; also right again after sleep. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const tick = () => setNow((before) => (Math.floor(before.getTime() / 60_000) === Math.floor(Date.now() / 60_000) ? before : new Date()));
    const timer = setInterval(tick, 5_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
