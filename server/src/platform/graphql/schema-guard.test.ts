import { describe, expect, it } from '@jest/globals';
import { buildSchema, graphql, type GraphQLObjectType } from 'graphql';
import { brand } from './brand.js';
import type { KringContext } from './context.js';
import { guardSchema, MissingRule } from './schema-guard.js';

const sdl = `type Query { mine: Note open: Note many: [Note!]! either: Either } type Note { id: ID! by: Person } type Person { id: ID! } union Either = Note | Person`;
const signedIn = { viewer: { personId: 'p', signInId: 's' } } as unknown as KringContext;
const nobody = { viewer: null } as unknown as KringContext;

function schemaWith(answers: Record<string, unknown>, rules: Record<string, string> = { mine: 'signedIn', open: 'public', many: 'signedIn', either: 'signedIn' }) {
  const schema = buildSchema(sdl);
  const fields = (schema.getQueryType() as GraphQLObjectType).getFields();
  for (const [name, field] of Object.entries(fields)) {
    field.resolve = () => answers[name];
    if (rules[name]) field.extensions = { kring: { rule: rules[name], door: 'test' } };
  }
  return schema;
}
const ask = (schema: ReturnType<typeof schemaWith>, source: string, contextValue: KringContext) => graphql({ schema: guardSchema(schema), source, contextValue });
const note = () => brand('Note', { id: '1', by: brand('Person', { id: '2' }) });

describe('default deny', () => {
  it('does not start with a root field that states no rule', () => {
    expect(() => guardSchema(schemaWith({}, { mine: 'signedIn', open: 'public' }))).toThrow(MissingRule);
    expect(() => guardSchema(schemaWith({}, { mine: 'signedIn', open: 'public' }))).toThrow(/Query\.either, Query\.many/);
  });
  it('refuses the signed-out, except where the rule is public', async () => {
    const answers = { mine: note(), open: note() };
    expect((await ask(schemaWith(answers), '{ mine { id } }', nobody)).errors![0]!.message).toBe('UNAUTHENTICATED');
    expect((await ask(schemaWith(answers), '{ open { id } }', nobody)).data).toEqual({ open: { id: '1' } });
  });
  it('hands out only what came through a door, at every depth', async () => {
    const good = await ask(schemaWith({ mine: note() }), '{ mine { id by { id } } }', signedIn);
    expect(good.data).toEqual({ mine: { id: '1', by: { id: '2' } } });
    const unbranded = await ask(schemaWith({ mine: { id: '1' } }), '{ mine { id } }', signedIn);
    expect(unbranded.data).toEqual({ mine: null });
    const inner = await ask(schemaWith({ mine: brand('Note', { id: '1', by: { id: '2' } }) }), '{ mine { id by { id } } }', signedIn);
    expect(inner.data).toEqual({ mine: { id: '1', by: null } });
    const listed = await ask(schemaWith({ many: [note(), { id: '3' }] }), '{ many { id } }', signedIn);
    expect(listed.errors!.length).toBe(1);
    const promised = await ask(schemaWith({ mine: Promise.resolve({ id: '1' }) }), '{ mine { id } }', signedIn);
    expect(promised.data).toEqual({ mine: null });
  });
  it('the brand of another type does not open the door', async () => {
    const answer = await ask(schemaWith({ mine: brand('Person', { id: '1' }) }), '{ mine { id } }', signedIn);
    expect(answer.data).toEqual({ mine: null });
  });
});
