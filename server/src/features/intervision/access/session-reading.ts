import type { SessionHead, SessionWords } from '../data/session.reads.js';
import type { Insider } from '../data/session.repository.js';
import type { Script } from '../domain/script.js';
import type { SessionState } from '../domain/session.js';
import type { SessionSealing } from './session-seal.js';

/** A session as one person reads it now. */
export interface Reading {
  head: SessionHead;
  state: SessionState;
  script: Script;
  me: Insider;
  words: SessionWords;
  /** null while nobody wrote anything */
  sealing: SessionSealing | null;
}
