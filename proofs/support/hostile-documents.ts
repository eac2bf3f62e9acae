import { trustedDocuments } from './trusted-call.js';

/** One request that no client of ours makes. */
export interface Hostile {
  name: string;
  method?: string;
  headers?: Record<string, string>;
  /** the bytes of the body; objects become JSON */
  body?: unknown;
  /** part of the address after /graphql */
  search?: string;
  /** allowed where a setting opens the schema for reading (development) */
  introspects?: boolean;
}

const repeat = (count: number, make: (i: number) => string, between = ' '): string => Array.from({ length: count }, (_, i) => make(i)).join(between);
const ask = (name: string, query: string, variables: object = {}): Hostile => ({ name, body: { query, variables } });
const id = '"00000000-0000-4000-8000-000000000000"';

/** `levels` fragments, each of which asks for the next one twice. */
const fragmentBomb = (levels: number): string =>
  `query B { ...F0 } ${repeat(levels, (i) => `fragment F${i} on Query { a${i}: instance { name } ...F${i + 1} ...F${i + 1} }`)} fragment F${levels} on Query { instance { name } }`;

const signInTwice = (count: number): string =>
  `mutation M { ${repeat(count, (i) => `m${i}: signIn(input: {email: "a@b.example", password: "x"}) { me { id } }`)} }`;

/** Documents that are too deep, too wide, too long, too many, or not ours. */
const documents: Hostile[] = [
  ask('fields ten deep', `{ groupPage(id: ${id}) { group ${'{ organisation '.repeat(9)} { id } ${'}'.repeat(9)} } }`),
  ask('inline fragments 150 deep', `{ ${'... on Query { '.repeat(150)} instance { name } ${'}'.repeat(150)} }`),
  ask('inline fragments 12 deep', `{ ${'... { '.repeat(12)} instance { name } ${'}'.repeat(12)} }`),
  ask('1000 aliases', `{ ${repeat(1000, (i) => `a${i}: instance { name }`)} }`),
  ask('200 aliases', `{ ${repeat(150, (i) => `a${i}: instance { name }`)} }`),
  ask('9 aliases', `{ ${repeat(9, (i) => `a${i}: instance { name }`)} }`),
  ask('9 aliases in a fragment', `query A { ...A } fragment A on Query { ${repeat(9, (i) => `a${i}: instance { name }`)} }`),
  ask('1000 mutations in one document', signInTwice(1000)),
  ask('60 mutations in one document', signInTwice(60)),
  ask('two mutations in one document', signInTwice(2)),
  ask('two mutations by fragment', `mutation M { ...A ...B } fragment A on Mutation { signOut { ok } } fragment B on Mutation { b: signOut { ok } }`),
  ask('a fragment that asks for itself', `query C { ...A } fragment A on Query { instance { name } ...A }`),
  ask('fragments in a ring', `query C { ...A } fragment A on Query { ...B } fragment B on Query { ...D } fragment D on Query { ...A }`),
  ask('fragment bomb, 8 levels', fragmentBomb(8)),
  ask('fragment bomb, 20 levels', fragmentBomb(20)),
  ask('fragment bomb, 38 levels', fragmentBomb(38)),
  ask('an unused fragment', `query U { instance { name } } fragment A on Query { instance { name } }`),
  ask('too dear: eight pages of a hundred', `{ ${repeat(8, (i) => `p${i}: groupPage(id: ${id}, first: 100) { topics { nodes { createdBy { id } lastMessageBy { id } } } }`)} }`),
  ask('too dear: a page of a million', `{ ${repeat(5, (i) => `p${i}: groupPage(id: ${id}, first: 1000000) { topics { nodes { createdBy { id } lastMessageBy { id } } } }`)} }`),
  ask('too dear by variable', `query P($f: Int) { ${repeat(5, (i) => `p${i}: groupPage(id: ${id}, first: $f) { topics { nodes { createdBy { id } lastMessageBy { id } } } }`)} }`, { f: 100000000 }),
  ask('fields in conflict, 200 times', `{ ${repeat(8, () => `instance { ${repeat(25, (j) => `x: ${j % 2 ? 'name' : 'demo'}`)} }`)} }`),
  ask('one field 60,000 times over', `{ ${repeat(60_000, () => 'instance { name }')} }`),
  ask('300 directives on one field', `{ instance { name ${repeat(300, () => '@skip(if: false)')} } }`),
  ask('a directive that is not there', '{ instance @defer { name } }'),
  ask('@stream', '{ demoPeople @stream(initialCount: 0) { id } }'),
  ask('300 variables', `query V(${repeat(300, (i) => `$v${i}: Int`, ', ')}) { instance { name } }`),
  ask('a string of 70 kB', `{ goTo(text: "${'a'.repeat(70_000)}") { id } }`),
  ask('70 kB of commas', `{ instance { name } ${','.repeat(70_000)} }`),
  ask('a comment of 70 kB', `# ${'a'.repeat(70_000)}\n{ instance { name } }`),
  ask('5000 brackets', '{'.repeat(5_000)),
  ask('a list 300 deep as a value', `{ goTo(text: ${'['.repeat(300)}1${']'.repeat(300)}) { id } }`),
  ask('not a document', 'drop table people'),
  ask('a zero byte', '{ instance { name \u0000 } }'),
  ask('two operations and no name', 'query A { instance { name } } query B { instance { demo } }'),
  { name: 'an operation that is not in the document', body: { query: 'query A { instance { name } }', operationName: 'B' } },
  ask('a subscription', 'subscription S { instance { name } }'),
  { ...ask('introspection: __schema', '{ __schema { types { name fields { name } } } }'), introspects: true },
  { ...ask('introspection: __type', '{ __type(name: "Group") { fields { name type { name } } } }'), introspects: true },
  ask('a field that nearly exists', '{ grop(id: 1) { id } }'),
  ask('a field of an object that nearly exists', '{ instance { nam } }'),
  ask('an argument that nearly exists', `{ group(idd: ${id}) { id } }`),
  ask('a type that nearly exists', 'query T($x: CreateGroupInpt!) { instance { name } }'),
  ask('an enum value that nearly exists', 'mutation E { createGroup(input: {kind: KNOWLEGDE}) { id } }'),
  ask('a field of an input that nearly exists', 'mutation I { signIn(input: {emial: "x", password: "y"}) { me { id } } }'),
];

