import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';
import { allowedFields, failureFields, type LogFields } from './allowed-fields.js';

export type LogLevelName = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** Speakers of the framework whose words may quote what somebody sent. */
const quotesPeople = new Set(['ExceptionsHandler', 'RpcExceptionsHandler', 'WsExceptionsHandler']);

/**
 * The one way to the log. Lines are written in the code, never made from what people sent; fields pass the allow-list.
 * It also speaks for the framework (`LoggerService`).
 */
export class KringLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(level: string, destination?: DestinationStream) {
    const options = {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label: string) => ({ level: label }), log: allowedFields },
    };
    this.pino = destination ? pino(options, destination) : pino(options);
  }

  /** One thing that happened; `line` is fixed text. */
  event(level: LogLevelName, line: string, fields: LogFields = {}): void {
    this.pino[level](fields, line);
  }

  /** Something went wrong that we did not foresee; the text of the error stays out. */
  failure(line: string, error: unknown, fields: LogFields = {}): void {
    this.pino.error({ ...fields, ...failureFields(error) }, line);
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.framework('debug', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.framework('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.framework('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.framework('trace', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.framework('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.framework('fatal', message, rest);
  }

  private framework(level: LogLevelName, message: unknown, rest: unknown[]): void {
    const last = rest.at(-1);
    const context = typeof last === 'string' && !last.includes('\n') ? last : undefined;
    // every failure of an operation is translated and logged once, by the executor; refusals are not failures
    if (context === 'ExceptionsHandler') return;
    if (message instanceof Error) return this.failure('the framework reports a failure', message, { context });
    const quotes = context !== undefined && quotesPeople.has(context);
    this.event(level, quotes || typeof message !== 'string' ? 'the framework reports a failure' : message, { context });
  }
}
