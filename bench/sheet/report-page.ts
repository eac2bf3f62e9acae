import { cpuOfRequest, type PageFigures, type Side } from '../meters/page-rounds.js';
import { type Bar, bars, escapeText, lines } from './plots.js';
import { cpuPerDelivery, cpuRatio, handingOn, linesOf, pageTargets, type Results } from './results.js';
import { median } from './statistics.js';

const style = `
  :root { color-scheme: light dark; --ink: #1d2433; --soft: #5b6475; --paper: #fbfaf7; --line: #dcd8cf; --ours: #1f6f5c; --raw: #9aa3b2; --peer: #c58a2b; --bad: #a83232; }
  @media (prefers-color-scheme: dark) { :root { --ink: #e8e6e1; --soft: #a3a9b6; --paper: #16191f; --line: #333a46; --ours: #58b99d; --raw: #7c8697; --peer: #dca64c; --bad: #e57373; } }
  body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
  h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem; } p, figcaption { color: var(--soft); max-width: 46rem; }
  figure { margin: 1.25rem 0; } figcaption { font-weight: 600; color: var(--ink); margin-bottom: .25rem; } svg { width: 100%; height: auto; overflow: visible; }
  text { fill: var(--ink); font-size: 13px; } .label, .tick { text-anchor: end; } .middle, .target-label { text-anchor: middle; } .tick, .target-label { fill: var(--soft); font-size: 12px; }
  rect.ours, circle.ours { fill: var(--ours); } rect.raw, circle.raw { fill: var(--raw); } rect.peer, circle.peer { fill: var(--peer); }
  .line { fill: none; stroke-width: 2; } .line.ours { stroke: var(--ours); } .line.raw { stroke: var(--raw); } .line.peer { stroke: var(--peer); }
  .grid { stroke: var(--line); } .whisker { stroke: var(--ink); fill: none; opacity: .7; } .target { stroke: var(--bad); stroke-dasharray: 4 4; }
  table { border-collapse: collapse; width: 100%; font-size: .9rem; } td, th { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; } .no { color: var(--bad); font-weight: 600; }`;

const names: Record<Side, string> = { ours: 'Kring', raw: 'raw' };

function pagePlots(pages: readonly PageFigures[]): string {
  const ratioBars = pages.flatMap((page) =>
    Object.keys(page.stretches).map(Number).map((connections): Bar => {
      const { median: value, min, max } = cpuRatio(page, connections);
      return { label: `${page.name}, c=${connections}`, value, from: min, to: max, kind: 'ours' };
    }),
  );
  const targets = [{ value: 1, label: 'raw' }, ...[...new Set(Object.values(pageTargets).map((target) => target.first))].map((value) => ({ value, label: `<= ${value}` }))];
  const speed = pages.flatMap((page) => (['ours', 'raw'] as const).map((side): Bar => {
    const value = median(page.stretches[8]![side].map((one) => one.perSecond));
    return { label: `${page.name}: ${names[side]}`, value, kind: side, note: `${value.toFixed(0)}/s, p95 ${median(page.stretches[8]![side].map((one) => one.p95)).toFixed(1)} ms` };
  }));
  const parts = pages.flatMap((page) => (['ours', 'raw'] as const).map((side): Bar => {
    const of = (what: 'server' | 'database'): number => median(page.stretches[8]![side].map((one) => one[what]));
    return { label: `${page.name}: ${names[side]}`, value: median(page.stretches[8]![side].map(cpuOfRequest)), kind: side, note: `${of('server').toFixed(2)} server + ${of('database').toFixed(2)} PostgreSQL` };
  }));
  return [
    bars('CPU of a request as a multiple of raw: server and PostgreSQL, median and range of the rounds', 'x', ratioBars, targets),
    bars('CPU ms of a request at 8 connections', 'ms', parts),
    bars('Requests per second at 8 connections', '/s', speed),
  ].join('');
}

