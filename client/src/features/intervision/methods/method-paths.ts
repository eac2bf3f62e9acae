export const methodsPath = (groupId: string): string => `/kringen/${groupId}/methoden`;
/** Begins with a method of the catalogue or of one's own. */
export const newMethodPath = (groupId: string, from = 'incident'): string => `${methodsPath(groupId)}/nieuw?van=${encodeURIComponent(from)}`;
export const methodPath = (groupId: string, methodKey: string): string => `${methodsPath(groupId)}/${methodKey}`;
