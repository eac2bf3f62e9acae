import type { LoadSet } from '../prepare/load-set.js';
import { startOurs } from '../prepare/programs.js';
import { CpuMeter } from './cpu.js';
import { cpuOfRequest, measureAlone } from './page-rounds.js';
import { pageWorkloads } from './pages.js';

/** The same pages of our server on ten thousand and on a million messages, in turn. */
export async function measureGrowth(small: LoadSet, large: LoadSet, largeCpu: CpuMeter, rounds: number): Promise<{ name: string; small: number[]; large: number[] }[]> {
  const smallCpu = new CpuMeter(small.urls.superuser);
  await smallCpu.open();
  const servers = { small: await startOurs(small), large: await startOurs(large) };
  try {
    const workloads = { small: await pageWorkloads(small), large: await pageWorkloads(large) };
    const figures: { name: string; small: number[]; large: number[] }[] = [];
    for (const name of ['circle', 'topic', 'topic-deep', 'home-little']) {
      const of = (which: 'small' | 'large') => workloads[which].find((workload) => workload.name === name)!;
      const meters = { small: await measureAlone(of('small'), servers.small, smallCpu), large: await measureAlone(of('large'), servers.large, largeCpu) };
      const kept = { name, small: [] as number[], large: [] as number[] };
      for (let round = 0; round < rounds; round += 1) {
        for (const which of round % 2 ? (['large', 'small'] as const) : (['small', 'large'] as const)) kept[which].push(cpuOfRequest(await meters[which]()));
      }
      figures.push(kept);
    }
    return figures;
  } finally {
    await servers.small.stop();
    await servers.large.stop();
    await smallCpu.close();
  }
}
