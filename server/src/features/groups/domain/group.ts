export const groupKinds = ['knowledge', 'coaching', 'intervision'] as const;
export type GroupKind = (typeof groupKinds)[number];

/** Coaching and intervision stay inside: encrypted, ids only in events, nothing in mails (decisions 11). */
export const isClosed = (kind: GroupKind): boolean => kind !== 'knowledge';

/** Followers exist in knowledge circles only (positions-and-rights.yaml). */
export const mayHaveRole = (kind: GroupKind, role: string): boolean => role !== 'follower' || kind === 'knowledge';
