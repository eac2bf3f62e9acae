import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { getNamedType, isEnumType, isInputObjectType, isNonNullType } from 'graphql';
import type { FieldProblem } from '../../../schema/errors.js';
import { limits } from '../../../schema/limits.js';
import type { GqlAnswer, Session } from '../harness/graphql-call.js';
import { createWorld, type World } from '../harness/world.js';
import { actors } from './actors.js';
import { leadWrites } from './mutation-cases.js';
import type { Attempt } from './operation-case.js';
import { permissionMatrix } from './permission-matrix.js';
import { rememberNames } from './query-cases.js';
import { fingerprint, operationCases, senderOf } from './run-case.js';
import { buildScene, type Scene } from './scene.js';
import { documentFor, inputFields, type RootField, rootFields, schemaOf } from './schema-walk.js';

let world: World;
let scene: Scene;
let roots: RootField[];

beforeAll(async () => {
  world = await createWorld();
  scene = await buildScene(world);
  await rememberNames(scene);
  await leadWrites(scene);
  roots = rootFields(schemaOf(world));
}, 120_000);
afterAll(() => world.close());

type Answer = GqlAnswer<Record<string, unknown> | null>;

/** A call of this root field by someone who may, ready to be spoilt. */
async function goodCall(root: RootField): Promise<{ attempt: Attempt; session: Session | null }> {
  const row = permissionMatrix.find((one) => one.operation === root.key && actors.some((actor) => one.cells[actor] === 'yes'))!;
  const actor = actors.find((one) => row.cells[one] === 'yes')!;
  const attempt = await operationCases[root.key]![row.target]!(scene, actor);
  return { attempt, session: senderOf(scene, actor, attempt) };
}

const send = (session: Session | null, root: RootField, args: object): Promise<Answer> => world.gql(session, documentFor(schemaOf(world), root), args);
/** A page that asks for little: how much it asks is weighed before its size is looked at. */
const sendThin = (session: Session | null, root: RootField, args: object): Promise<Answer> => world.gql(session, documentFor(schemaOf(world), root, '{ __typename }'), args);
const problemsOf = (answer: Answer): FieldProblem[] => answer.errors?.[0]?.extensions?.fields ?? [];

/** Refused for its shape, with the field, and nothing else. */
function refused(what: string, answer: Answer, path: string | RegExp): string[] {
  const [error] = answer.errors ?? [];
  if (answer.status >= 500) return [`${what}: status ${answer.status}`];
  if (error?.extensions?.code !== 'INVALID_INPUT') return [`${what}: ${error?.extensions?.code ?? 'accepted'} ${error?.extensions?.reason ?? ''}`];
  const paths = problemsOf(answer).map((problem) => problem.path);
  const right = paths.some((one) => (typeof path === 'string' ? one === path || one.startsWith(`${path}.`) : path.test(one)));
  return right ? [] : [`${what}: says ${paths.join(', ') || 'no field'} instead of ${String(path)}`];
}

/** Whatever it is: never our failure, and when it is about the shape, with the field. */
function neverOurs(what: string, answer: Answer): string[] {
  if (answer.status >= 500) return [`${what}: status ${answer.status} ${answer.text.slice(0, 120)}`];
  const [error] = answer.errors ?? [];
  if (error?.extensions?.code === 'INVALID_INPUT' && problemsOf(answer).length === 0) return [`${what}: INVALID_INPUT without a field`];
  if (error && !error.extensions?.code) return [`${what}: no code`];
  return [];
}

const mutations = (): RootField[] => roots.filter((root) => root.kind === 'mutation' && root.field.args.length > 0);
const spoil = (attempt: Attempt, changes: Record<string, unknown>): object => ({ input: { ...(attempt.args['input'] as object), ...changes } });
const without = (attempt: Attempt, name: string): object => {
  const copy = { ...(attempt.args['input'] as Record<string, unknown>) };
  delete copy[name];
  return { input: copy };
};

/** Free texts: how long they may be. A password is judged on its own terms, an address and a place too. */
const longest: Record<string, number> = { name: limits.title, title: limits.title, purpose: limits.purpose, text: limits.pact, givenName: limits.name, familyName: limits.name, place: limits.placeKey };
const notText = new Set(['email', 'password', 'current', 'token', 'place']);
/** An intervision without a place may be online, or still looking for one; an action may have no date, and an answer no words. */
const mayBeEmpty = new Set(['scheduleSession.place', 'pollSession.place', 'rescheduleSession.place', 'scheduleSeries.place', 'answerFollowUp.words', 'markAction.dueOn']);
/** Whoever facilitates is needed in a poll, others need not be named; a report may hold no question, a lesson quote nobody. Any other list without anything in it is refused. */
const mayBeNobody = new Set(['pollSession.neededIds', 'keepReport.textIds', 'saveHarvest.quoteIds']);

