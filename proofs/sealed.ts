import { loadMethodCatalogue } from '../server/src/features/intervision/data/method-catalogue.js';
import { captureLog } from './support/log-capture.js';
import type { Proof, ProofContext } from './runner/proof.js';
import { engineFaults, EngineSession, type EngineTally, realEngine } from './support/engine-sessions.js';
import { sealedLeaks } from './support/sealed-leaks.js';
import { SessionCourse, type Sheet } from './support/session-course.js';
import { composedScript, everyScript } from './support/session-scripts.js';
import { WrittenCourse } from './support/written-course.js';
import { SessionWatch } from './support/session-watch.js';
import { finderWorks } from './support/secrets.js';
import { guessWriters } from './support/writer-guess.js';

const tally = (): EngineTally => ({ sessions: 0, steps: 0, texts: 0, looks: 0, opened: 0, leaks: new Set() });

/** Whether the places on sheets follow the order of writing: of so many neighbours more than chance gives (4 sd) stand in that order. */
function followsWriting(sheets: readonly Sheet[]): boolean {
  const steps = sheets.flatMap(({ places }) => places.slice(1).map((place, at) => place > places[at]!));
  const up = steps.filter(Boolean).length;
  return steps.length > 0 && Math.abs(up - steps.length / 2) > 2 * Math.sqrt(steps.length);
}

/** Nothing came out, but for that it could not go on. */
const onlyBroke = (watch: SessionWatch): boolean => [...watch.leaks.keys()].every((what) => what.startsWith('it broke off'));

/** Random sessions of the pure engine, over every method and methods put together from blocks. */
function playEngine(context: ProofContext): { tally: EngineTally; methods: number; composed: number; missed: string[] } {
  const { methods, scripts } = everyScript();
  const count = context.rounds(1_000, 10_000);
  const found = tally();
  let composed = 0;
  for (let session = 0; session < count; session += 1) {
    // every third one is a method that nobody made yet
    const made = session % 3 === 2 ? composedScript(context.random) : null;
    if (made) composed += 1;
    new EngineSession(realEngine, made ?? scripts[session % scripts.length]!, context.random, found).run(60);
  }
  const missed: string[] = [];
  for (const fault of engineFaults) {
    const seen = tally();
    for (let session = 0; session < 300 && seen.leaks.size === 0; session += 1) new EngineSession(fault.engine, scripts[session % scripts.length]!, context.random, seen).run(60);
    if (seen.leaks.size === 0) missed.push(fault.name);
  }
  return { tally: found, methods, composed, missed };
}

