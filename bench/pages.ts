// `npm run bench -- pages`: only the pages, quickly. For work on the server; the whole is in all.ts.
import { CpuMeter } from './meters/cpu.js';
import { cpuOfRequest, measurePages, ratios } from './meters/page-rounds.js';
import { pageWorkloads } from './meters/pages.js';
import { openLoadSet } from './prepare/load-set.js';
import { startLimit, startOurs } from './prepare/programs.js';
import { median, spread } from './sheet/statistics.js';

const argument = (name: string, fallback: string): string => process.argv.find((one) => one.startsWith(`--${name}=`))?.split('=')[1] ?? fallback;
const scale = argument('scale', 'medium') as 'medium' | 'big';
const only = argument('only', '').split(',').filter(Boolean);
const set = await openLoadSet(scale, console.log);
const undo: (() => Promise<void>)[] = [() => set.stop()];
try {
  const raw = await startLimit('raw-server', { BENCH_DATABASE: set.urls.owner });
  undo.push(() => raw.stop());
  const ours = await startOurs(set, { logLevel: argument('log', 'warn') });
  undo.push(() => ours.stop());
  const cpu = new CpuMeter(set.urls.superuser);
  await cpu.open();
  undo.push(() => cpu.close());
  console.log(`our server answers after ${Math.round(ours.startMs)} ms`);
  for (const workload of await pageWorkloads(set)) {
    if (only.length > 0 && !only.includes(workload.name)) continue;
    const figures = await measurePages(workload, { ours, raw }, cpu, { rounds: Number(argument('rounds', '3')), ms: Number(argument('ms', '1000')), warmUp: Number(argument('warm', '1000')), connections: [1, 8] });
    for (const connections of [1, 8]) {
      const { ours: mine, raw: limit } = figures.stretches[connections]!;
      const ratio = spread(ratios(figures, connections, cpuOfRequest));
      const low = (side: typeof mine): number => Math.min(...side.map(cpuOfRequest));
      const show = (side: typeof mine): string =>
        `${median(side.map((s) => s.perSecond)).toFixed(0).padStart(5)}/s p50 ${median(side.map((s) => s.p50)).toFixed(2)} p95 ${median(side.map((s) => s.p95)).toFixed(2)} cpu ${median(side.map((s) => s.server)).toFixed(3)}+${median(side.map((s) => s.database)).toFixed(3)}`;
      console.log(
        `${workload.name.padEnd(12)} c=${connections} CPU x raw ${ratio.median.toFixed(2)} [${ratio.min.toFixed(2)}..${ratio.max.toFixed(2)}], lowest ${(low(mine) / low(limit)).toFixed(2)} (${low(mine).toFixed(3)}/${low(limit).toFixed(3)}) | ours ${show(mine)} | raw ${show(limit)} | foreign ${median(mine.map((s) => s.foreign)).toFixed(2)}`,
      );
    }
    console.log(`             bytes ours ${figures.bytes.ours.plain} (${figures.bytes.ours.gzip} gz) raw ${figures.bytes.raw.plain} (${figures.bytes.raw.gzip} gz), ${figures.targets} targets`);
  }
} finally {
  for (const step of undo.reverse()) await step();
}
