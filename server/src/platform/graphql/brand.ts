const brandKey = Symbol('kring.brand');

/** An object that came through a door (`access/`): it carries the name of its GraphQL type. */
export type Branded<Row extends object> = Row & { readonly [brandKey]?: string };

/**
 * Marks a row as allowed for this viewer. Only doors call this (dependency rule and review):
 * the schema refuses to resolve an object without the mark of its own type.
 */
export function brand<Row extends object>(typeName: string, row: Row): Branded<Row> {
  Object.defineProperty(row, brandKey, { value: typeName, enumerable: false });
  return row as Branded<Row>;
}

/** The type name an object was marked with, if any. */
export function brandOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? (value as { [brandKey]?: string })[brandKey] : undefined;
}
