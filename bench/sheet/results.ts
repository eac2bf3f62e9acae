import type { FanOutFigures, FanOutSide } from '../meters/fan-out.js';
import { cpuOfRequest, type PageFigures, ratios, type Side } from '../meters/page-rounds.js';
import type { SessionFigures } from '../meters/sessions.js';
import type { StartUpFigures } from '../meters/start-up.js';
import { median, type Spread, spread } from './statistics.js';

/** Everything that one run found; what is written to `results.json`. */
export interface Results {
  at: string;
  scale: string;
  messages: number;
  machine: { processors: number; model: string; memoryGb: number; node: string; postgres: string };
  /** share of one processor that other programs used meanwhile, median of the rounds */
  foreign: number;
  pages: PageFigures[];
  fanOut: FanOutFigures[];
  /** null when it was not measured */
  sessions: SessionFigures | null;
  startUp: StartUpFigures | null;
  /** page → our CPU ms per request at 10,000 and at 1,000,000 messages, per round */
  growth: { name: string; small: number[]; large: number[] }[];
  seconds: number;
}

/** A figure beside what it should be. */
export interface Line {
  what: string;
  figure: string;
  target: string;
  ok: boolean | null;
}

const two = (value: number): string => value.toFixed(2);
const shown = (value: Spread): string => `${two(value.median)} [${two(value.min)}..${two(value.max)}]`;

/** What the pages may cost at most, as a multiple of raw; the first mark is decisions 35, the second is the mark after it. */
export const pageTargets: Record<string, { first: number; next: number }> = {
  circle: { first: 2.5, next: 2 },
  topic: { first: 2.5, next: 2 },
  home: { first: 2, next: 1.5 },
};

export const cpuRatio = (page: PageFigures, connections: number): Spread => spread(ratios(page, connections, cpuOfRequest));

const medianOf = (page: PageFigures, connections: number, side: Side, of: (stretch: PageFigures['stretches'][string]['ours'][number]) => number): number =>
  median(page.stretches[connections]![side].map(of));

export const cpuPerDelivery = (figures: FanOutFigures, side: FanOutSide): number => median(figures.busy[side].map((one) => one.cpu));

/** Our cost of handing a message on, without that of writing it, in µs per delivery. */
export const handingOn = (figures: FanOutFigures): number => cpuPerDelivery(figures, 'ours') - (figures.writing * 1_000) / figures.sockets;

function pageLines(results: Results): Line[] {
  const lines: Line[] = [];
  for (const page of results.pages) {
    const target = pageTargets[page.name];
    for (const connections of Object.keys(page.stretches).map(Number)) {
      const ratio = cpuRatio(page, connections);
      lines.push({ what: `${page.name}: CPU of a request, c=${connections}`, figure: `${shown(ratio)} x raw`, target: target ? `<= ${target.first} (next ${target.next})` : '', ok: target ? ratio.median <= target.first : null });
    }
    if (!target) continue;
    const half = spread(ratios(page, 8, (one) => one.perSecond));
    const p50 = spread(ratios(page, 1, (one) => one.p50));
    lines.push({ what: `${page.name}: requests per second, c=8`, figure: `${shown(half)} x raw`, target: '>= 0.5', ok: half.median >= 0.5 });
    lines.push({ what: `${page.name}: p50, c=1`, figure: `${shown(p50)} x raw`, target: '<= 2.5', ok: p50.median <= 2.5 });
    lines.push({ what: `${page.name}: bytes, plain and gzip`, figure: `${page.bytes.ours.plain} (raw ${page.bytes.raw.plain}), ${page.bytes.ours.gzip}`, target: '', ok: null });
  }
  const pair = (a: string, b: string, what: string): void => {
    const [one, other] = [a, b].map((name) => results.pages.find((page) => page.name === name));
    if (!one || !other) return;
    const times = medianOf(other, 8, 'ours', cpuOfRequest) / medianOf(one, 8, 'ours', cpuOfRequest);
    lines.push({ what, figure: `${two(times)} x`, target: '<= 1.2', ok: times <= 1.2 });
  };
  pair('topic-first', 'topic-deep', 'a page deep in the longest conversation, to its first page (CPU)');
  pair('home-little', 'home-much', 'Today with 100,000 unread, to 10 unread (CPU)');
  return lines;
}

