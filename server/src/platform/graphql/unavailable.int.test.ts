import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { createWorld, type World } from '../../../test/harness/world.js';
import { SignInService } from '../identity/sign-in.service.js';

const manifest = JSON.parse(readFileSync('client/src/generated/persisted-documents.json', 'utf8')) as Record<string, string>;
const documentId = Object.keys(manifest).find((hash) => manifest[hash]!.includes('query Bell('));

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

it.each([
  ['any document', { query: '{ bell(first: 1) { unseen } }' }],
  ['a trusted document', { documentId, variables: { first: 1 } }],
])('answers 503 to %s while the one who asks cannot be looked up', async (_, body) => {
  const lookUp = jest.spyOn(world.server.app.get(SignInService), 'viewerFromCookie').mockRejectedValue(new Error('Query read timeout'));
  const answer = await fetch(`${world.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: world.url },
    body: JSON.stringify(body),
  });
  lookUp.mockRestore();
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('2');
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] });
});
