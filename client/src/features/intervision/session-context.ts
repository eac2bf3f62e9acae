import { createContext, useContext } from 'react';
import type { SessionAction, SessionPageFieldsFragment, ScriptPhaseFieldsFragment } from '../../generated/graphql.js';
import type { OwnTexts } from './own-texts.js';
import type { ServerClock } from './server-clock.js';
import type { SessionActs } from './use-session-acts.js';

export type Phase = ScriptPhaseFieldsFragment;
export type Page = SessionPageFieldsFragment;

/** The session that is open, for everything on its screen. */
export interface OpenSession {
  page: Page;
  /** the name of the circle; empty until it is known here */
  circleName: string;
  clock: ServerClock;
  texts: OwnTexts;
  acts: SessionActs;
  /** the phase that runs; `null` before and after */
  phase: Phase | null;
  may: (action: SessionAction) => boolean;
  /** `null` for somebody who is no longer in it */
  nameOf: (personId: string | null | undefined) => string | null;
  /** the first name, as people call each other here */
  firstNameOf: (personId: string | null | undefined) => string | null;
  leads: boolean;
  /** everybody hears each other; else what is on screen may be old */
  connected: boolean;
}

export const SessionContext = createContext<OpenSession | null>(null);

export function useOpenSession(): OpenSession {
  const open = useContext(SessionContext);
  if (!open) throw new Error('This component belongs inside a session');
  return open;
}

export const sessionPath = (sessionId: string): string => `/sessies/${sessionId}`;

/** Where the lesson of a session is written, approved and read. */
export const harvestPath = (sessionId: string): string => `${sessionPath(sessionId)}/oogst`;
