import type { World, WorldOptions } from '../../server/test/harness/world.js';

/** What a proof gets to work with. */
export interface ProofContext {
  /** the full form (`--long`), run before a promise is called kept; the fast form runs in every CI */
  long: boolean;
  /** how often: fewer in the fast form */
  rounds(fast: number, long: number): number;
  /** a line on the screen, so that a person sees that it is still going and how far it is */
  progress(line: string): void;
  /** chance that can be repeated: `--seed N` gives the same numbers again. From 0 up to 1 */
  random(): number;
  seed: number;
  /** the real server on a database of its own; closed when the proof ends */
  createWorld(options?: WorldOptions): Promise<World>;
  /** something to undo when the proof ends, however it ends; last in, first out */
  onEnd(undo: () => Promise<void> | void): void;
}

/** What a proof found. It counts only when it covered enough and would have noticed a fault. */
export interface ProofResult {
  /** the promise held */
  ok: boolean;
  /** what was tried, and how often */
  covered: Record<string, number>;
  /** below these numbers the proof has shown nothing; the same names as in `covered` */
  minimum: Record<string, number>;
  /** one line with the measure that the promise is about */
  figure: string;
  /** a fault that was put in on purpose, and whether it was caught */
  control: { ok: boolean; what: string };
}

/** One promise and the way to show it. `proofs/<name>.ts` exports it as `proof`. */
export interface Proof {
  name: string;
  /** the promise, as a sentence that can be false */
  claim: string;
  /** opens a browser; left out of `npm run check` */
  browser?: boolean;
  /** minutes after which the fast form counts as failed; 10 unless said otherwise */
  patience?: number;
  run(context: ProofContext): Promise<ProofResult>;
}
