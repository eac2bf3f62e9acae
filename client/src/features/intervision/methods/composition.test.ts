import { describe, expect, it } from '@jest/globals';
import { blockChoices, blockKinds, type BlockKind } from '../../../../../schema/methods.js';
import { asKind, compositionOf, draftOf, faultAt, freeKey, isHidden, keptIn, moved, newBlock, textsBefore, withSpeak, type Kept } from './composition.js';
import { clockOf, phaseStarts, phaseSummaries, seenBy, writtenBy } from './dry-run-view.js';
import { previewOf } from './phase-preview.js';
import { testBlocks, testRun, testSheet } from './test-method.js';

const [tell, advise, read] = testBlocks() as [ReturnType<typeof testBlocks>[0], ReturnType<typeof testBlocks>[0], ReturnType<typeof testBlocks>[0]];

describe('a method on screen', () => {
  const method = compositionOf(testSheet().composed);

  it('is sent back without what belongs to the cache', () => {
    expect(JSON.stringify(method)).not.toContain('__typename');
    expect(method.blocks.map(({ key }) => key)).toEqual(['tell', 'advise', 'read']);
  });

  it('is kept as a draft and found again, and a draft of something else is not one', () => {
    const kept: Kept = { method: { ...method, name: { nl: 'Met "aanhaling" en  spaties', en: '' } }, version: 2, id: 'm1' };
    expect(keptIn(draftOf(kept))).toEqual(kept);
    for (const body of [null, { type: 'doc' as const, content: [] }, { type: 'doc' as const, content: [{ type: 'paragraph' as const, content: [{ type: 'text' as const, text: '{"id":"x"}' }] }] }]) expect(keptIn(body)).toBeNull();
  });

  it('offers for every kind of block a beginning that this kind may be', () => {
    for (const kind of blockKinds) {
      const block = newBlock(kind, 'b1', { nl: 'x', en: '' });
      expect(blockChoices[kind].speak as readonly string[]).toContain(block.speak);
      expect(blockChoices[kind].contrib as readonly string[]).toContain(block.contrib);
      if (block.names) expect(blockChoices[kind].names as readonly string[]).toContain(block.names);
    }
    expect(asKind({ ...advise, minutes: 9 }, 'discuss')).toMatchObject({ kind: 'discuss', key: 'advise', minutes: 9, instruction: advise.instruction, names: null, shows: null });
  });

  it('lets the contributor follow from who speaks', () => {
    const discuss = newBlock('discuss', 'b1', { nl: 'x', en: '' });
    expect(withSpeak(discuss, 'group').contrib).toBe('listens');
    expect(withSpeak(discuss, 'dialogue').contrib).toBe('answers');
    expect(withSpeak(withSpeak(discuss, 'group'), 'all').contrib).toBe('listens');
    expect(withSpeak(withSpeak(discuss, 'dialogue'), 'all').contrib).toBe('speaks');
    for (const kind of blockKinds as readonly BlockKind[])
      for (const speak of blockChoices[kind].speak) {
        const { contrib } = withSpeak(newBlock(kind, 'b1', { nl: 'x', en: '' }), speak);
        if (kind === 'rate' || (kind === 'scale' && speak !== 'dialogue')) continue;
        if (speak === 'dialogue') expect([kind, contrib]).toEqual([kind, 'answers']);
        if (speak === 'group') expect([kind, ['listens', 'away'].includes(contrib)]).toEqual([kind, true]);
      }
  });

  it('moves, names and finds', () => {
    expect(moved([1, 2, 3], 2, 0)).toEqual([3, 1, 2]);
    expect(freeKey({ blocks: [{ ...tell, key: 'b2' }] })).toBe('b3');
    expect(textsBefore(method, 2).map(({ key }) => key)).toEqual(['tell', 'advise']);
    expect(isHidden(advise)).toBe(true);
    expect(isHidden(read)).toBe(false);
    expect(faultAt([{ path: 'blocks.1.names', code: 'CHOICE', count: null }], 'blocks.1.name')).toBeUndefined();
  });
});

describe('the preview of a phase', () => {
  it('shows a silent contributor that they listen, and the others a note that nobody reads yet', () => {
    expect(previewOf(advise, 'participant', true)).toMatchObject({ task: 'writeSealed', seenBy: 'nobodyYet', sharings: ['NAMED', 'NAMELESS', 'NOT_SHARED'] });
    expect(previewOf(advise, 'contributor', true)).toMatchObject({ task: 'listen', seenBy: null, sharings: [] });
    expect(previewOf(advise, 'facilitator', true)).toMatchObject({ task: 'lead', seenBy: null });
    expect(previewOf(advise, 'facilitator', false)).toMatchObject({ task: 'writeSealed' });
    expect(previewOf({ ...advise, opensHere: true }, 'facilitator', true).opens).toBe('here');
    expect(previewOf(read, 'facilitator', true).opens).toBe('earlier');
    expect(previewOf(tell, 'contributor', true)).toMatchObject({ task: 'write', seenBy: 'everyone' });
    expect(previewOf(tell, 'participant', true)).toMatchObject({ task: 'read', seenBy: null });
  });

  it('knows every kind of block for every role', () => {
    for (const kind of blockKinds) for (const role of ['participant', 'contributor', 'facilitator'] as const) expect(previewOf(newBlock(kind, 'b1', { nl: 'x', en: '' }), role, true).task).toBeTruthy();
  });
});

describe('a trial through somebody’s eyes', () => {
  const run = testRun();

  it('shows a sealed text to its writer alone, until it opens for everyone', () => {
    expect(seenBy(run, 2, 2)).toEqual([{ at: 0, state: 'sealed', author: null }]);
    for (const other of [0, 1]) expect(seenBy(run, 2, other)).toEqual([]);
    expect(seenBy(run, 4, 0)).toEqual([]);
    expect(seenBy(run, 5, 0)).toEqual([{ at: 0, state: 'open', author: null }]);
    expect(seenBy(run, 5, 2)).toEqual([{ at: 0, state: 'own', author: null }]);
    expect(seenBy(run, 6, 1).find(({ at }) => at === 1)).toEqual({ at: 1, state: 'kept', author: null });
    for (const other of [0, 2]) expect(seenBy(run, 6, other).map(({ at }) => at)).not.toContain(1);
  });

  it('says afterwards what was written and when it opened', () => {
    expect(phaseStarts(run)).toEqual([1, 4]);
    expect(phaseSummaries(run)).toEqual([{ phase: 0, written: 1, kept: 1, openedAt: 400, readEarly: 0 }]);
    expect(writtenBy(run)).toEqual([0, 1, 1]);
    expect(clockOf(65)).toBe('1:05');
  });

  it('would say so if somebody had read along', () => {
    const leaky = { ...run, frames: run.frames.map((frame, at) => (at === 2 ? { ...frame, received: [{ ...frame.received[0]!, people: [0, 2] }] } : frame)) };
    expect(phaseSummaries(leaky)[0]!.readEarly).toBe(1);
  });
});
