import { createContext, useContext } from 'react';
import type { GroupAction, GroupDetailsFragment } from '../../generated/graphql.js';
import type { Presence } from '../../platform/realtime/lively.js';

/** The circle that is open, for every screen inside it. */
export interface Circle {
  group: GroupDetailsFragment;
  /** who has it open now */
  presence: Presence;
  /** the name of a member, when it is known here */
  nameOf: (personId: string) => string | undefined;
  /** what the server says this person may do; the browser has no rules of its own */
  may: (action: GroupAction) => boolean;
}

export const CircleContext = createContext<Circle | null>(null);

export function useCircle(): Circle {
  const circle = useContext(CircleContext);
  if (!circle) throw new Error('This component belongs inside a circle');
  return circle;
}

export const circlePath = (groupId: string): string => `/kringen/${groupId}`;
export const topicsPath = (groupId: string): string => `/kringen/${groupId}/gesprekken`;
export const topicPath = (groupId: string, topicId: string): string => `${topicsPath(groupId)}/${topicId}`;
export const newTopicPath = (groupId: string): string => `${topicsPath(groupId)}/nieuw`;
/** A reply by its number: found also when it is far from the end. */
export const messagePath = (groupId: string, topicId: string, messageId: string): string =>
  `${topicPath(groupId, topicId)}#reactie-${messageId}`;
export const decisionsPath = (groupId: string): string => `/kringen/${groupId}/besluiten`;
export const agendaPath = (groupId: string): string => `/kringen/${groupId}/agenda`;
export const planPath = (groupId: string): string => `${agendaPath(groupId)}/plannen`;
export const membersPath = (groupId: string): string => `/kringen/${groupId}/leden`;
export const settingsPath = (groupId: string): string => `/kringen/${groupId}/instellingen`;
