import type { OperationCases } from './operation-case.js';

export const protocolQueryCases: OperationCases = {
  'Query.protocols': { all: () => ({ args: {}, shows: 'oost-starters-po' }) },
  'Query.protocol': { all: () => ({ args: { key: 'oost-starters-po' }, shows: 'C01' }) },
};
