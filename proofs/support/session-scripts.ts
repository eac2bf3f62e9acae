import { loadMethodCatalogue } from '../../server/src/features/intervision/data/method-catalogue.js';
import { methodFaults } from '../../server/src/features/intervision/domain/method-faults.js';
import type { Method, MethodCatalogue, MethodPhase } from '../../server/src/features/intervision/domain/method.js';
import { resolveScript } from '../../server/src/features/intervision/domain/resolve-script.js';
import type { Script } from '../../server/src/features/intervision/domain/script.js';

const day = 86_400_000;

function scriptOf(catalogue: MethodCatalogue, method: Method, written: boolean, short: boolean): Script | null {
  const result = resolveScript(catalogue, method, { frame: short ? 'short' : 'full', profile: short && method.short ? 'short' : 'normal', written, people: 6, previousContributor: true, caseChosen: false, options: null, minutes: {} });
  if (!result.ok) return null;
  return written ? { ...result.script, phases: result.script.phases.map((phase, at) => ({ ...phase, deadline: (at + 1) * day })) } : result.script;
}

/** Every method there is, in a room and in writing, with the full frame and the short one. */
export function everyScript(catalogue = loadMethodCatalogue()): { methods: number; scripts: Script[] } {
  const scripts = catalogue.methods.flatMap((method) =>
    [false, true].flatMap((written) => (written && !method.written ? [] : [false, true].flatMap((short) => scriptOf(catalogue, method, written, short) ?? []))),
  );
  return { methods: catalogue.methods.length, scripts };
}

/**
 * A method that nobody made yet: blocks of others behind each other, each with what it needs before it, as somebody would
 * put them together. Nothing that the rules of methods refuse.
 */
export function composedScript(random: () => number, catalogue = loadMethodCatalogue()): Script | null {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const base = pick(catalogue.methods.filter((method) => !method.repeatPerPerson && !method.subgroup));
  const phases: MethodPhase[] = [];
  for (let block = 0; block < 5; block += 1) {
    const from = pick(catalogue.methods.filter((method) => !method.repeatPerPerson && !method.subgroup)).phases;
    const last = Math.floor(random() * from.length);
    // a block brings what it shows
    const wanted = new Set([from[last]!.key]);
    for (const phase of [...from].reverse()) if (wanted.has(phase.key)) for (const key of [phase.shows, phase.showsRatings, phase.ballot?.phase ?? null]) if (key) wanted.add(key);
    for (const phase of from.filter(({ key }) => wanted.has(key))) if (!phases.some(({ key }) => key === phase.key)) phases.push(phase);
  }
  const coreMinutes = phases.reduce((sum, { minutes }) => sum + minutes, 0);
  const method: Method = { ...base, key: 'composed', phases, coreMinutes, short: null, written: false, writtenProfile: null, contributorFrom: null };
  return methodFaults(catalogue, method).length === 0 ? scriptOf(catalogue, method, false, false) : null;
}