function fanOutLines(results: Results): Line[] {
  return results.fanOut.flatMap((figures) => {
    const bare = cpuPerDelivery(figures, 'socketio');
    const all = cpuPerDelivery(figures, 'ours');
    const handing = handingOn(figures);
    const many = figures.sockets >= 500;
    // to ten sockets a message costs less than the ticks that CPU time is counted in
    const ratio = figures.sockets < 100 ? 'too little to count' : `${two(handing / bare)} x (with the writing ${two(all / bare)} x; to the floor ${two(handing / cpuPerDelivery(figures, 'floor'))} x)`;
    const calm = (side: FanOutSide): Spread => spread(figures.calm[side].map((one) => one.p50));
    return [
      { what: `N=${figures.sockets}: CPU of a delivery, to bare socket.io`, figure: ratio, target: many ? '<= 1.2' : '', ok: many ? handing / bare <= 1.2 : null },
      { what: `N=${figures.sockets}: post until a socket has it, p50 (bare socket.io)`, figure: `${calm('ours').median.toFixed(1)} ms (${calm('socketio').median.toFixed(1)} ms)`, target: '', ok: null },
      { what: `N=${figures.sockets}: lost, twice`, figure: `${figures.lost}, ${figures.duplicates}`, target: '0, 0', ok: figures.lost === 0 && figures.duplicates === 0 },
    ];
  });
}

/** How far apart the people of one session are when it moves, and many who come in at once. */
function sessionLines({ sessions }: Results): Line[] {
  if (!sessions) return [];
  const { rounds, storm, lost } = sessions;
  const of = (side: 'ours' | 'socketio', what: 'skewP99' | 'allP99'): Spread => spread(rounds[side].map((round) => round[what]));
  const [ours, bare] = [of('ours', 'skewP99'), of('socketio', 'skewP99')];
  const size = `${sessions.sessions} sessions, ${sessions.people} people`;
  return [
    { what: `${size}: a phase, first to last of a session, p99 (bare socket.io)`, figure: `${shown(ours)} ms (${shown(bare)} ms), ${two(ours.median / bare.median)} x`, target: '< 500 ms', ok: ours.median < 500 },
    { what: `${size}: press until the last of a session has it, p99 (bare socket.io)`, figure: `${of('ours', 'allP99').median.toFixed(0)} ms (${of('socketio', 'allP99').median.toFixed(0)} ms)`, target: '', ok: null },
    { what: `${size}: moves that did not arrive`, figure: String(lost), target: '0', ok: lost === 0 },
    {
      what: `${storm.ours.people} people into one session at once: all in, with the page (sockets only, bare socket.io)`,
      figure: `${storm.ours.complete.toFixed(0)} ms (${storm.ours.sockets.toFixed(0)} ms, ${storm.socketio.sockets.toFixed(0)} ms), ${two(storm.ours.sockets / storm.socketio.sockets)} x for the sockets`,
      target: '< 30,000 ms',
      ok: storm.ours.complete < 30_000,
    },
    { what: `${storm.ours.people} people into one session: CPU of the server for each (bare socket.io), refused`, figure: `${two(storm.ours.cpu)} ms (${two(storm.socketio.cpu)} ms), ${storm.ours.refused}`, target: '0 refused', ok: storm.ours.refused === 0 },
  ];
}

function otherLines({ startUp, fanOut, growth }: Results): Line[] {
  const lines: Line[] = [];
  if (startUp) {
    const server = median(startUp.server);
    const whole = median(startUp.whole);
    lines.push({ what: 'start: server, database running (raw)', figure: `${server.toFixed(0)} ms (${median(startUp.raw).toFixed(0)} ms), CPU ${median(startUp.cpu).toFixed(0)} ms`, target: '<= 2,500 ms', ok: server <= 2_500 });
    lines.push({ what: 'start: everything, with its own database', figure: `${whole.toFixed(0)} ms`, target: '<= 2,500 ms', ok: whole <= 2_500 });
    lines.push({ what: 'memory, idle (raw)', figure: `${startUp.idleMemory.toFixed(0)} MB (${startUp.rawMemory.toFixed(0)} MB)`, target: '<= 150 MB', ok: startUp.idleMemory <= 150 });
  }
  const last = fanOut.at(-1);
  if (last) {
    const { before, after } = last.memory.ours;
    lines.push({ what: `memory with ${last.sockets} sockets`, figure: `${after.toFixed(0)} MB, ${(((after - before) * 1_024) / last.sockets).toFixed(0)} KB a socket`, target: '<= 250 MB', ok: after <= 250 });
  }
  for (const { name, small, large } of growth) {
    const times = median(large) / median(small);
    lines.push({ what: `${name}: CPU at 1,000,000 messages, to 10,000`, figure: `${two(times)} x`, target: '<= 1.3', ok: times <= 1.3 });
  }
  return lines;
}

/** Every figure as a ratio where there is one, beside its target. */
export const linesOf = (results: Results): Line[] => [...pageLines(results), ...fanOutLines(results), ...sessionLines(results), ...otherLines(results)];

/** The table on the screen. */
export function tableOf(results: Results): string {
  const lines = linesOf(results);
  const width = Math.max(...lines.map((line) => line.what.length));
  const figures = Math.max(...lines.map((line) => line.figure.length));
  return lines.map((line) => `${line.ok === null ? '   ' : line.ok ? ' ok' : ' NO'}  ${line.what.padEnd(width)}  ${line.figure.padEnd(figures)}  ${line.target}`).join('\n');
}
