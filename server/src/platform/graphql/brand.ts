declare const brandKey: unique symbol;

/** An object that came through a door (`access/`): it carries the name of its GraphQL type. */
export type Branded<Row extends object> = Row & { readonly [brandKey]?: string };

/** A constructor that returns what it is given: a class above it can put its private fields on any object. */
class Given {
  constructor(object: object) {
    return object;
  }
}

/**
 * The mark lies in a private field: nobody outside this class can set it, no copy of the object carries it, and setting
 * it costs a tenth of defining a hidden property. A page has about a hundred of these.
 */
class Mark extends Given {
  #type: string;

  private constructor(object: object, type: string) {
    super(object);
    this.#type = type;
  }

  static set(object: object, type: string): void {
    if (#type in object) object.#type = type;
    else new Mark(object, type);
  }

  static of(object: object): string | undefined {
    return #type in object ? object.#type : undefined;
  }
}

/**
 * Marks a row as allowed for this viewer. Only doors call this (dependency rule and review):
 * the schema refuses to resolve an object without the mark of its own type.
 */
export function brand<Row extends object>(typeName: string, row: Row): Branded<Row> {
  Mark.set(row, typeName);
  return row as Branded<Row>;
}

/** The type name an object was marked with, if any. */
export function brandOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? Mark.of(value) : undefined;
}
