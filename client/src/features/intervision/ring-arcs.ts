/** One piece of the ring, in degrees from twelve o'clock, clockwise. */
export interface Arc {
  from: number;
  to: number;
}

/** Space between two phases, and the least that a phase of one minute still shows (degrees). */
const gap = 3;
const least = 10;

/** One arc per phase, as long as its planned minutes; the ring is the whole session. */
export function ringArcs(minutes: readonly number[]): Arc[] {
  if (minutes.length === 0) return [];
  const room = 360 - gap * minutes.length;
  const floor = Math.min(least, room / minutes.length);
  const total = minutes.reduce((sum, each) => sum + each, 0) || 1;
  // What short phases get more than their share, the longer ones give.
  const small = new Set(minutes.flatMap((each, at) => ((each / total) * room < floor ? [at] : [])));
  const rest = room - small.size * floor;
  const restMinutes = minutes.reduce((sum, each, at) => (small.has(at) ? sum : sum + each), 0) || 1;
  let at = gap / 2;
  return minutes.map((each, index) => {
    const from = at;
    const to = from + (small.has(index) ? floor : (each / restMinutes) * rest);
    at = to + gap;
    return { from, to };
  });
}

/** A point on the ring: `degrees` from twelve o'clock, in the drawing's 240 units. */
export function onRing(degrees: number, radius: number): { x: number; y: number } {
  const angle = (degrees * Math.PI) / 180;
  return { x: 120 + radius * Math.sin(angle), y: 120 - radius * Math.cos(angle) };
}

/** The path of an arc. */
export function arcPath({ from, to }: Arc, radius: number): string {
  const start = onRing(from, radius);
  const end = onRing(Math.max(to, from + 0.01), radius);
  const long = to - from > 180 ? 1 : 0;
  return `M${start.x.toFixed(2)} ${start.y.toFixed(2)}A${radius} ${radius} 0 ${long} 1 ${end.x.toFixed(2)} ${end.y.toFixed(2)}`;
}
