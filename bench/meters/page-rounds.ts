import { gzipSync } from 'node:zlib';
import type { Program } from '../prepare/programs.js';
import { median, quantile } from '../sheet/statistics.js';
import { type CpuMeter, machineBusy } from './cpu.js';
import { LeanConnection, postBytes } from './lean-connection.js';
import type { Target, Workload } from './pages.js';

export type Side = 'ours' | 'raw';

/** One server for a while at one number of connections. */
export interface Stretch {
  requests: number;
  perSecond: number;
  p50: number;
  p95: number;
  /** CPU ms per request */
  server: number;
  database: number;
  /** share of one processor that neither the server, its database nor the meter used */
  foreign: number;
}

export interface PageFigures {
  name: string;
  title: string;
  /** connections → side → one stretch per round */
  stretches: Record<string, Record<Side, Stretch[]>>;
  bytes: Record<Side, { plain: number; gzip: number }>;
  targets: number;
}

interface Prepared {
  request: Buffer;
  answer: Buffer;
}

const browser = {
  accept: 'application/graphql-response+json,application/json;q=0.9',
  'accept-encoding': 'gzip, deflate, br',
  'accept-language': 'nl,en;q=0.8',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  'sec-fetch-site': 'same-origin',
  connection: 'keep-alive',
};

/** The request for a page on one side, with the headers of a browser. */
export function requestFor(side: Side, port: number, target: Target): Buffer {
  const headers = { ...browser, origin: `http://localhost:${port}`, cookie: target.cookie };
  return side === 'ours'
    ? postBytes(port, '/graphql', { documentId: target.documentId, variables: target.variables }, headers)
    : postBytes(port, `/${target.page}`, target.values, headers);
}

/** Asks every page once on both sides, compares what they say, and keeps the bytes: each later answer must be the same. */
async function prepare(workload: Workload, programs: Record<Side, Program>): Promise<Record<Side, Prepared[]>> {
  const prepared: Record<Side, Prepared[]> = { ours: [], raw: [] };
  const connections = { ours: await LeanConnection.open(programs.ours.port), raw: await LeanConnection.open(programs.raw.port) };
  for (const target of workload.targets) {
    const essence: string[] = [];
    for (const side of ['ours', 'raw'] as const) {
      const request = requestFor(side, programs[side].port, target);
      const { status, body } = await connections[side].ask(request);
      const text = body.toString('utf8');
      const parsed = JSON.parse(text) as { data?: unknown; errors?: unknown };
      if (status !== 200 || parsed.errors) throw new Error(`${workload.name}, ${side}: status ${status}, ${text.slice(0, 300)}`);
      essence.push(JSON.stringify(side === 'ours' ? workload.essence.ours(parsed.data as never) : workload.essence.raw(parsed as never)));
      prepared[side].push({ request, answer: Buffer.from(body) });
    }
    if (essence[0] !== essence[1]) throw new Error(`${workload.name}: the two servers say different things:\n${essence[0]!.slice(0, 600)}\n${essence[1]!.slice(0, 600)}`);
  }
  connections.ours.close();
  connections.raw.close();
  return prepared;
}

/** How long a stretch lasts: both at least, but never more than four times `ms`. A busy machine needs longer for as many. */
interface Length {
  ms: number;
  requests: number;
}

