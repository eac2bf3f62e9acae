import fs from 'node:fs';

/** Everything that this process writes to its output while it is on: the log, as it would stand in a file. */
export interface LogCapture {
  text(): string;
  stop(): void;
}

type Write = typeof fs.writeSync;

/** Begins to keep what goes to standard output and standard error through the file system (the logger does that). */
export function captureLog(): LogCapture {
  const parts: string[] = [];
  const original = fs.writeSync;
  const patched = ((fd: number, data: unknown, ...rest: unknown[]) => {
    if (fd !== 1 && fd !== 2) return (original as (...args: unknown[]) => number)(fd, data, ...rest);
    const text = typeof data === 'string' ? data : Buffer.from(data as Uint8Array).toString('utf8');
    parts.push(text);
    return Buffer.byteLength(text);
  }) as Write;
  fs.writeSync = patched;
  return {
    text: () => parts.join(''),
    stop: () => {
      fs.writeSync = original;
    },
  };
}