function fanOutPlots({ fanOut }: Results): string {
  if (fanOut.length === 0) return '';
  const over = (of: (figures: Results['fanOut'][number]) => number): { x: number; y: number }[] => fanOut.map((figures) => ({ x: figures.sockets, y: of(figures) }));
  return [
    lines('CPU of the server per delivery', 'sockets', 'µs', [
      { label: 'Kring, with the writing', kind: 'ours', points: over((one) => cpuPerDelivery(one, 'ours')) },
      { label: 'Kring, handing on', kind: 'ours', points: over(handingOn) },
      { label: 'bare socket.io', kind: 'peer', points: over((one) => cpuPerDelivery(one, 'socketio')) },
      { label: 'floor', kind: 'raw', points: over((one) => cpuPerDelivery(one, 'floor')) },
    ]),
    lines('From sending a post until the last socket has it, 95 of 100 posts', 'sockets', 'ms', [
      { label: 'Kring, commit included', kind: 'ours', points: over((one) => median(one.calm.ours.map((batch) => batch.allP95))) },
      { label: 'bare socket.io', kind: 'peer', points: over((one) => median(one.calm.socketio.map((batch) => batch.allP95))) },
      { label: 'floor', kind: 'raw', points: over((one) => median(one.calm.floor.map((batch) => batch.allP95))) },
    ]),
  ].join('');
}

function sessionPlots({ sessions }: Results): string {
  if (!sessions) return '';
  const { rounds, storm } = sessions;
  const row = (label: string, values: readonly number[], kind: string): Bar => ({ label, value: median(values), from: Math.min(...values), to: Math.max(...values), kind, note: `${median(values).toFixed(0)} ms` });
  const of = (side: 'ours' | 'socketio', what: 'skewP99' | 'allP99'): number[] => rounds[side].map((round) => round[what]);
  return [
    bars('All sessions move at once: 99 of 100 of them', 'ms', [
      row('Kring: first to last of a session', of('ours', 'skewP99'), 'ours'),
      row('bare socket.io: first to last of a room', of('socketio', 'skewP99'), 'peer'),
      row('Kring: press until the last has it', of('ours', 'allP99'), 'ours'),
      row('bare socket.io: sent until the last has it', of('socketio', 'allP99'), 'peer'),
    ]),
    bars(`${storm.ours.people} people into one session at once`, 'ms', [
      row('Kring: everybody in, with the page', [storm.ours.complete], 'ours'),
      row('Kring: every socket follows', [storm.ours.sockets], 'ours'),
      row('bare socket.io: every socket follows', [storm.socketio.sockets], 'peer'),
    ]),
  ].join('');
}

function otherPlots({ startUp }: Results): string {
  if (!startUp) return '';
  const row = (label: string, values: number[], kind: string): Bar => ({ label, value: median(values), from: Math.min(...values), to: Math.max(...values), kind, note: `${median(values).toFixed(0)} ms` });
  return bars('From spawning to the first good answer', 'ms', [row('Kring with its own database', startUp.whole, 'ours'), row('Kring, database running', startUp.server, 'ours'), row('raw', startUp.raw, 'raw')], [{ value: 2_500, label: '<= 2.5 s' }]);
}

/** The whole report as one page that needs nothing else. */
export function reportPage(results: Results): string {
  const { machine } = results;
  const rows = linesOf(results).map((line) => `<tr><td>${escapeText(line.what)}</td><td>${escapeText(line.figure)}</td><td>${escapeText(line.target)}</td><td class="${line.ok === false ? 'no' : ''}">${line.ok === null ? '' : line.ok ? 'yes' : 'no'}</td></tr>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Kring: what it costs</title><style>${style}</style></head><body>
  <h1>Kring: what it costs</h1>
  <p>${escapeText(results.at)}. Load set “${escapeText(results.scale)}”, ${results.messages.toLocaleString('en')} messages. ${machine.processors} processors (${escapeText(machine.model)}), ${machine.memoryGb} GB, Node ${escapeText(machine.node)}, PostgreSQL ${escapeText(machine.postgres)}. Other programs used ${results.foreign.toFixed(2)} of a processor meanwhile.</p>
  <p>Read the ratios: both sides ran in turn, in the same minutes, on the same database. Times and rates mean nothing on another machine. “raw” is a bare server with one prepared statement per page whose JSON PostgreSQL makes; “floor” writes one prebuilt frame to every socket.</p>
  <h2>Pages</h2>${pagePlots(results.pages)}
  <h2>A post to many sockets</h2>${fanOutPlots(results)}
  <h2>Sessions</h2>${sessionPlots(results)}
  <h2>Start</h2>${otherPlots(results)}
  <h2>All figures</h2><table><thead><tr><th>What</th><th>Figure</th><th>Target</th><th>Held</th></tr></thead><tbody>${rows.join('')}</tbody></table>
  </body></html>`;
}
