/** Plots as SVG text. Colours come from the page's style sheet, so that they follow light and dark. */
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escapeText = (text: string): string => text.replace(/[&<>"]/g, (letter) => escapes[letter]!);

export interface Bar {
  label: string;
  value: number;
  /** lowest and highest round */
  from?: number;
  to?: number;
  /** `ours`, `raw`, `peer`: the class that colours it */
  kind: string;
  note?: string;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Lying bars from zero, with whiskers for the rounds and dashed lines for targets. */
export function bars(title: string, unit: string, rows: readonly Bar[], targets: readonly { value: number; label: string }[] = []): string {
  const [left, width, height, top] = [300, 460, 30, 34];
  const most = Math.max(...rows.map((row) => row.to ?? row.value), ...targets.map((target) => target.value)) * 1.06;
  const x = (value: number): number => round(left + (value / most) * width);
  const bottom = top + rows.length * height;
  const drawn = rows.map((row, number) => {
    const y = top + number * height;
    const whisker =
      row.from === undefined || row.to === undefined
        ? ''
        : `<path class="whisker" d="M${x(row.from)} ${y + 10}H${x(row.to)}M${x(row.from)} ${y + 6}v8M${x(row.to)} ${y + 6}v8"/>`;
    return `<text class="label" x="${left - 10}" y="${y + 14}">${escapeText(row.label)}</text>
      <rect class="${row.kind}" x="${left}" y="${y + 2}" width="${round(x(row.value) - left)}" height="16" rx="2"/>${whisker}
      <text class="value" x="${round(x(Math.max(row.value, row.to ?? 0)) + 8)}" y="${y + 14}">${escapeText(row.note ?? `${row.value.toFixed(2)} ${unit}`)}</text>`;
  });
  const lines = targets.map((target) => `<path class="target" d="M${x(target.value)} ${top - 8}V${bottom}"/><text class="target-label" x="${x(target.value)}" y="${top - 13}">${escapeText(target.label)}</text>`);
  return `<figure><figcaption>${escapeText(title)}</figcaption><svg viewBox="0 0 900 ${bottom + 8}" role="img" aria-label="${escapeText(title)}">${drawn.join('')}${lines.join('')}</svg></figure>`;
}

export interface Series {
  label: string;
  kind: string;
  points: readonly { x: number; y: number }[];
}

/** Lines over N with both axes logarithmic. */
export function lines(title: string, xTitle: string, yTitle: string, series: readonly Series[]): string {
  const [left, top, width, height] = [70, 30, 620, 260];
  const all = series.flatMap((one) => one.points).filter((point) => point.y > 0);
  const bounds = (values: number[]): [number, number] => [Math.log10(Math.min(...values)) - 0.08, Math.log10(Math.max(...values)) + 0.08];
  const [x0, x1] = bounds(all.map((point) => point.x));
  const [y0, y1] = bounds(all.map((point) => point.y));
  const x = (value: number): number => round(left + ((Math.log10(value) - x0) / (x1 - x0 || 1)) * width);
  const y = (value: number): number => round(top + height - ((Math.log10(value) - y0) / (y1 - y0 || 1)) * height);
  const ticks: number[] = [];
  for (let power = Math.floor(y0); power <= y1; power += 1) for (const step of [1, 2, 5]) if (Math.log10(step * 10 ** power) >= y0 && Math.log10(step * 10 ** power) <= y1) ticks.push(step * 10 ** power);
  const grid = ticks.map((tick) => `<path class="grid" d="M${left} ${y(tick)}H${left + width}"/><text class="tick" x="${left - 8}" y="${y(tick) + 4}">${Number(tick.toPrecision(2))}</text>`);
  const xs = [...new Set(all.map((point) => point.x))].map((value) => `<text class="tick middle" x="${x(value)}" y="${top + height + 18}">${value}</text>`);
  const drawn = series.map(({ label, kind, points }) => {
    const known = points.filter((point) => point.y > 0);
    const last = known.at(-1);
    if (!last) return '';
    const path = known.map((point, number) => `${number ? 'L' : 'M'}${x(point.x)} ${y(point.y)}`).join('');
    const dots = known.map((point) => `<circle class="${kind}" cx="${x(point.x)}" cy="${y(point.y)}" r="4"><title>${escapeText(label)}, ${point.x}: ${point.y.toFixed(2)}</title></circle>`).join('');
    return `<path class="line ${kind}" d="${path}"/>${dots}<text class="series" x="${x(last.x) + 10}" y="${y(last.y) + 4}">${escapeText(label)}</text>`;
  });
  return `<figure><figcaption>${escapeText(title)}</figcaption><svg viewBox="0 0 900 ${top + height + 46}" role="img" aria-label="${escapeText(title)}">${grid.join('')}${xs.join('')}
    <text class="tick" x="${left - 8}" y="${top - 12}">${escapeText(yTitle)}</text><text class="tick middle" x="${left + width / 2}" y="${top + height + 38}">${escapeText(xTitle)}</text>${drawn.join('')}</svg></figure>`;
}
