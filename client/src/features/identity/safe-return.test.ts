import { expect, it } from '@jest/globals';
import { safeReturn } from './safe-return.js';

it.each([
  [null, '/vandaag'],
  ['/kringen/1?x=2', '/kringen/1?x=2'],
  ['//evil.example', '/vandaag'],
  ['https://evil.example', '/vandaag'],
  ['/\\evil.example', '/vandaag'],
  ['/inloggen?naar=/x', '/vandaag'],
])('goes back to %s as %s', (wanted, to) => expect(safeReturn(wanted)).toBe(to));
