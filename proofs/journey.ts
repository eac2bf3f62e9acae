import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Proof, ProofContext } from './runner/proof.js';
import { ApiJourney, type ApiTally } from './support/api-journey.js';
import { openBrowser } from './support/browser.js';
import { BrowserSession, type JourneyTally } from './support/browser-session.js';
import { faultsAreNoticed } from './support/journey-control.js';
import { startProduct } from './support/product.js';
import { wordsIn } from './support/screens.js';
import { type Look, Pictures, takeSeats } from './support/session-seats.js';
import { everyScript } from './support/session-scripts.js';
import { makeRoom } from './support/session-room.js';

/** By the keys alone, and first. */
const byKeys = 'five_step';
/** On six screens in every run; the third changes with the seed. */
const always = [byKeys, 'gossip'];

/**
 * For people who look: KRING_PICTURES names a folder in which a picture of every phase is kept, of the methods in KRING_METHODS
 * only (`incident,gossip`), in the language of KRING_LANGUAGE (`en`) and the scheme of KRING_SCHEME (`dark`). Fewer methods show too little for a proof.
 */
const wanted = { folder: process.env['KRING_PICTURES'], methods: process.env['KRING_METHODS']?.split(','), look: { language: process.env['KRING_LANGUAGE'] === 'en' ? 'en' : 'nl', scheme: process.env['KRING_SCHEME'] === 'dark' ? 'dark' : 'light' } satisfies Look as Look };

export const proof: Proof = {
  name: 'journey',
  claim: 'every method runs from lobby to closing; on six screens by its buttons, by keys alone, and so that somebody who does not see the screen can follow',
  browser: true,
  async run(context: ProofContext) {
    const product = await startProduct();
    context.onEnd(() => product.close());
    const room = await makeRoom(product, 6);
    const methods = [...new Set(everyScript().scripts.map(({ method }) => method))].filter((method) => !wanted.methods || wanted.methods.includes(method));
    const api: ApiTally = { methods: 0, phases: 0, written: 0, opened: 0, wrong: new Set() };
    const began = performance.now();
    for (const method of wanted.folder ? [] : methods) await ApiJourney.run(product, room, method, api);
    context.progress(`${api.methods} of ${methods.length} methods over GraphQL, ${api.phases} phases, ${api.written} things entered, ${api.opened} notes opened, ${Math.round((performance.now() - began) / 1_000)} s`);

    const browser = await openBrowser(context);
    const t = wordsIn(wanted.look.language);
    const tally: JourneyTally = { methods: [], phases: 0, presses: 0, entered: 0, announced: 0, notes: 0, trees: 0, named: 0, problems: new Set() };
    const seats = await takeSeats(browser, product, room, wanted.look, (what) => tally.problems.add(what));
    const others = methods.filter((method) => !always.includes(method)).map((method) => ({ method, at: context.random() })).sort((a, b) => a.at - b.at).map(({ method }) => method);
    const chosen = wanted.methods ?? [...always, ...others.slice(0, context.rounds(1, others.length))];
    for (const method of chosen) {
      const since = performance.now();
      if (wanted.folder) mkdirSync(join(wanted.folder, method), { recursive: true });
      const pictures = wanted.folder ? new Pictures(browser, product.url, wanted.folder, wanted.look) : null;
      await new BrowserSession(product, room, seats, tally, { method, language: wanted.look.language, t, keys: method === byKeys, pictures }).run();
      context.progress(`${method}${method === byKeys ? ', by the keys alone' : ''}: to its end on six screens, ${Math.round((performance.now() - since) / 1_000)} s`);
    }
    for (const line of [...api.wrong, ...tally.problems].slice(0, 60)) context.progress(line);
    const control = await faultsAreNoticed(product, room, seats, t);
    return {
      ok: api.methods === methods.length && api.wrong.size === 0 && tally.methods.length === chosen.length && tally.problems.size === 0,
      covered: {
        'methods over GraphQL': api.methods, phases: api.phases, 'things entered': api.written, 'notes opened': api.opened, screens: seats.length, 'methods on screens': tally.methods.length, 'phases there': tally.phases,
        presses: tally.presses, 'things entered there': tally.entered, 'phases heard': tally.announced, 'notes heard': tally.notes, 'trees read': tally.trees, 'names read': tally.named,
      },
      minimum: {
        'methods over GraphQL': 19, phases: 200, 'things entered': 200, 'notes opened': 20, screens: 6, 'methods on screens': context.rounds(3, 19), 'phases there': context.rounds(30, 200),
        presses: context.rounds(30, 200), 'things entered there': context.rounds(40, 250), 'phases heard': context.rounds(160, 1_100), 'notes heard': context.rounds(6, 60), 'trees read': context.rounds(90, 600), 'names read': context.rounds(1_500, 15_000),
      },
      figure: `${api.methods} methods over GraphQL, ${tally.methods.length} on six screens (one by the keys alone), ${tally.announced} phases and ${tally.notes} notes heard, ${tally.problems.size} problems`,
      control,
    };
  },
};
