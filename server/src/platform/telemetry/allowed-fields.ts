/**
 * The only fields a log line may carry. What people wrote, who they are and where they signed in from is not among
 * them, and a field that is not named here does not reach the log, whoever adds it.
 */
const allowed = new Set([
  'attempt', 'code', 'constraint', 'context', 'count', 'event', 'frames', 'kind', 'method', 'ms', 'name', 'operation',
  'outcome', 'path', 'port', 'requestId', 'role', 'sqlState', 'status', 'swept', 'table', 'task', 'traceId', 'version',
]);

export type LogFields = Record<string, string | number | boolean | null | undefined | readonly string[]>;

const longest = 300;

/** Keeps allowed fields with plain values, texts cut short. */
export function allowedFields(fields: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (!allowed.has(key)) continue;
    if (typeof value === 'string') kept[key] = value.slice(0, longest);
    else if (typeof value === 'number' || typeof value === 'boolean') kept[key] = value;
    else if (key === 'frames' && Array.isArray(value)) kept[key] = value.slice(0, 20).map((frame) => String(frame).slice(0, longest));
  }
  return kept;
}

/**
 * What a log may say of a failure: its kind, its codes and where it happened. Not its text: database errors and parsers
 * quote the value that they choked on.
 */
export function failureFields(error: unknown): LogFields {
  const cause = (error as { driverError?: unknown } | null)?.driverError ?? error;
  if (!(cause instanceof Error)) return { name: typeof cause };
  const { code, constraint, table } = cause as { code?: unknown; constraint?: unknown; table?: unknown };
  const words = (value: unknown): string | undefined => (typeof value === 'string' && /^[\w.-]{1,80}$/.test(value) ? value : undefined);
  const stack = (error as Error).stack ?? cause.stack ?? '';
  return {
    name: words(cause.name) ?? 'Error',
    code: words(code),
    constraint: words(constraint),
    table: words(table),
    frames: stack.split('\n').filter((line) => /^\s+at /.test(line)).map((line) => line.trim()),
  };
}

const tokenLike = /^(?=.*[A-Z0-9_-])[A-Za-z0-9_-]{24,}$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The path of an address without its query, with secrets in it blotted out (`/wachtwoord/:secret`). */
export function safePath(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  return path
    .split('/')
    .map((part) => (part.length > 80 || (tokenLike.test(part.replace(/\.ics$/, '')) && !uuid.test(part)) ? ':secret' : part))
    .join('/')
    .slice(0, longest);
}
