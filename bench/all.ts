// `npm run bench`: everything, a few minutes. `-- --scale=big` on a million messages (made once, kept), `-- --help` says the rest.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { projectDir } from '../server/src/platform/config/project-dir.js';
import { CpuMeter } from './meters/cpu.js';
import { type FanOutFigures, measureFanOut } from './meters/fan-out.js';
import { measureGrowth } from './meters/growth.js';
import { measurePages, type PageFigures } from './meters/page-rounds.js';
import { pageWorkloads } from './meters/pages.js';
import { measureSessions, type SessionFigures } from './meters/sessions.js';
import { measureStartUp, type StartUpFigures } from './meters/start-up.js';
import { openLoadSet } from './prepare/load-set.js';
import { startLimit, startOurs } from './prepare/programs.js';
import { reportPage } from './sheet/report-page.js';
import { type Results, tableOf } from './sheet/results.js';
import { median } from './sheet/statistics.js';

const argument = (name: string, fallback: string): string => process.argv.find((one) => one.startsWith(`--${name}=`))?.split('=')[1] ?? fallback;
if (process.argv.includes('--help')) {
  console.log('npm run bench -- [--scale=medium|big] [--rounds=7] [--sockets=10,100,500] [--parts=pages,fan-out,sessions,start,growth] [--page=circle,topic,…]');
  process.exit(0);
}
const scale = argument('scale', 'medium') === 'big' ? 'big' : 'medium';
const rounds = Number(argument('rounds', '7'));
const parts = argument('parts', 'pages,fan-out,sessions,start,growth').split(',');
const onlyPages = argument('page', '').split(',').filter(Boolean);
const sockets = argument('sockets', scale === 'big' ? '10,100,500,1000' : '10,100,500').split(',').map(Number);
const began = performance.now();
const say = (line: string): void => console.log(`${((performance.now() - began) / 1_000).toFixed(0).padStart(4)} s  ${line}`);

const set = await openLoadSet(scale, say);
const undo: (() => Promise<void>)[] = [() => set.stop()];
try {
  const cpu = new CpuMeter(set.urls.superuser);
  await cpu.open();
  undo.push(() => cpu.close());

  let startUp: StartUpFigures | null = null;
  if (parts.includes('start')) {
    say('start');
    startUp = await measureStartUp(set, 5);
  }

  const pages: PageFigures[] = [];
  if (parts.includes('pages')) {
    const raw = await startLimit('raw-server', { BENCH_DATABASE: set.urls.owner });
    const ours = await startOurs(set);
    undo.push(() => raw.stop(), () => ours.stop());
    for (const workload of await pageWorkloads(set)) {
      if (onlyPages.length > 0 && !onlyPages.includes(workload.name)) continue;
      say(workload.title);
      pages.push(await measurePages(workload, { ours, raw }, cpu, { rounds, ms: 500, warmUp: 1_000, connections: [1, 8] }));
    }
  }

  const fanOut: FanOutFigures[] = [];
  if (parts.includes('fan-out')) {
    const programs = { floor: await startLimit('floor-server'), socketio: await startLimit('socketio-server'), ours: await startOurs(set) };
    undo.push(...Object.values(programs).map((program) => () => program.stop()));
    for (const count of sockets) {
      say(`a post to ${count} sockets`);
      fanOut.push(await measureFanOut(set, programs, count, { rounds: Math.max(3, rounds - 2), calmMessages: 20, busyMessages: 30 }));
    }
  }

  let sessions: SessionFigures | null = null;
  if (parts.includes('sessions')) {
    say('30 sessions of 8, and 500 who come into one');
    // sessions are played with documents of the meter's own
    const programs = { socketio: await startLimit('socketio-server'), ours: await startOurs(set, { env: { NODE_ENV: 'test', KRING_ADHOC_DOCUMENTS: '1' } }) };
    undo.push(...Object.values(programs).map((program) => () => program.stop()));
    sessions = await measureSessions(set, programs, { sessions: 30, rounds: Math.max(6, rounds), storm: 500 });
  }

  let growth: Results['growth'] = [];
  if (parts.includes('growth') && scale === 'big') {
    say('growth');
    const small = await openLoadSet('medium', say);
    undo.push(() => small.stop());
    growth = await measureGrowth(small, set, cpu, rounds);
  }

  const { rows } = await set.owner.query<{ server_version: string }>('SHOW server_version');
  const foreign = pages.flatMap((page) => Object.values(page.stretches).flatMap(({ ours, raw }) => [...ours, ...raw].map((one) => one.foreign)));
  const results: Results = {
    at: new Date().toISOString(),
    scale,
    messages: set.messages,
    machine: { processors: cpus().length, model: cpus()[0]?.model.trim() ?? '', memoryGb: Math.round(totalmem() / 2 ** 30), node: process.versions.node, postgres: rows[0]?.server_version ?? '' },
    foreign: foreign.length > 0 ? median(foreign) : 0,
    pages,
    fanOut,
    sessions,
    startUp,
    growth,
    seconds: Math.round((performance.now() - began) / 1_000),
  };
  const folder = join(projectDir(), 'bench/report');
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'results.json'), JSON.stringify(results, null, 1));
  writeFileSync(join(folder, 'index.html'), reportPage(results));
  console.log(`\n${tableOf(results)}\n\nOther programs used ${results.foreign.toFixed(2)} of a processor meanwhile. Plots: bench/report/index.html`);
} finally {
  for (const step of undo.reverse()) await step().catch((error: Error) => console.error(error.message));
}
