import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds after which what should happen by itself counts as not happening. */
const patience = 15_000;

/** Looks until it is so: for what a job does in its own time. @throws with `why` when it does not become so */
export async function untilTrue(look: () => Promise<boolean>, why: () => string = () => 'It did not happen'): Promise<void> {
  const until = performance.now() + patience;
  while (!(await look())) {
    if (performance.now() > until) throw new Error(why());
    await pause(50);
  }
}
