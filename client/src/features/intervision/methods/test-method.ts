import type { DryRunFieldsFragment, MethodSheetFieldsFragment } from '../../../generated/graphql.js';
import type { Block } from './composition.js';

const said = (nl: string, en = nl) => ({ __typename: 'Words' as const, nl, en });

/** A short method: tell, everyone writes alone, one by one it is read. */
export function testBlocks(): Block[] {
  const block = (part: Partial<Block> & Pick<Block, 'kind' | 'key'>, name: string): Block => ({
    minutes: 5, name: { nl: name, en: name }, instruction: { nl: `Doe: ${name}.`, en: '' }, speak: 'all', previousSpeaks: false, contrib: 'speaks', writer: null, names: null, hidden: false, maxEach: null, shows: null,
    showsRatings: null, orderByRating: [], ratingScale: null, opensHere: false, present: null, ballot: null, fields: [], manyRows: false, items: [], ...part,
  });
  return [
    block({ kind: 'statement', key: 'tell', speak: 'contributor', writer: 'contributor' }, 'Vertellen'),
    block({ kind: 'write', key: 'advise', speak: 'solo', contrib: 'listens', names: 'author_choice' }, 'Advies schrijven'),
    block({ kind: 'show', key: 'read', speak: 'round', contrib: 'listens', shows: 'advise', present: 'one_by_one' }, 'Advies tonen'),
  ];
}

const method = {
  __typename: 'Method' as const, key: 'incident', name: said('Incidentmethode', 'Incident method'), purpose: said('Eén gebeurtenis'), level: 'beginner', minutes: 45, shortMinutes: null, groupMin: 4, groupMax: 8, facilitatorRequired: true,
  version: null, origin: 'CATALOGUE' as const, ownerName: null, basedOn: null, archived: false, mayEdit: false, rules: [], phases: [],
};

export const testSheet = (part: Partial<typeof method> | object = {}): MethodSheetFieldsFragment =>
  ({
    __typename: 'MethodSheet', method: { ...method, ...part }, fields: [{ __typename: 'LabelledWords', key: 'title', words: said('Titel', 'Title') }], ratingScales: [{ __typename: 'LabelledWords', key: 'warm_cold', words: said('warm, lauw, koud') }],
    composed: { __typename: 'ComposedMethod', basedOn: 'incident', name: said('Incidentmethode', 'Incident method'), purpose: said('Eén gebeurtenis'), groupMin: 4, groupMax: 8, facilitatorRequired: true, rules: [said('Vragen voor raad')], blocks: testBlocks() },
  }) as unknown as MethodSheetFieldsFragment;

/** A trial of it with three people, as the server gives one: two write, one keeps theirs, one text opens. */
export const testRun = (): DryRunFieldsFragment =>
  ({
    __typename: 'DryRun', minutes: 15,
    script: {
      __typename: 'Script',
      phases: [
        { __typename: 'ScriptPhase', index: 0, key: 'advise', section: 'core', minutes: 5, name: said('Advies schrijven'), sealed: true, contrib: 'listens', speak: 'solo', input: 'private_reveal', shows: null },
        { __typename: 'ScriptPhase', index: 1, key: 'read', section: 'core', minutes: 10, name: said('Advies tonen'), sealed: false, contrib: 'listens', speak: 'round', input: 'none', shows: 0 },
      ],
    },
    people: [{ __typename: 'DryRunPerson', name: 'Sanne', role: 'facilitator' }, { __typename: 'DryRunPerson', name: 'Joris', role: 'contributor' }, { __typename: 'DryRunPerson', name: 'Amira', role: 'participant' }],
    texts: [
      { __typename: 'DryRunText', phase: 0, author: 2, words: said('Begin klein.'), sharing: 'NAMELESS', kind: 'ENTRY' },
      { __typename: 'DryRunText', phase: 0, author: 1, words: said('Voor mezelf.'), sharing: 'NOT_SHARED', kind: 'NOTE' },
    ],
    frames: [
      { __typename: 'DryRunFrame', seconds: 0, phase: 0, event: 'STARTED', person: 0, texts: [], received: [] },
      { __typename: 'DryRunFrame', seconds: 0, phase: 0, event: 'PHASE', person: 0, texts: [], received: [] },
      { __typename: 'DryRunFrame', seconds: 60, phase: 0, event: 'WROTE', person: 2, texts: [0], received: [{ __typename: 'DryRunReceipt', people: [2], texts: [0] }] },
      { __typename: 'DryRunFrame', seconds: 90, phase: 0, event: 'WROTE', person: 1, texts: [1], received: [{ __typename: 'DryRunReceipt', people: [1], texts: [1] }] },
      { __typename: 'DryRunFrame', seconds: 300, phase: 1, event: 'PHASE', person: 0, texts: [], received: [] },
      { __typename: 'DryRunFrame', seconds: 400, phase: 1, event: 'OPENED', person: 0, texts: [0], received: [{ __typename: 'DryRunReceipt', people: [0, 1], texts: [0] }] },
      { __typename: 'DryRunFrame', seconds: 900, phase: 1, event: 'ENDED', person: 0, texts: [], received: [] },
    ],
  }) as DryRunFieldsFragment;
