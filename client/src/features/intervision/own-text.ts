import type { Sharing, TextKind } from '../../generated/graphql.js';
import type { KringError } from '../../platform/errors/kring-error.js';

export type OwnTextState = { kind: 'none' } | { kind: 'saving' } | { kind: 'saved'; at: Date } | { kind: 'local' };

/** One text of this person, as it stands on this device. */
export interface OwnText {
  /** stays the same for as long as it is on screen */
  key: string;
  /** the id on the server: made here, anew after the text was emptied */
  id: string;
  phase: number;
  kind: TextKind;
  sharing: Sharing;
  body: string;
  /** goes up when the words came from elsewhere: the field takes them over then */
  revision: number;
  /** the server's version that this is based on; 0: not there yet */
  version: number;
  state: OwnTextState;
  /** the server does not take it, and will not; the words stay here */
  refused: KringError | null;
  /** written at the same time on another device of this person */
  conflict: ServerText | null;
}

/** A text as the server has it. */
export interface ServerText {
  id: string;
  phase: number;
  kind: TextKind;
  sharing: Sharing;
  body: string;
  version: number;
  mine: boolean;
}

export interface TextToSave extends Pick<OwnText, 'id' | 'phase' | 'kind' | 'sharing' | 'body'> {
  ifVersion: number;
  /** the page is being left: the request has to outlive it */
  leaving: boolean;
}

/** The way to the server; tests give their own. */
export interface OwnTextRemote {
  write(text: TextToSave): Promise<ServerText>;
  remove(id: string): Promise<void>;
  /** asks the page again: it brings what another device wrote */
  refresh(): void;
  newId(): string;
  /** the database's clock, epoch milliseconds */
  now(): number;
}

/** One text as a device keeps it while the server does not have it. */
export interface KeptText extends Pick<OwnText, 'id' | 'phase' | 'kind' | 'sharing' | 'body' | 'version'> {
  /** what was sent and not acknowledged: the server may have it all the same */
  unconfirmed: readonly string[];
}
