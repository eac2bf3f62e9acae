import type { ProofResult } from './proof.js';

/** Everything that keeps a result from counting; nothing means that the proof holds. */
export function reasonsToFail(result: ProofResult): string[] {
  const reasons: string[] = [];
  if (!result.ok) reasons.push('the promise did not hold');
  if (!result.control.ok) reasons.push(`the fault put in on purpose was not noticed: ${result.control.what}`);
  const minimum = Object.entries(result.minimum);
  if (minimum.length === 0) reasons.push('it does not say how much it must cover');
  for (const [what, least] of minimum) {
    const done = result.covered[what] ?? 0;
    if (!(done >= least)) reasons.push(`covered ${done} ${what}, at least ${least} needed`);
  }
  return reasons;
}

const number = (value: number): string => value.toLocaleString('en-GB');

/** The lines a proof ends with: verdict, coverage, control, figure. */
export function report(name: string, claim: string, result: ProofResult, seconds: number): string[] {
  const reasons = reasonsToFail(result);
  const coverage = Object.entries(result.covered).map(([what, done]) => `${what} ${number(done)}${what in result.minimum ? ` (at least ${number(result.minimum[what]!)})` : ''}`);
  return [
    `${reasons.length === 0 ? 'PASSED' : 'FAILED'}     ${name}: ${claim} (${seconds.toFixed(1)} s)`,
    ...reasons.map((reason) => `           ${reason}`),
    `coverage   ${coverage.join(' · ') || 'nothing'}`,
    `control    ${result.control.ok ? 'noticed' : 'NOT NOTICED'}: ${result.control.what}`,
    `figure     ${result.figure}`,
  ];
}
