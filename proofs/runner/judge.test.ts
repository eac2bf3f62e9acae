import { describe, expect, it } from '@jest/globals';
import { reasonsToFail, report } from './judge.js';
import type { ProofResult } from './proof.js';

const good: ProofResult = {
  ok: true,
  covered: { messages: 1000 },
  minimum: { messages: 800 },
  figure: '0 lost of 1,000',
  control: { ok: true, what: 'a dropped event' },
};

describe('the judge of proofs', () => {
  it('accepts a promise that held, with enough covered and the control noticed', () => {
    expect(reasonsToFail(good)).toEqual([]);
  });

  it.each([
    ['the promise did not hold', { ...good, ok: false }],
    ['covered 799 messages, at least 800 needed', { ...good, covered: { messages: 799 } }],
    ['covered 0 messages, at least 800 needed', { ...good, covered: {} }],
    ['covered NaN messages, at least 800 needed', { ...good, covered: { messages: Number.NaN } }],
    ['it does not say how much it must cover', { ...good, minimum: {} }],
    ['the fault put in on purpose was not noticed: a dropped event', { ...good, control: { ...good.control, ok: false } }],
  ])('refuses: %s', (reason, result) => {
    expect(reasonsToFail(result)).toEqual([reason]);
  });

  it('ends with coverage, control and figure', () => {
    expect(report('lossless', 'nothing is lost', good, 1.234)).toEqual([
      'PASSED     lossless: nothing is lost (1.2 s)',
      'coverage   messages 1,000 (at least 800)',
      'control    noticed: a dropped event',
      'figure     0 lost of 1,000',
    ]);
  });
});
