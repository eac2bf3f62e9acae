import type { Proof, ProofContext } from './runner/proof.js';
import { openBrowser } from './support/browser.js';
import { BrowserSession, type JourneyTally } from './support/browser-session.js';
import { startProduct, type Product } from './support/product.js';
import { wordsIn } from './support/screens.js';
import { everyScript } from './support/session-scripts.js';
import { makeRoom, type Room } from './support/session-room.js';

interface ApiTally {
  methods: number;
  phases: number;
  written: number;
  wrong: string[];
}

/** A method from its lobby to its end over GraphQL: every phase in its order, with whoever writes writing. */
async function playMethod(product: Product, room: Room, method: string, tally: ApiTally): Promise<void> {
  const lead = room.members[0]!.session;
  const play = await room.begin(method);
  let page = await play.page(lead);
  const count = page.script.phases.length;
  for (let phase = 0; phase < count; ) {
    tally.phases += 1;
    const now = page.script.phases[phase]!;
    // whose case it is, and one of the others
    for (const { session } of [room.members[2]!, room.members[3 + (phase % 3)]!]) {
      if (now.input === 'none' || now.input === 'notes' || now.input === 'vote' || now.input === 'survey' || now.input === 'question_rating') continue;
      const fields = now.input === 'grid' ? undefined : now.input === 'actions' ? JSON.stringify({ what: 'Iets doen' }) : 'Een paar woorden.';
      if (fields === undefined) continue;
      const answer = await play.tryWrite(session, { phase, body: fields });
      if (!answer.errors) tally.written += 1;
      else if (answer.status !== 200) tally.wrong.push(`${method}, ${now.key}: ${answer.status}`);
    }
    if (now.input === 'vote') for (const { session } of room.members) if (page.options[0]) await play.try(session, 'castVote', { phase, optionIds: [page.options[0].id] });
    if (phase === count - 1) break;
    page = await play.next(lead);
    // a vote with too little to choose from is passed over
    if (page.state.phase !== phase + 1 && page.state.phase !== phase + 2) {
      tally.wrong.push(`${method}: from phase ${phase} to ${page.state.phase}`);
      return;
    }
    phase = page.state.phase;
  }
  await play.do(lead, 'endSession', { turn: (await play.page(lead)).state.turn });
  await play.graceEnds();
  if ((await play.page(lead)).state.status !== 'ENDED') tally.wrong.push(`${method} does not end`);
  else tally.methods += 1;
}

/** Looked at in every run; the rest changes with the seed. */
const always = ['five_step', 'gossip'];

export const proof: Proof = {
  name: 'journey',
  claim: 'every method runs from lobby to closing; on six screens by its buttons, by keys alone, and so that somebody who does not see the screen can follow',
  browser: true,
  patience: 8,
  async run(context: ProofContext) {
    const product = await startProduct();
    context.onEnd(() => product.close());
    const room = await makeRoom(product, 6);
    const methods = [...new Set(everyScript().scripts.map(({ method }) => method))];
    const api: ApiTally = { methods: 0, phases: 0, written: 0, wrong: [] };
    for (const method of methods) await playMethod(product, room, method, api);
    context.progress(`${api.methods} of ${methods.length} methods over GraphQL, ${api.phases} phases, ${api.written} texts`);

    const browser = await openBrowser(context);
    const rest = methods.filter((method) => !always.includes(method)).map((method) => ({ method, at: context.random() })).sort((a, b) => a.at - b.at).map(({ method }) => method);
    const chosen = [...always, ...rest.slice(0, context.rounds(1, rest.length))];
    const tally: JourneyTally = { methods: [], phases: 0, presses: 0, entered: 0, announced: 0, trees: 0, named: 0, problems: new Set() };
    for (const [at, method] of chosen.entries()) {
      await new BrowserSession(product, browser, room, wordsIn('nl'), tally, method, at === 0).run();
      context.progress(`${method}${at === 0 ? ', by the keys alone' : ''}: to its end on six screens`);
    }
    for (const line of [...api.wrong, ...tally.problems].slice(0, 40)) context.progress(line);
    const control = await brokenPageIsNoticed(product, browser);
    return {
      ok: api.methods === methods.length && api.wrong.length === 0 && tally.methods.length === chosen.length && tally.problems.size === 0,
      covered: {
        'methods over GraphQL': api.methods, phases: api.phases, texts: api.written, 'methods on six screens': tally.methods.length, 'phases there': tally.phases, presses: tally.presses, 'things entered': tally.entered,
        'announcements heard': tally.announced, 'trees read': tally.trees, 'names read': tally.named,
      },
      minimum: {
        'methods over GraphQL': 19, phases: 200, texts: 150, 'methods on six screens': context.rounds(3, 19), 'phases there': context.rounds(28, 170), presses: context.rounds(30, 200), 'things entered': context.rounds(20, 150),
        'announcements heard': context.rounds(120, 900), 'trees read': context.rounds(70, 500), 'names read': 500,
      },
      figure: `${api.methods} methods over GraphQL, ${tally.methods.length} on six screens (one by keys), ${tally.announced} announcements heard once, ${tally.problems.size} problems`,
      control,
    };
  },
};

/** A page with what must be noticed: a button and a field without a name, two headings, a focus that is told twice. */
async function brokenPageIsNoticed(product: Product, browser: Awaited<ReturnType<typeof openBrowser>>): Promise<{ ok: boolean; what: string }> {
  const { listenAloud, readTree, takeSaid } = await import('./support/screen-reader.js');
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${product.url}/healthz`);
  await page.setContent('<div role="alert"></div><main><h1>Een</h1><h1>Twee</h1><button></button><input><img src="x"></main>');
  await listenAloud(page);
  await page.evaluate(`(async () => { const at = document.querySelector('[role=alert]'); for (const text of ['Fase 2', '', 'Fase 2 nog eens']) { at.textContent = text; await new Promise((done) => setTimeout(done, 30)); } })()`);
  const said = await takeSaid(page);
  const { problems } = await readTree(page, await context.newCDPSession(page));
  await context.close();
  const ok = problems.length >= 3 && said.filter(({ politeness }) => politeness === 'assertive').length === 2;
  return { ok, what: `on a page with faults: ${problems.join('; ')}; said ${said.length} times` };
}