/** Requests that carry no document as ours do. */
const requests: Hostile[] = [
  { name: 'an array of documents', body: [{ query: '{ instance { name } }' }, { query: '{ instance { name } }' }] },
  { name: 'an array of a thousand', body: Array.from({ length: 1_000 }, () => ({ query: '{ instance { name } }' })) },
  { name: 'GET with a document', method: 'GET', search: `?query=${encodeURIComponent('{ instance { name } }')}` },
  { name: 'GET with a mutation', method: 'GET', search: `?query=${encodeURIComponent('mutation { signOut { ok } }')}` },
  { name: 'PUT', method: 'PUT', body: { query: '{ instance { name } }' } },
  { name: 'DELETE', method: 'DELETE' },
  { name: 'a hash that nobody knows', body: { documentId: 'a'.repeat(64), variables: {} } },
  { name: 'a hash that is a number', body: { documentId: 1 } },
  { name: 'a hash that is an object', body: { documentId: { toString: 'x' } } },
  { name: 'a hash called __proto__', body: '{"documentId":"__proto__"}' },
  { name: 'a hash called constructor', body: { documentId: 'constructor' } },
  { name: 'automatic persisted query', body: { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } } },
  { name: 'a document that is a list', body: { query: ['{ instance { name } }'] } },
  { name: 'a document that is an object', body: { query: { a: 1 } } },
  { name: 'variables that are a list', body: { query: '{ instance { name } }', variables: [1] } },
  { name: 'variables that are text', body: { query: '{ instance { name } }', variables: '{"a":1}' } },
  { name: 'nothing', body: '' },
  { name: 'null', body: 'null' },
  { name: 'a number', body: '12' },
  { name: 'half an object', body: '{"query":"{ inst' },
  { name: 'an empty object', body: {} },
  { name: 'bytes that are no text', body: Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x7b]) },
  { name: 'a body of 600 kB', body: { query: '{ instance { name } }', variables: { a: 'x'.repeat(600_000) } } },
  { name: 'text/plain', headers: { 'content-type': 'text/plain' }, body: { query: '{ instance { name } }' } },
  { name: 'a form', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `query=${encodeURIComponent('{ instance { name } }')}` },
  { name: 'a form with parts', headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"{ instance { name } }"}\r\n--x--' },
  { name: 'no type at all', headers: { 'content-type': '' }, body: { query: '{ instance { name } }' } },
];

const [known] = trustedDocuments().filter((one) => one.name === 'MySignIns');
const byHash = { documentId: known!.hash, variables: {} };

/** A document of our own, asked for in ways that our own client never does: the quick way in must not be an easier one. */
const disguised: Hostile[] = [
  { name: 'our document as text/plain', headers: { 'content-type': 'text/plain' }, body: byHash },
  { name: 'our document as a form', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `documentId=${known!.hash}` },
  { name: 'our document in UTF-16', headers: { 'content-type': 'application/json; charset=utf-16' }, body: byHash },
  { name: 'our document, said to be compressed', headers: { 'content-encoding': 'gzip' }, body: byHash },
  { name: 'our document by GET', method: 'GET', search: `?documentId=${known!.hash}` },
  { name: 'our document by PUT', method: 'PUT', body: byHash },
  { name: 'our document in a list', body: [byHash, byHash] },
  { name: 'our document with variables in a list', body: { ...byHash, variables: [1] } },
  { name: 'our document with variables as text', body: { ...byHash, variables: '{}' } },
  { name: 'our document from another site', headers: { origin: 'https://evil.example' }, body: byHash },
  { name: 'our document from nowhere', headers: { origin: 'null' }, body: byHash },
  { name: 'our document, asked by another site', headers: { 'sec-fetch-site': 'cross-site' }, body: byHash },
  { name: 'our document, asked by a sister site', headers: { 'sec-fetch-site': 'same-site' }, body: byHash },
  { name: 'half of our document', body: JSON.stringify(byHash).slice(0, -3) },
  { name: 'our hash in capitals', body: { ...byHash, documentId: known!.hash.toUpperCase() } },
  { name: 'our hash with a space', body: { ...byHash, documentId: ` ${known!.hash}` } },
];

export const hostileDocuments: readonly Hostile[] = [...documents, ...requests, ...disguised];

/** Sends one; tells what came back and how long it took, in ms. */
export async function sendHostile(url: string, one: Hostile, cookie?: string): Promise<{ status: number; text: string; ms: number }> {
  const body = one.body === undefined ? undefined : typeof one.body === 'string' || Buffer.isBuffer(one.body) ? one.body : JSON.stringify(one.body);
  const headers: Record<string, string> = { 'content-type': 'application/json', origin: new URL(url).origin, ...(cookie ? { cookie } : {}), ...one.headers };
  if (headers['content-type'] === '') delete headers['content-type'];
  const began = performance.now();
  const response = await fetch(`${url}/graphql${one.search ?? ''}`, { method: one.method ?? 'POST', headers, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }) });
  const text = await response.text();
  return { status: response.status, text, ms: performance.now() - began };
}