export const proof: Proof = {
  name: 'sealed',
  claim: 'nobody gets a word, a writer or a place of what is not opened yet, from the engine or from the server, and a text without a name stays nameless',
  async run(context: ProofContext) {
    const engine = playEngine(context);
    for (const leak of engine.tally.leaks) context.progress(`engine: ${leak}`);
    context.progress(`${engine.tally.sessions} sessions of the engine, ${engine.tally.looks.toLocaleString('en-GB')} looks`);

    const log = captureLog();
    context.onEnd(() => log.stop());
    const world = await context.createWorld({ jobs: true, env: { KRING_LOG_LEVEL: 'trace' } });
    const { methods } = everyScript();
    const writtenMethods = ['heilsbronn', ...loadMethodCatalogue().methods.filter(({ written, key }) => written && key !== 'heilsbronn').map(({ key }) => key)];
    const keys = [...new Set(everyScript().scripts.map(({ method }) => method))];
    const began = performance.now();
    const sessions = context.rounds(12, 500);
    const watch = await SessionWatch.open(world, log, context.random);
    context.onEnd(() => watch.close());
    const shuffled = keys.map((key) => ({ key, at: context.random() })).sort((a, b) => a.at - b.at).map(({ key }) => key);
    const counts = { steps: 0, written: 0, opened: 0 };
    const sheets: Sheet[] = [];
    const played = new Set<string>();
    for (let session = 0; session < sessions; session += 1) {
      const method = shuffled[session % shuffled.length]!;
      const course = new SessionCourse(watch, { method, random: context.random, rest: context.long ? 0.3 : 0.05, thorough: context.long, silent: 0.3, most: context.long ? 2 : 1 });
      await course.run();
      // questions that are about no session cost the most and change the least
      if (session % 4 === 3) await watch.everyQuery('everything');
      played.add(method);
      counts.steps += course.steps;
      counts.written += course.written;
      counts.opened += course.opened;
      sheets.push(...course.sheets);
      // every step reads every row there is: without this the five-hundredth session would take all night
      if (session % 25 === 24) await watch.tables.forget();
      if (context.long && session % 25 === 24) context.progress(`${session + 1} sessions on the server, ${counts.steps} steps, ${watch.found} kinds of leak`);
    }
    if (followsWriting(sheets)) watch.leak('the places on a sheet follow the order of writing');
    const inWriting = { sessions: 0, steps: 0, written: 0, opened: 0 };
    for (let session = 0; session < context.rounds(3, 60); session += 1) {
      const course = new WrittenCourse(watch, { method: writtenMethods[session % writtenMethods.length]!, random: context.random, silent: 0.3 });
      await course.run();
      inWriting.sessions += 1;
      inWriting.steps += course.steps;
      inWriting.written += course.written;
      inWriting.opened += course.opened;
    }
    await watch.mailsAndLog();
    const leaks = [...watch.leaks];
    context.progress(`${sessions} sessions on the server: ${counts.steps} steps, ${counts.written} texts, ${((performance.now() - began) / 1_000).toFixed(0)} s`);
    for (const [leak, times] of leaks) context.progress(`${leak} (${times} times)`);
    const looks = { ...watch.looks };

    const caught: string[] = [];
    const slipped: string[] = [];
    for (const leak of sealedLeaks) {
      await watch.tables.forget();
      watch.leaks.clear();
      const mend = await leak.put(world);
      try {
        if (leak.part === 'written') {
          const inDays = new WrittenCourse(watch, { method: 'heilsbronn', random: context.random, untilLeak: true, silent: 0 });
          await inDays.run().catch((error: Error) => watch.leak(`it broke off: ${error.message.slice(0, 80)}`));
          (onlyBroke(watch) ? slipped : caught).push(leak.name);
          continue;
        }
        const course = new SessionCourse(watch, { method: 'five_step', only: leak.part, random: context.random, rest: 0, thorough: true, silent: 0, most: leak.part === 'order' ? 6 : 1, untilLeak: leak.part !== 'order' });
        await course.run().catch((error: Error) => watch.leak(`it broke off: ${error.message.slice(0, 80)}`));
        if (followsWriting(course.sheets)) watch.leak('the places follow the order of writing');
        const broke = onlyBroke(watch);
        (broke ? slipped : caught).push(leak.name);
        if (broke) context.progress(`${leak.name}: ${[...watch.leaks.keys()].join('; ') || 'nothing came out'}`);
      } finally {
        await mend();
      }
    }
    context.progress(`leaks put in on purpose: ${caught.length}/${sealedLeaks.length} caught`);
    // and without any, all is quiet again
    await watch.tables.forget();
    watch.leaks.clear();
    await new SessionCourse(watch, { method: 'five_step', random: context.random, rest: 0, thorough: true, silent: 0, most: 1 }).run();
    await new WrittenCourse(watch, { method: 'heilsbronn', random: context.random, silent: 0 }).run();
    const quiet = watch.found === 0;
    for (const [leak] of watch.leaks) context.progress(`left behind: ${leak}`);

    const guess = await guessWriters(watch, context);
    context.progress(`${guess.says}; ${guess.controlSays}`);
    const broken = [...slipped, ...engine.missed.map((name) => `engine: ${name}`)];
    return {
      ok: leaks.length === 0 && engine.tally.leaks.size === 0 && guess.ok,
      covered: {
        'sessions of the engine': engine.tally.sessions, methods: engine.methods, 'put together from blocks': engine.composed, 'texts in the engine': engine.tally.texts, 'looks in the engine': engine.tally.looks,
        'sessions on the server': sessions, 'methods there': played.size, steps: counts.steps, texts: counts.written, opened: counts.opened, pages: looks.pages, queries: looks.queries, frames: looks.frames,
        'in writing': inWriting.sessions, 'steps in writing': inWriting.steps, 'texts in writing': inWriting.written, 'opened by a deadline': inWriting.opened, mails: looks.mails, 'looks at tables': looks.tables, 'looks by right': looks.rights, 'notes to guess': guess.notes,
      },
      minimum: {
        'sessions of the engine': context.rounds(1_000, 10_000), methods, 'put together from blocks': context.rounds(100, 1_000), 'texts in the engine': context.rounds(5_000, 50_000), 'sessions on the server': context.rounds(12, 500),
        'methods there': context.rounds(12, methods), steps: context.rounds(200, 10_000), texts: context.rounds(60, 5_000), opened: context.rounds(15, 1_000), pages: context.rounds(1_800, 90_000), frames: context.rounds(500, 20_000),
        'in writing': context.rounds(3, 60), 'steps in writing': context.rounds(120, 2_400), 'texts in writing': context.rounds(50, 1_000), 'opened by a deadline': context.rounds(15, 300), mails: context.rounds(5, 100),
        'looks at tables': context.rounds(200, 10_000), 'notes to guess': context.rounds(150, 2_000),
      },
      figure: `${leaks.length + engine.tally.leaks.size} leaks in ${engine.tally.sessions.toLocaleString('en-GB')} sessions of the engine and ${sessions} on the server; ${guess.says}`,
      control: {
        ok: broken.length === 0 && quiet && guess.controlOk && finderWorks(watch.word()),
        what: broken.length === 0 ? `${caught.length}/${sealedLeaks.length} leaks and ${engineFaults.length}/${engineFaults.length} faults of the engine put in on purpose; ${guess.controlSays}` : `not noticed: ${broken.join('; ')}`,
      },
    };
  },
};
