export type Finding = 'once' | 'more' | 'less' | 'same';

/** A difference of less than this, as part of all answers, is no finding. */
const worthSaying = 0.2;

/** How many agree (4 or 5) of how many. */
export function agreeing(distribution: readonly number[]): { count: number; total: number } {
  return { count: (distribution[3] ?? 0) + (distribution[4] ?? 0), total: distribution.reduce((sum, each) => sum + each, 0) };
}

/** What the picture of one question says: the last session beside the first one that has totals. */
export function findingOf(points: readonly { distribution: readonly number[] }[]): { finding: Finding; count: number; total: number } {
  const last = agreeing(points[points.length - 1]?.distribution ?? []);
  const first = agreeing(points[0]?.distribution ?? []);
  if (points.length < 2) return { finding: 'once', ...last };
  const change = last.count / last.total - first.count / first.total;
  return { finding: change >= worthSaying ? 'more' : change <= -worthSaying ? 'less' : 'same', ...last };
}
