import fs from 'node:fs';

/** Everything that this process writes to its output while it is on: the log, as it would stand in a file. */
export interface LogCapture {
  text(): string;
  /** what was written since the last time, and forgets it: for who looks often and for long */
  take(): string;
  stop(): void;
}

type AnyFunction = (...args: unknown[]) => unknown;

/** Begins to keep what goes to standard output and standard error through the file system (the logger does that). */
export function captureLog(): LogCapture {
  const parts: string[] = [];
  const original = { writeSync: fs.writeSync as AnyFunction, write: fs.write as AnyFunction };
  const keep = (data: unknown): number => {
    const text = typeof data === 'string' ? data : Buffer.from(data as Uint8Array).toString('utf8');
    parts.push(text);
    return Buffer.byteLength(text);
  };
  const isOutput = (fd: unknown): boolean => fd === 1 || fd === 2;
  fs.writeSync = ((fd: number, data: unknown, ...rest: unknown[]) => (isOutput(fd) ? keep(data) : original.writeSync(fd, data, ...rest))) as typeof fs.writeSync;
  fs.write = ((fd: number, data: unknown, ...rest: unknown[]) => {
    if (!isOutput(fd)) return original.write(fd, data, ...rest);
    const written = keep(data);
    const done = rest.at(-1) as (error: null, written: number, data: unknown) => void;
    process.nextTick(() => done(null, written, data));
    return undefined;
  }) as unknown as typeof fs.write;
  return {
    text: () => parts.join(''),
    take: () => parts.splice(0).join(''),
    stop: () => {
      fs.writeSync = original.writeSync as typeof fs.writeSync;
      fs.write = original.write as typeof fs.write;
    },
  };
}