async function stretch(program: Program, pages: Prepared[], connections: number, length: Length, cpu: CpuMeter): Promise<Stretch> {
  const lines = await Promise.all(Array.from({ length: connections }, () => LeanConnection.open(program.port)));
  const times: number[] = [];
  await cpu.learn();
  const before = { cpu: cpu.mark(program), busy: machineBusy(), own: process.cpuUsage() };
  const began = performance.now();
  const goOn = (): boolean => {
    const spent = performance.now() - began;
    return spent < length.ms || (times.length < length.requests && spent < length.ms * 4);
  };
  await Promise.all(
    lines.map(async (line, number) => {
      for (let turn = number; goOn(); turn += connections) {
        const page = pages[turn % pages.length]!;
        const sent = performance.now();
        const { status, body } = await line.ask(page.request);
        times.push(performance.now() - sent);
        if (status !== 200 || !body.equals(page.answer)) throw new Error(`An answer changed: status ${status}, ${body.toString('utf8').slice(0, 300)}`);
      }
    }),
  );
  const took = performance.now() - began;
  const after = { cpu: cpu.mark(program), busy: machineBusy(), own: process.cpuUsage(before.own) };
  for (const line of lines) line.close();
  const server = after.cpu.server - before.cpu.server;
  const database = after.cpu.database - before.cpu.database;
  return {
    requests: times.length,
    perSecond: (times.length / took) * 1_000,
    p50: median(times),
    p95: quantile(times, 0.95),
    server: server / times.length,
    database: database / times.length,
    foreign: Math.max(0, (after.busy - before.busy - server - database - (after.own.user + after.own.system) / 1_000) / took),
  };
}

export interface RoundChoices {
  rounds: number;
  ms: number;
  /** requests before the first round, so that both have compiled what they use */
  warmUp: number;
  connections: number[];
}

/** Measures one kind of page in interleaved rounds: whoever else uses the machine disturbs both sides alike. */
export async function measurePages(workload: Workload, programs: Record<Side, Program>, cpu: CpuMeter, choices: RoundChoices): Promise<PageFigures> {
  const prepared = await prepare(workload, programs);
  for (const side of ['raw', 'ours'] as const) await stretch(programs[side], prepared[side], 8, { ms: choices.ms, requests: choices.warmUp }, cpu);
  const stretches: PageFigures['stretches'] = {};
  for (let round = 0; round < choices.rounds; round += 1) {
    for (const connections of choices.connections) {
      const kept = (stretches[connections] ??= { ours: [], raw: [] });
      for (const side of round % 2 ? (['ours', 'raw'] as const) : (['raw', 'ours'] as const)) {
        kept[side].push(await stretch(programs[side], prepared[side], connections, { ms: choices.ms, requests: 100 }, cpu));
      }
    }
  }
  const size = (pages: Prepared[]): { plain: number; gzip: number } => ({
    plain: Math.round(pages.reduce((sum, page) => sum + page.answer.length, 0) / pages.length),
    gzip: Math.round(pages.reduce((sum, page) => sum + gzipSync(page.answer).length, 0) / pages.length),
  });
  return { name: workload.name, title: workload.title, stretches, bytes: { ours: size(prepared.ours), raw: size(prepared.raw) }, targets: workload.targets.length };
}

/** Our server by itself: prepares one kind of page and returns a meter for one stretch at 8 connections. */
export async function measureAlone(workload: Workload, program: Program, cpu: CpuMeter): Promise<() => Promise<Stretch>> {
  const line = await LeanConnection.open(program.port);
  const pages: Prepared[] = [];
  for (const target of workload.targets) {
    const request = requestFor('ours', program.port, target);
    const { status, body } = await line.ask(request);
    if (status !== 200 || body.includes('"errors"')) throw new Error(`${workload.name}: status ${status}, ${body.toString('utf8').slice(0, 300)}`);
    pages.push({ request, answer: Buffer.from(body) });
  }
  line.close();
  await stretch(program, pages, 8, { ms: 500, requests: 1_000 }, cpu);
  return () => stretch(program, pages, 8, { ms: 500, requests: 100 }, cpu);
}

/** Ours to raw, one number per round, at this many connections. */
export function ratios(figures: PageFigures, connections: number, of: (stretch: Stretch) => number): number[] {
  const { ours, raw } = figures.stretches[connections]!;
  return ours.map((one, round) => of(one) / of(raw[round]!));
}

export const cpuOfRequest = (stretch: Stretch): number => stretch.server + stretch.database;
