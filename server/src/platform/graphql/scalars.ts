import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for a UUID in its usual text form. */
export const isUuid = (value: unknown): value is string => typeof value === 'string' && uuidPattern.test(value);

function readUuid(value: unknown): string {
  if (!isUuid(value)) throw new GraphQLError('not an id', { extensions: { kringField: 'NOT_AN_ID' } });
  return value.toLowerCase();
}

/** Ids in arguments: anything else is refused before a resolver runs. */
export const UuidScalar = new GraphQLScalarType<string, string>({
  name: 'UUID',
  description: 'An id, made by the client for what it creates (UUIDv4).',
  serialize: (value) => String(value),
  parseValue: readUuid,
  parseLiteral: (node) => readUuid(node.kind === Kind.STRING ? node.value : undefined),
});

/**
 * A moment as PostgreSQL writes it into JSON (`2025-11-21T22:39:54.123456+00:00`), cut to milliseconds. A page has some
 * sixty of these, so the usual form is not parsed.
 */
export function isoText(text: string): string {
  if (!text.endsWith('+00:00') || text[10] !== 'T') return new Date(text).toISOString();
  const bare = text.slice(0, -6);
  return `${bare.length === 19 ? `${bare}.000` : bare.slice(0, 23).padEnd(23, '0')}Z`;
}

/** A moment, as ISO 8601 in UTC with milliseconds. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'A moment: ISO 8601, UTC.',
  serialize: (value) => (value instanceof Date ? value.toISOString() : isoText(value as string)),
  parseValue: (value) => {
    const date = typeof value === 'string' ? new Date(value) : new Date(Number.NaN);
    if (Number.isNaN(date.getTime())) throw new GraphQLError('not a moment', { extensions: { kringField: 'NOT_A_DATE' } });
    return date;
  },
});

/** A structured document (`schema/rich-text.ts`). Its shape is checked by the action that takes it. */
export const RichTextScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'RichText',
  description: 'A structured document, never HTML: see schema/rich-text.ts.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: () => {
    throw new GraphQLError('give a document as a variable', { extensions: { kringField: 'WRONG_TYPE' } });
  },
});
