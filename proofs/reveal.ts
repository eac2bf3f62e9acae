import { setTimeout as pause } from 'node:timers/promises';
import type { SessionPlay } from '../server/test/builders/intervision.js';
import type { Proof, ProofContext } from './runner/proof.js';
import { loadClientRealtime } from './support/client-code.js';
import { startProduct } from './support/product.js';
import { newSecret } from './support/secrets.js';
import { makeRoom, type Room, SessionDevice } from './support/session-room.js';

/** Milliseconds after the act within which everybody must have what was opened. */
const within = 1_000;
const patience = 3_000;

interface Told {
  /** per device and text: milliseconds from the act; Infinity when it did not come */
  took: number[];
  /** texts that were on a device before their act */
  early: number;
  deafMissed: number;
  acts: number;
  together: number;
}

async function untilSeen(devices: readonly SessionDevice[], secrets: readonly string[], began: number): Promise<void> {
  while (performance.now() - began < patience && devices.some((device) => secrets.some((secret) => !device.seenAt.has(secret)))) await pause(4);
}

/** Six write; what each wrote, by its secret. */
async function write(play: SessionPlay, room: Room, phase: number, each: number, random: () => number): Promise<Map<string, number>> {
  const written = new Map<string, number>();
  for (const [at, { session }] of room.members.entries()) {
    if (at === 0 || at === 2) continue;
    for (let note = 0; note < each; note += 1) {
      const secret = newSecret(random);
      await play.write(session, { phase, body: secret, sharing: note % 2 ? 'NAMED' : 'NAMELESS' });
      written.set(secret, at);
    }
  }
  return written;
}

export const proof: Proof = {
  name: 'reveal',
  claim: 'what is opened is on everybody’s device within a second, together or one by one, and before that on nobody’s',
  patience: 6,
  async run(context: ProofContext) {
    const code = await loadClientRealtime();
    const product = await startProduct();
    context.onEnd(() => product.close());
    const room = await makeRoom(product, 8);
    const lead = room.members[0]!.session;
    const told: Told = { took: [], early: 0, deafMissed: 0, acts: 0, together: 0 };
    const afterGrace: number[] = [];

    /** Presses, and looks when it is where. `written`: texts of the sheet that are still closed. */
    const act = async (devices: readonly SessionDevice[], deaf: SessionDevice, closed: Map<string, number>, press: () => Promise<unknown>, opens: 'all' | 'one'): Promise<void> => {
      for (const [secret, writer] of closed) told.early += devices.filter((device, at) => at !== writer && device.seenAt.has(secret)).length;
      const before = new Map(devices.map((device) => [device, new Set(device.seenAt.keys())]));
      const began = performance.now();
      await press();
      const others = (secret: string) => devices.filter((_, at) => at !== closed.get(secret));
      const came = (): string[] => [...closed.keys()].filter((secret) => others(secret).some((device) => device.seenAt.has(secret) && !before.get(device)!.has(secret)));
      while (came().length === 0 && performance.now() - began < patience) await pause(4);
      const opened = opens === 'all' ? [...closed.keys()] : came();
      await Promise.all(opened.map((secret) => untilSeen(others(secret), [secret], began)));
      if (opens === 'one' && opened.length !== 1) told.early += Math.max(0, opened.length - 1);
      if (opened.length === 0) told.took.push(Infinity);
      for (const secret of opened) {
        for (const device of others(secret)) told.took.push((device.seenAt.get(secret) ?? Infinity) - began);
        if (!deaf.seenAt.has(secret)) told.deafMissed += 1;
        closed.delete(secret);
      }
      told.acts += 1;
      if (opens === 'all') told.together += 1;
    };

    const sessions = context.rounds(3, 40);
    for (let round = 0; round < sessions; round += 1) {
      const play = await room.begin('incident');
      const questions = await play.skipTo(lead, 'write_questions');
      const devices: SessionDevice[] = [];
      for (const member of room.members) devices.push(await SessionDevice.open(code, product, member, play));
      const deaf = await SessionDevice.open(code, product, room.members[7]!, play, true);
      try {
        const first = await write(play, room, questions, 2, context.random);
        first.forEach((writer, secret) => writer === 7 && deaf.seenAt.delete(secret));
        await play.skipTo(lead, 'info');
        await act(devices, deaf, first, async () => play.do(lead, 'revealTexts', { turn: (await play.page(lead)).state.turn, which: 'ALL' }), 'all');
        const position = await play.skipTo(lead, 'position');
        const notes = await write(play, room, position, 1, context.random);
        await play.skipTo(lead, 'positions');
        const { turn } = (await play.page(lead)).state;
        for (let opened = 0; notes.size > 0 && opened < 6; opened += 1) await act(devices, deaf, notes, () => play.do(lead, 'revealTexts', { turn, which: 'NEXT', opened }), 'one');
      } finally {
        for (const device of [...devices, deaf]) device.close();
      }
      if (round % 10 === 0) context.progress(`session ${round + 1}: ${told.acts} acts, slowest ${Math.round(Math.max(...told.took))} ms`);
    }

    // the same where the phase itself opens: the act is the end of a grace that really passes
    const graces = context.rounds(1, 5);
    for (let grace = 0; grace < graces; grace += 1) {
      const play = await room.begin('five_step');
      const core = await play.skipTo(lead, 'core');
      const devices: SessionDevice[] = [];
      for (const member of room.members) devices.push(await SessionDevice.open(code, product, member, play));
      const written = await write(play, room, core, 1, context.random);
      await play.do(lead, 'closeEntry', { turn: (await play.page(lead)).state.turn });
      const [row] = await product.sql<{ left: number }>(`SELECT extract(epoch FROM grace_ends_at - clock_timestamp()) * 1000 AS left FROM sessions WHERE id = $1`, [play.id]);
      const ends = performance.now() + Number(row!.left);
      await pause(Math.max(0, ends - performance.now()));
      for (const [secret, writer] of written) told.early += devices.filter((device, at) => at !== writer && (device.seenAt.get(secret) ?? Infinity) < ends - 5).length;
      for (const [secret, writer] of written) {
        const others = devices.filter((_, at) => at !== writer);
        await untilSeen(others, [secret], ends);
        for (const device of others) afterGrace.push((device.seenAt.get(secret) ?? Infinity) - ends);
      }
      for (const device of devices) device.close();
    }

    const sorted = [...told.took].sort((a, b) => a - b);
    const at = (share: number): number => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!);
    const slowestGrace = Math.round(Math.max(...afterGrace));
    const late = told.took.filter((ms) => ms > within).length + afterGrace.filter((ms) => ms > within).length;
    return {
      ok: late === 0 && told.early === 0,
      covered: { devices: room.members.length, acts: told.acts, 'all in one act': told.together, deliveries: told.took.length, graces, 'deliveries after a grace': afterGrace.length },
      minimum: { devices: 8, acts: context.rounds(15, 200), 'all in one act': context.rounds(3, 40), deliveries: context.rounds(250, 4_000), graces, 'deliveries after a grace': 40 * graces },
      figure: `p50 ${at(0.5)} ms · p95 ${at(0.95)} ms · max ${at(1)} ms (at most ${within}); ${slowestGrace} ms after the end of a grace; ${told.early} early`,
      control: { ok: told.deafMissed >= told.acts, what: `a device that listens to nothing misses ${told.deafMissed} texts` },
    };
  },
};
