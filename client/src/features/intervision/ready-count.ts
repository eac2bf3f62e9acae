import type { SessionPageFieldsFragment } from '../../generated/graphql.js';
import type { Seat } from './RingDrawing.js';

export interface ReadyCount {
  ready: number;
  writers: number;
}

/** How many of those who write are ready; null while that is not said, or nobody writes. */
export const readyCount = ({ ready, writers }: Pick<SessionPageFieldsFragment['state'], 'ready' | 'writers'>): ReadyCount | null => (ready !== null && writers !== null && writers > 0 ? { ready, writers } : null);

/** A seat for each who writes, those that are ready first: nobody's seat has a name. */
export const readySeats = ({ ready, writers }: ReadyCount): Seat[] => Array.from({ length: writers }, (_, at) => ({ key: String(at), kind: at < ready ? 'ready' : 'busy' }));
