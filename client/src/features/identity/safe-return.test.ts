import { expect, it } from '@jest/globals';
import { safeReturn } from './safe-return.js';

it.each([
  [null, '/vandaag'],
  ['/kringen/1?x=2', '/kringen/1?x=2'],
  ['//evil.example', '/vandaag'],
  ['https://evil.example', '/vandaag'],
  ['/\\evil.example', '/vandaag'],
  ['/\t/evil.example', '/vandaag'],
  ['/\n/evil.example', '/vandaag'],
  ['/.//evil.example', '/vandaag'],
  ['/x/..//evil.example', '/vandaag'],
  ['\\\\evil.example', '/vandaag'],
  ['javascript:alert(1)', '/vandaag'],
  ['/kringen/1/gesprekken/2#reactie-3', '/kringen/1/gesprekken/2#reactie-3'],
  ['/inloggen?naar=/x', '/vandaag'],
])('goes back to %s as %s', (wanted, to) => expect(safeReturn(wanted)).toBe(to));
