import { AsyncLocalStorage } from 'node:async_hooks';

const counting = new AsyncLocalStorage<{ statements: string[] }>();
const wrapped = new WeakSet<object>();

/** Makes a database connection report its statements to whoever counts around the call. */
export function reportStatements(client: { query: (...args: never[]) => unknown }): void {
  if (wrapped.has(client)) return;
  wrapped.add(client);
  const original = client.query.bind(client) as (...args: unknown[]) => unknown;
  client.query = ((...args: unknown[]) => {
    const store = counting.getStore();
    if (store) {
      const first = args[0];
      store.statements.push(typeof first === 'string' ? first : ((first as { text?: string })?.text ?? '?'));
    }
    return original(...args);
  }) as typeof client.query;
}

/** Runs `work` and returns the SQL statements it sent, in order; for the N+1 proof. */
export async function countStatements<Result>(work: () => Promise<Result>): Promise<{ result: Result; statements: string[] }> {
  const store = { statements: [] as string[] };
  const result = await counting.run(store, work);
  return { result, statements: store.statements };
}
