import type { Row } from '../harness/test-database.js';

/** Where builders put what they make: a world, or a test database; statements run as the owner of the tables. */
export interface BuilderStore {
  sql<R = Row>(text: string, params?: unknown[]): Promise<R[]>;
}

let counter = 0;

/** A number that no other builder of this process got: names and mail addresses stay apart. */
export function nextNumber(): number {
  counter += 1;
  return counter;
}
