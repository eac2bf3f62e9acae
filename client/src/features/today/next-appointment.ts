/** How long it is until something begins, in the unit that says it best; `null` when it has begun. */
export function untilStart(starts: Date, now: Date): { count: number; unit: 'minutes' | 'hours' } | null {
  const minutes = Math.ceil((starts.getTime() - now.getTime()) / 60_000);
  if (minutes <= 0) return null;
  return minutes <= 90 ? { count: minutes, unit: 'minutes' } : { count: Math.round(minutes / 30) / 2, unit: 'hours' };
}

/** More seats than this no longer look like people around a table. */
const seatsMost = 12;

/** Where the people of a circle sit around the ring of 240 units, and how many of them are here. */
export function seatsOf(people: number, here: number): { x: number; y: number; here: boolean }[] {
  const count = Math.min(people, seatsMost);
  return Array.from({ length: count }, (_, at) => {
    const angle = (2 * Math.PI * at) / count;
    return { x: 120 + 111 * Math.sin(angle), y: 120 - 111 * Math.cos(angle), here: at < here };
  });
}
