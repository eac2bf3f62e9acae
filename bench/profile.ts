// `npm run bench -- profile --page=circle`: where our server spends its time on one page. Writes a .cpuprofile beside
// the report (for a browser's developer tools) and prints what weighs most, by package and by function.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../server/src/platform/config/project-dir.js';
import { LeanConnection } from './meters/lean-connection.js';
import { requestFor } from './meters/page-rounds.js';
import { pageWorkloads } from './meters/pages.js';
import { openLoadSet } from './prepare/load-set.js';
import { startOurs } from './prepare/programs.js';

interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number }; children?: number[] }[];
  startTime: number;
  endTime: number;
  samples: number[];
  timeDeltas: number[];
}

const argument = (name: string, fallback: string): string => process.argv.find((one) => one.startsWith(`--${name}=`))?.split('=')[1] ?? fallback;
const page = argument('page', 'circle');
const requests = Number(argument('requests', '4000'));
const folder = join(projectDir(), 'bench/report/profiles');
rmSync(join(folder, page), { recursive: true, force: true });
mkdirSync(join(folder, page), { recursive: true });

/** Who a frame belongs to: a package, node itself, or a folder of ours. */
function owner(url: string, name: string): string {
  if (name.startsWith('(')) return name;
  if (url.startsWith('node:')) return `node ${url.split('/')[0]!.slice(5)}`;
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (found) return found;
  return /dist\/server\/src\/([^/]+\/[^/]+)/.exec(url)?.[1] ?? (url || '(native)');
}

const set = await openLoadSet(argument('scale', 'medium') as 'medium' | 'big', console.log);
try {
  const began = performance.now();
  const ours = await startOurs(set, { nodeArguments: ['--cpu-prof', `--cpu-prof-dir=${join(folder, page)}`, '--cpu-prof-interval=200'] });
  const workload = (await pageWorkloads(set)).find((one) => one.name === page)!;
  const bytes = workload.targets.map((target) => requestFor('ours', ours.port, target));
  const lines = await Promise.all(Array.from({ length: 4 }, () => LeanConnection.open(ours.port)));
  const run = async (count: number): Promise<void> => {
    await Promise.all(lines.map(async (line, k) => {
      for (let turn = k; turn < count; turn += lines.length) await line.ask(bytes[turn % bytes.length]!);
    }));
  };
  await run(Math.floor(requests / 3));
  const warm = performance.now() - began;
  await run(requests);
  for (const line of lines) line.close();
  await ours.stop();
  const [file] = readdirSync(join(folder, page));
  const profile = JSON.parse(readFileSync(join(folder, page, file!), 'utf8')) as Profile;
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const byOwner = new Map<string, number>();
  const byFunction = new Map<string, number>();
  const byInclusive = new Map<string, number>();
  const parents = new Map<number, number>();
  for (const node of profile.nodes) for (const child of node.children ?? []) parents.set(child, node.id);
  const label = (id: number): string => {
    const { functionName, url, lineNumber } = nodes.get(id)!.callFrame;
    return `${functionName || '(anonymous)'} ${url.split('node_modules/').at(-1)!.split('dist/').at(-1)}:${lineNumber + 1}`;
  };
  let at = 0;
  let total = 0;
  profile.samples.forEach((id, k) => {
    const delta = profile.timeDeltas[k]!;
    at += delta;
    const { functionName, url } = nodes.get(id)!.callFrame;
    if (at / 1_000 < warm || functionName === '(idle)') return;
    total += delta;
    const who = owner(url, functionName);
    byOwner.set(who, (byOwner.get(who) ?? 0) + delta);
    const what = label(id);
    byFunction.set(what, (byFunction.get(what) ?? 0) + delta);
    const seen = new Set<string>();
    for (let node: number | undefined = id; node !== undefined; node = parents.get(node)) seen.add(label(node));
    for (const one of seen) byInclusive.set(one, (byInclusive.get(one) ?? 0) + delta);
  });
  const top = (map: Map<string, number>, count: number): void => {
    for (const [name, us] of [...map].sort((a, b) => b[1] - a[1]).slice(0, count)) {
      console.log(`${((us / total) * 100).toFixed(1).padStart(5)} %  ${(us / requests).toFixed(1).padStart(6)} us  ${name}`);
    }
  };
  console.log(`${page}: ${(total / requests).toFixed(0)} us of the main thread per request (with the profiler's own cost)`);
  top(byOwner, 25);
  console.log('');
  top(byFunction, 45);
  console.log('\nwith everything that is called from it:');
  top(byInclusive, 90);
} finally {
  await set.stop();
}
