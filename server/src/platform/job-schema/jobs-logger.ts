import { Logger } from 'graphile-worker';

/** What the job library says, without what it hangs on to: payloads and error texts stay out of the log. */
export type JobsLog = (level: 'error' | 'warn' | 'info' | 'debug', line: string) => void;

/** The library's own words are free of payloads at these places; anything else becomes one neutral line. */
const speaksOfContent = /payload|error|exception|failed task/i;

/** The library's names of levels; what it calls information is a detail to us. */
const levels: Partial<Record<string, Parameters<JobsLog>[0]>> = { error: 'error', warning: 'warn' };

/** A logger for graphile-worker that writes through ours. */
export const createJobsLogger = (log: JobsLog): Logger =>
  new Logger(() => (level, message) => {
    const ours = levels[level] ?? 'debug';
    log(ours, speaksOfContent.test(message) ? 'the job library reports a failure' : message);
  });

/** For installing: failures come as exceptions there. */
export const quietJobsLogger = createJobsLogger(() => undefined);