describe('bad input', () => {
  it('in a value of the wrong type is refused with the name of the field, for every field of every mutation', async () => {
    const problems: string[] = [];
    let tried = 0;
    for (const root of mutations()) {
      const { attempt, session } = await goodCall(root);
      const before = await fingerprint(world);
      const input = getNamedType(root.field.args[0]!.type);
      if (!isInputObjectType(input)) throw new Error(`${root.key} takes no input`);
      for (const field of Object.values(input.getFields())) {
        const type = getNamedType(field.type);
        const wrong: unknown[] =
          String(type) === 'UUID'
            ? ['', 'not-an-id', 12, true, {}, [], `${randomUUID()} `, randomUUID().slice(1), `{${randomUUID()}}`, `${randomUUID()}\u0000`]
            : String(type) === 'Int'
              ? ['1', 1.5, 2 ** 31, -(2 ** 31) - 1, true, {}, []]
              : String(type) === 'Boolean'
                ? ['true', 1, {}, []]
                : isEnumType(type)
                  ? ['', 'NOTHING_OF_THE_SORT', 'knowledge', 1, true, {}]
                  : String(type) === 'RichText'
                    ? ['text', 12, true, [], {}, { type: 'doc', content: 'x' }, { type: 'paragraph' }]
                    : [12, true, {}, []];
        if (isNonNullType(field.type)) wrong.push(null);
        for (const value of wrong) {
          if (Array.isArray(value) && mayBeNobody.has(`${root.name}.${field.name}`)) continue;
          await world.sql('DELETE FROM rate_limits');
          problems.push(...refused(`${root.name}.${field.name} = ${JSON.stringify(value)}`, await send(session, root, spoil(attempt, { [field.name]: value })), `input.${field.name}`));
          tried += 1;
        }
        if (isNonNullType(field.type)) problems.push(...refused(`${root.name} without ${field.name}`, await send(session, root, without(attempt, field.name)), `input.${field.name}`));
      }
      problems.push(...refused(`${root.name} with a field too many`, await send(session, root, spoil(attempt, { authorId: randomUUID() })), 'input.authorId'));
      problems.push(...refused(`${root.name} without input`, await send(session, root, {}), 'input'));
      problems.push(...refused(`${root.name} with input null`, await send(session, root, { input: null }), 'input'));
      problems.push(...refused(`${root.name} with a list as input`, await send(session, root, { input: [1] }), 'input'));
      if ((await fingerprint(world)) !== before) problems.push(`${root.name}: something was written`);
      await attempt.undo?.();
    }
    expect(problems).toEqual([]);
    expect(tried).toBeGreaterThan(350);
  }, 240_000);

  it('in a text that is too long, empty, or holds what nobody can store is refused with the name of the field', async () => {
    const problems: string[] = [];
    let tried = 0;
    for (const root of mutations()) {
      const texts = Object.entries(inputFields(root)).filter(([, { type }]) => type === 'String' || type === 'RichText');
      if (texts.length === 0) continue;
      const { attempt, session } = await goodCall(root);
      const before = await fingerprint(world);
      for (const [name, { type }] of texts) {
        const dirty = ['a\u0000b', 'a\ud800b', '\udfff', 'a\u0007b', 'a\u007f'];
        const paragraph = (text: string): object => ({ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] });
        const values: unknown[] = type === 'RichText' ? [...dirty.map(paragraph), paragraph('x'.repeat(limits.draftChars + 1))] : notText.has(name) ? [] : [...dirty, 'x'.repeat((longest[name] ?? 4_000) + 1), '😀'.repeat((longest[name] ?? 4_000) + 1)];
        const empty = mayBeEmpty.has(`${root.name}.${name}`) ? [] : [''];
        if (['email', 'place'].includes(name)) values.push(...dirty, 'x'.repeat(300), ...empty);
        for (const value of values) {
          await world.sql('DELETE FROM rate_limits');
          problems.push(...refused(`${root.name}.${name} = ${JSON.stringify(value).slice(0, 40)}`, await send(session, root, spoil(attempt, { [name]: value })), `input.${name}`));
          tried += 1;
        }
        // passwords and tokens are compared or measured, never stored as text: any of it is refused in its own way
        if (notText.has(name)) for (const value of [...dirty, 'x'.repeat(100_000), ...empty]) problems.push(...neverOurs(`${root.name}.${name} = ${JSON.stringify(value).slice(0, 40)}`, await send(session, root, spoil(attempt, { [name]: value }))));
      }
      await world.sql('DELETE FROM rate_limits');
      if ((await fingerprint(world)) !== before) problems.push(`${root.name}: something was written`);
      await attempt.undo?.();
    }
    expect(problems).toEqual([]);
    expect(tried).toBeGreaterThan(80);
  }, 240_000);

  it('in pages and cursors is refused with the name of the argument', async () => {
    const problems: string[] = [];
    for (const root of roots.filter((one) => one.kind === 'query')) {
      const names = root.field.args.map((arg) => arg.name);
      const { attempt, session } = await goodCall(root);
      for (const name of ['first', 'last'].filter((one) => names.includes(one))) {
        for (const size of [limits.pageSize + 1, 2 ** 31 - 1, 0, -1, -(2 ** 31)]) problems.push(...refused(`${root.name} ${name} ${size}`, await sendThin(session, root, { ...attempt.args, [name]: size }), name));
        for (const size of [2 ** 31, 1.5, '10', true]) problems.push(...refused(`${root.name} ${name} ${size}`, await sendThin(session, root, { ...attempt.args, [name]: size }), name));
      }
      if (names.includes('after') && root.name !== 'topicPage') {
        const cursor = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
        for (const after of ['', 'x', '%', cursor(null), cursor([1, 2]), cursor({}), cursor(['2026-01-01T00:00:00.000Z', 'x']), ...(root.name === 'members' ? [] : [cursor(['not a day', randomUUID()])]), cursor(-1), cursor('a\u0000')]) {
          problems.push(...refused(`${root.name} after ${after}`, await send(session, root, { ...attempt.args, after }), 'after'));
        }
        for (const after of [cursor(2 ** 53), cursor(1e30), cursor(['9999-12-31T23:59:59.999Z', randomUUID()]), cursor(['a'.repeat(10_000), randomUUID()])]) problems.push(...neverOurs(`${root.name} after ${after.slice(0, 30)}`, await send(session, root, { ...attempt.args, after })));
      }
      if (root.name === 'topicPage') {
        for (const name of ['after', 'around', 'before']) for (const n of [-1, 0, 2 ** 31 - 1, -(2 ** 31)]) problems.push(...neverOurs(`topicPage ${name} ${n}`, await send(session, root, { ...attempt.args, [name]: n })));
      }
      for (const name of ['text', 'place', 'token'].filter((one) => names.includes(one))) {
        for (const value of ['\u0000', 'a\ud800', 'x'.repeat(10_000), '%', '_', '\\', "'", '"; DROP TABLE people; --', '']) problems.push(...neverOurs(`${root.name} ${name} ${value.slice(0, 20)}`, await send(session, root, { ...attempt.args, [name]: value })));
      }
    }
    expect(problems).toEqual([]);
  }, 120_000);

  it('in rich text of any shape is stored as it is shown again, or refused; never a failure', async () => {
    const session = scene.sessions.member!;
    const root = roots.find((one) => one.name === 'saveDraft')!;
    const place = `newTopic:${randomUUID()}`;
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constantFrom('\u0000', '\ud800', '__proto__', '‮'));
    const mark = fc.oneof(
      fc.record({ type: fc.constantFrom('bold', 'italic', 'code', 'link') }),
      fc.record({ type: fc.constant('link'), attrs: fc.record({ href: fc.constantFrom('https://example.nl', 'javascript:alert(1)', 'mailto:a@b.nl', 'data:text/html,x', '//x', 'https://a b', 'https://\u0000') }) }),
    );
    const node = fc.letrec((tie) => ({
      any: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('inline'), tie('block'), fc.jsonValue()),
      inline: fc.oneof(
        fc.record({ type: fc.constant('text'), text, marks: fc.array(mark, { maxLength: 3 }) }, { requiredKeys: ['type'] }),
        fc.constant({ type: 'hardBreak' }),
        fc.record({ type: fc.constant('mention'), attrs: fc.record({ id: fc.oneof(fc.uuid(), text), label: text }, { requiredKeys: [] }) }),
      ),
      block: fc.record({ type: fc.constantFrom('paragraph', 'bulletList', 'orderedList', 'listItem', 'blockquote', 'heading', 'image', 'doc'), content: fc.array(tie('any'), { maxLength: 4 }), attrs: fc.jsonValue() }, { requiredKeys: ['type'] }),
    }));
    const document = fc.oneof(fc.record({ type: fc.constant('doc'), content: fc.array(node.any, { maxLength: 5 }) }), fc.jsonValue({ maxDepth: 6 }));
    let [accepted, turnedAway] = [0, 0];
    await fc.assert(
      fc.asyncProperty(document, async (body) => {
        await world.sql('DELETE FROM conf.drafts WHERE person_id = $1', [scene.people.member.id]);
        const answer = await send(session, root, { input: { mutationId: randomUUID(), place, body, ifVersion: null } });
        expect(neverOurs('saveDraft', answer)).toEqual([]);
        if (answer.errors) {
          turnedAway += 1;
          expect(refused('saveDraft', answer, 'input.body')).toEqual([]);
          return;
        }
        accepted += 1;
        const saved = (answer.data as { saveDraft: { draft: { body: unknown } } }).saveDraft.draft.body;
        const again = await send(session, root, { input: { mutationId: randomUUID(), place, body: saved, ifVersion: 1 } });
        expect((again.data as { saveDraft: { draft: { body: unknown } } }).saveDraft.draft.body).toEqual(saved);
        expect(JSON.stringify(saved)).not.toMatch(/javascript:|data:text|heading|image|\\u0000/);
      }),
      { numRuns: 200 },
    );
    expect(accepted).toBeGreaterThan(5);
    expect(turnedAway).toBeGreaterThan(20);
  }, 120_000);

  it('in values that no type foresees is never a failure of ours, and writes nothing', async () => {
    const value = fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.string({ unit: 'binary', maxLength: 60 }), fc.double(), fc.constantFrom('__proto__', 'constructor', '{"$ne":null}', "' OR 1=1 --", 'x'.repeat(50_000)));
    const problems: string[] = [];
    for (const root of mutations()) {
      const { attempt, session } = await goodCall(root);
      const names = Object.keys(inputFields(root));
      const before = await fingerprint(world);
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...names), value, async (name, made) => {
          // as it is sent: a number that JSON does not know becomes null on the way
          const spoilt = JSON.parse(JSON.stringify(made)) as typeof made;
          const { type } = inputFields(root)[name]!;
          // a valid value would be written, as it should
          if (typeof spoilt === 'string' && type === 'String') return;
          if ((spoilt === null && !inputFields(root)[name]!.required) || (type === 'Boolean' && typeof spoilt === 'boolean') || (type === 'Int' && Number.isInteger(spoilt))) return;
          if (Array.isArray(spoilt) && spoilt.length === 0 && mayBeNobody.has(`${root.name}.${name}`)) return;
          await world.sql('DELETE FROM rate_limits');
          problems.push(...neverOurs(`${root.name}.${name} = ${JSON.stringify(spoilt)?.slice(0, 60)}`, await send(session, root, spoil(attempt, { [name]: spoilt }))));
        }),
        { numRuns: 12 },
      );
      if ((await fingerprint(world)) !== before) problems.push(`${root.name}: something was written`);
      await attempt.undo?.();
    }
    expect(problems).toEqual([]);
  }, 240_000);

  it('in bodies that are no request is a 4xx with a code', async () => {
    const bodies: [string, string | Buffer][] = [
      ['half an object', '{"query":"{ inst'],
      ['nothing', ''],
      ['a word', 'hello'],
      ['a list', '[]'],
      ['a number', '3'],
      ['bytes', Buffer.from([0xff, 0xfe, 0xfd])],
      ['a doubled quote', '{"query":""instance""}'],
      ['deep brackets', '['.repeat(100_000)],
      ['a key called __proto__', '{"__proto__":{"query":"{ instance { name } }"}}'],
    ];
    for (const [what, body] of bodies) {
      const response = await fetch(`${world.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', origin: new URL(world.url).origin }, body });
      const answer = (await response.json()) as { errors: { extensions: { code: string } }[] };
      expect([what, response.status >= 400 && response.status < 500, answer.errors[0]?.extensions.code]).toEqual([what, true, 'DOCUMENT_REFUSED']);
    }
  });

  it('in a document deeper than the editor makes is refused, however deep', async () => {
    const session = scene.sessions.member!;
    const root = roots.find((one) => one.name === 'saveDraft')!;
    for (const depth of [20, 2_000]) {
      const body = `${'{"type":"blockquote","content":['.repeat(depth)}{"type":"paragraph"}${']}'.repeat(depth)}`;
      const answer = await send(session, root, { input: { mutationId: randomUUID(), place: 'newGroup', body: JSON.parse(`{"type":"doc","content":[${body}]}`) as object, ifVersion: null } });
      expect(refused(`depth ${depth}`, answer, 'input.body')).toEqual([]);
    }
  });
});
