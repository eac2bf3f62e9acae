const began = performance.now();

/** A line for whoever waits at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A line on the way to the address, with the seconds since the start. */
export function sayProgress(line: string): void {
  say(`  ${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}`);
}

/** What went wrong, as one sentence where we know it. */
export function sayFailure(error: unknown): void {
  const known = error instanceof Error && ['SettingError', 'DatabaseStartError', 'CommandError'].includes(error.name);
  process.stderr.write(`\n${known || !(error instanceof Error) ? String((error as Error).message ?? error) : (error.stack ?? error.message)}\n`);
}
