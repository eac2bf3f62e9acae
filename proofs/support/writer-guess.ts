import { randomUUID } from 'node:crypto';
import { buildSession } from '../../server/test/builders/intervision.js';
import type { ProofContext } from '../runner/proof.js';
import type { SessionWatch } from './session-watch.js';
import { sealedLeaks } from './sealed-leaks.js';

/** What somebody in the session sees of one note without a name, as shares of what there is (0–1). */
interface Note {
  place: number;
  listed: number;
  byId: number;
  version: number;
  /** place of the writer in what anybody sees of people, 0–1, and in the order in which they were seen to finish */
  writer: { listed: number; speaks: number; finished: number };
  candidates: number;
}

export interface GuessResult {
  ok: boolean;
  notes: number;
  says: string;
  controlOk: boolean;
  controlSays: string;
}

const share = (at: number, of: number): number => (of < 2 ? 0 : at / (of - 1));

/** Sheets full of notes without a name, opened for all; what a member then sees of each, and who it was. */
async function collect(watch: SessionWatch, context: ProofContext, sheets: number): Promise<Note[]> {
  const notes: Note[] = [];
  const { world, insiders: people } = watch;
  const lead = people[0]!;
  for (let sheet = 0; sheet < sheets; sheet += 1) {
    const play = await buildSession(world, lead.session, { groupId: watch.groupId, facilitatorId: lead.person.id, methodKey: 'five_step' });
    await play.do(lead.session, 'openLobby');
    for (const one of [...people].sort(() => context.random() - 0.5)) await play.do(one.session, 'enterSession');
    await play.do(lead.session, 'startSession');
    await play.do(lead.session, 'chooseCase', { contributorId: people[2]!.person.id });
    const phase = await play.skipTo(lead.session, 'core');
    const writers = people.filter((_, at) => at !== 0 && at !== 2);
    const order = [...writers].sort(() => context.random() - 0.5);
    const author = new Map<string, number>();
    for (const one of order) {
      for (let note = 0; note < 2; note += 1) {
        const { id } = await play.write(one.session, { phase, id: randomUUID(), body: `${sheet} ${one.at} ${note}`, sharing: 'NAMELESS' });
        author.set(id, one.at);
      }
      if (context.random() < 0.5) await play.do(one.session, 'sayReady', { turn: (await play.page(one.session)).state.turn, ready: true });
    }
    await play.do(lead.session, 'closeEntry', { turn: (await play.page(lead.session)).state.turn });
    await play.graceEnds();
    const seen = await play.page(people[3]!.session);
    const open = seen.texts.filter((text) => text.phase === phase && text.opened);
    const ids = open.map(({ id }) => id).sort();
    const speaking = seen.state.speakingOrder.filter((id) => writers.some(({ person }) => person.id === id));
    const listed = seen.people.map(({ person }) => person.id).filter((id) => writers.some(({ person }) => person.id === id));
    for (const [at, text] of open.entries()) {
      const by = people[author.get(text.id)!]!;
      notes.push({
        place: share((text.position ?? 1) - 1, open.length),
        listed: share(at, open.length),
        byId: share(ids.indexOf(text.id), open.length),
        version: text.version,
        writer: { listed: share(listed.indexOf(by.person.id), writers.length), speaks: share(speaking.indexOf(by.person.id), writers.length), finished: share(order.indexOf(by), writers.length) },
        candidates: writers.length,
      });
    }
  }
  return notes;
}

/**
 * Learns on one half and guesses on the other: for each thing that can be seen, cut in as many parts as there are writers,
 * the writer that went with it most often. The best pair of the first half is the one that counts in the second.
 */
function learn(notes: readonly Note[]): { right: number; of: number; chance: number } {
  const half = Math.floor(notes.length / 2);
  const [first, second] = [notes.slice(0, half), notes.slice(half)];
  const cut = (value: number, parts: number): number => Math.min(parts - 1, Math.floor(value * parts));
  let best = { score: -1, right: 0 };
  for (const feature of ['place', 'listed', 'byId', 'version'] as const) {
    for (const known of ['listed', 'speaks', 'finished'] as const) {
      const table = new Map<number, number[]>();
      const guessed = (note: Note): number => {
        const row = table.get(cut(note[feature], note.candidates));
        return row ? row.indexOf(Math.max(...row)) : 0;
      };
      for (const note of first) {
        const key = cut(note[feature], note.candidates);
        const row = table.get(key) ?? Array.from({ length: note.candidates }, () => 0);
        row[cut(note.writer[known], note.candidates)]! += 1;
        table.set(key, row);
      }
      const score = (of: readonly Note[]): number => of.filter((note) => guessed(note) === cut(note.writer[known], note.candidates)).length;
      const learned = score(first);
      if (learned > best.score) best = { score: learned, right: score(second) };
    }
  }
  return { right: best.right, of: second.length, chance: second.reduce((sum, { candidates }) => sum + 1 / candidates, 0) / second.length };
}

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

/** From everything that a member sees, guesses who wrote what without a name: no better than chance. */
export async function guessWriters(watch: SessionWatch, context: ProofContext): Promise<GuessResult> {
  const found = learn(await collect(watch, context, context.rounds(20, 220)));
  const rate = found.right / found.of;
  // few notes scatter: in the fast form three standard deviations are left for that
  const scatter = context.long ? 0 : 3 * Math.sqrt((found.chance * (1 - found.chance)) / found.of);
  const leak = sealedLeaks.find(({ part }) => part === 'order')!;
  const mend = await leak.put(watch.world);
  const told = await collect(watch, context, 6).then(learn).finally(mend);
  return {
    ok: rate <= found.chance + 0.05 + scatter,
    notes: found.of * 2,
    says: `writers of nameless notes guessed ${percent(rate)}, by chance ${percent(found.chance)}`,
    controlOk: told.right / told.of > told.chance + 0.3,
    controlSays: `with places in the order of writing ${percent(told.right / told.of)} is guessed`,
  };
}
