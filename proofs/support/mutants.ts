import pg from 'pg';

type Query = (this: unknown, config: unknown, ...rest: unknown[]) => unknown;

let faults = 0;

/**
 * Changes the statements of this process on their way to the database: a fault in the product without touching it.
 * @returns puts it back
 */
export function rewriteSql(rewrite: (text: string) => string): () => void {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const original = prototype.query;
  const fault = (faults += 1);
  prototype.query = function (config, ...rest) {
    if (typeof config === 'string') return original.call(this, rewrite(config), ...rest);
    const asked = config as { name?: string; text?: string } | null;
    if (asked && typeof asked.text === 'string' && typeof (asked as { submit?: unknown }).submit !== 'function') {
      const text = rewrite(asked.text);
      // a prepared statement keeps its text, so the changed one needs a name of its own
      if (text !== asked.text) return original.call(this, { ...asked, text, ...(asked.name ? { name: `${asked.name}-fault-${fault}` } : {}) }, ...rest);
    }
    return original.call(this, config, ...rest);
  };
  return () => {
    prototype.query = original;
  };
}

/** Replaces one method of an object. @returns puts it back */
export function replaceMethod<Target extends object, Name extends keyof Target>(target: Target, name: Name, make: (original: Target[Name]) => Target[Name]): () => void {
  const own = Object.prototype.hasOwnProperty.call(target, name);
  const original = target[name];
  target[name] = make((typeof original === 'function' ? (original.bind(target) as Target[Name]) : original) as Target[Name]);
  return () => {
    if (own) target[name] = original;
    else delete (target as Record<PropertyKey, unknown>)[name];
  };
}

/** The words that keep people outside of circles out of every statement. */
export const membershipWords = 'm.person_id = $1 AND m.ended_at IS NULL AND m.suspended_at IS NULL';
