import { describe, expect, it } from '@jest/globals';
import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { weighDocument } from './document-limits.js';

const schema = buildSchema(`
  type Query { me: Person people(first: Int): [Person!]! }
  type Person { id: ID! friends(first: Int): [Person!]! friend: Person }
  type Mutation { a(x: Int): Person b: Person }`);
const weigh = (source: string, variables: Record<string, unknown> = {}) => {
  const document = parse(source);
  const operation = document.definitions.find((one): one is OperationDefinitionNode => one.kind === 'OperationDefinition')!;
  return weighDocument(schema, document, operation, variables);
};

describe('the weight of a document', () => {
  it('lets ordinary pages through', () => {
    expect(weigh('{ me { id friends(first: 20) { id friend { id } } } }')).toMatchObject({ ok: true });
  });
  it.each([
    ['aliases of one mutation', 'mutation { a: a(x: 1) { id } b: a(x: 2) { id } }', 'ROOT_FIELDS'],
    ['aliases in a fragment', 'mutation { ...F } fragment F on Mutation { one: b { id } two: b { id } }', 'ROOT_FIELDS'],
    ['too many questions', `{ ${Array.from({ length: 9 }, (_, n) => `q${n}: me { id }`).join(' ')} }`, 'ROOT_FIELDS'],
    ['too deep', `{ me ${'{ friend '.repeat(9)} { id } ${'}'.repeat(9)} }`, 'DEPTH'],
    ['pages in pages', '{ people(first: 100) { friends(first: 100) { id friend { id } } } }', 'COST'],
  ])('refuses %s', (_what, source, why) => {
    expect(weigh(source)).toEqual({ ok: false, why });
  });
  it('counts a page size that comes as a variable', () => {
    const source = 'query($n: Int) { people(first: $n) { friends(first: $n) { id friend { id } } } }';
    expect(weigh(source, { n: 5 })).toMatchObject({ ok: true });
    expect(weigh(source, { n: 100 })).toEqual({ ok: false, why: 'COST' });
    expect(weigh(source, { n: 'lots' })).toEqual({ ok: false, why: 'COST' });
  });
  it('does not weigh introspection', () => {
    expect(weigh(`{ __schema { types ${'{ fields { type '.repeat(6)} { name } ${'} }'.repeat(6)} } }`)).toMatchObject({ ok: true });
  });
  it('ends on fragments that name each other', () => {
    const turn = weigh('{ me { ...A } } fragment A on Person { friend { ...B } } fragment B on Person { friend { ...A } }');
    expect(turn).toEqual({ ok: true, size: { depth: 4, cost: 3, rootFields: 1 } });
  });
  it('ends on fragments that double at every step', () => {
    const steps = Array.from({ length: 30 }, (_, n) => `fragment F${n} on Person { id ${n < 29 ? `...F${n + 1} ...F${n + 1}` : ''} }`);
    expect(weigh(`{ me { ...F0 } } ${steps.join(' ')}`)).toEqual({ ok: false, why: 'COST' });
  });
});
