import { existsSync, readFileSync, writeFileSync } from 'node:fs';

// Every runner leaves its numbers in the file that TOTALS_FILE names; whoever started it adds them up.

/** Leaves the numbers of this runner, when somebody asked for them. */
export function writeTotals({ passed, failed }) {
  if (process.env.TOTALS_FILE) writeFileSync(process.env.TOTALS_FILE, JSON.stringify({ passed, failed }));
}

/** The numbers a runner left; a runner that left none, or ran nothing, counts as one failure. */
export function readTotals(file, status) {
  let found = { passed: 0, failed: 0 };
  if (existsSync(file)) found = JSON.parse(readFileSync(file, 'utf8'));
  const { passed, failed } = found;
  if (passed + failed === 0) return { passed: 0, failed: 1, why: 'it ran nothing' };
  if (status !== 0 && failed === 0) return { passed, failed: 1, why: 'it ended with an error' };
  return { passed, failed };
}

/** The numbers in jest's own report: tests, and files that could not be run at all. */
export function totalsOfJest(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return { passed: report.numPassedTests, failed: report.numFailedTests + report.numRuntimeErrorTestSuites };
}
