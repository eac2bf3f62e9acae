/** The wire protocol of `/realtime`. Browsers only ask; facts travel from server to client. */

/** Where a stream stands: a snapshot query returns it, a subscriber says it. */
export interface StreamPosition {
  stream: string;
  epoch: number;
  seq: number;
}

export interface EventEnvelope<Type extends string = string, Payload = unknown> {
  stream: string;
  epoch: number;
  seq: number;
  type: Type;
  payload: Payload;
}

export interface SubscribeRequest {
  stream: string;
  /** the last event that was applied; without it the answer only says where the stream stands */
  after?: { epoch: number; seq: number };
}

export type SubscribeAnswer =
  | { ok: true; events: EventEnvelope[]; upTo: { epoch: number; seq: number } }
  /** too old, or another epoch: ask the snapshot query again, then subscribe from its position */
  | { ok: false; restart: true; upTo: { epoch: number; seq: number } }
  | { ok: false; refused: 'NOT_FOUND' | 'RATE_LIMITED' | 'INVALID_INPUT' | 'UNAVAILABLE' };

/** stream → where it stands; lets a client notice that the last event was lost */
export type Heartbeat = Record<string, { epoch: number; seq: number }>;

/** Lossy by design: no numbers, no replay. */
export interface PresenceUpdate {
  stream: string;
  /** people with this circle open, at most 50 ids, and how many there are */
  here: string[];
  count: number;
}

export interface TypingUpdate {
  stream: string;
  topicId: string;
  /** people who are typing now, at most 5 ids, and how many there are */
  typing: string[];
  count: number;
}

export interface ClientToServer {
  subscribe(request: SubscribeRequest, answer: (a: SubscribeAnswer) => void): void;
  unsubscribe(request: { stream: string }): void;
  /** this person has the circle open on screen (or no longer) */
  here(request: { stream: string; here: boolean }): void;
  typing(request: { stream: string; topicId: string }): void;
}

export interface ServerToClient {
  event(envelope: EventEnvelope): void;
  heartbeat(positions: Heartbeat): void;
  presence(update: PresenceUpdate): void;
  typing(update: TypingUpdate): void;
  /** the sign-in of this socket ended, or the socket was too slow: connect again */
  goodbye(reason: 'SIGNED_OUT' | 'TOO_SLOW' | 'RESTARTING'): void;
}
