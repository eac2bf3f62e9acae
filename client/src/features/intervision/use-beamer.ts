import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { io } from 'socket.io-client';
import { screenField } from '../../../../schema/made-for.js';
import type { Heartbeat, SubscribeAnswer } from '../../../../schema/realtime/envelope.js';
import { BeamerPageDocument, type BeamerPageFieldsFragment } from '../../generated/graphql.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { reconnecting, type RealtimeSocket } from '../../platform/realtime/realtime-client.js';
import { coalesce } from '../../platform/apollo/coalesce.js';
import { ServerClock } from './server-clock.js';

export type BeamerPage = BeamerPageFieldsFragment;

export type BeamerState =
  | { kind: 'waiting' }
  | { kind: 'shown'; page: BeamerPage; connected: boolean }
  /** nothing was heard for too long: of what stood there only the time is kept */
  | { kind: 'lost'; page: BeamerPage }
  /** the session is over, or the screen was taken away: nothing is kept */
  | { kind: 'over' };

/** So long the last content stays when nobody is heard any more (milliseconds). */
export const contentStays = 20_000;
const againAfter = 2_000;

/** What of a page may stay when it may be old. */
const onlyTime = (page: BeamerPage): BeamerPage => ({ ...page, texts: [], circle: '', place: '', roomCode: null, name: null, instruction: null });

/** The page of a screen, asked past every cache: nothing of it stays anywhere. @throws KringError */
export async function askBeamer(client: ApolloClient, token: string): Promise<BeamerPage> {
  const { data } = await client.query({ query: BeamerPageDocument, variables: { token }, fetchPolicy: 'no-cache' });
  return data!.beamerPage;
}

export const openScreenSocket = (token: string): RealtimeSocket =>
  io({ path: '/realtime', transports: ['websocket'], auth: { [screenField]: token }, ...reconnecting }) as unknown as RealtimeSocket;

/** One screen in a room: asks what to show, hears when to ask again, forgets when it is over. */
export class BeamerLine {
  private page: BeamerPage | null = null;
  private connected = false;
  private over = false;
  /** only the time of the page is left */
  private forgotten = false;
  private forgetting: ReturnType<typeof setTimeout> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private seq = 0;
  readonly clock = new ServerClock();
  private readonly look: () => void;

  constructor(
    private readonly ask: () => Promise<BeamerPage>,
    private readonly socket: RealtimeSocket,
    private readonly tell: (state: BeamerState) => void,
  ) {
    const look = coalesce(() => this.lookOnce());
    this.look = () => look('page');
    socket.on('connect', () => this.subscribe());
    socket.on('disconnect', () => this.lost());
    socket.on('connect_error', () => this.lost());
    socket.on('event', () => this.look());
    socket.on('heartbeat', (positions: Heartbeat) => {
      const at = this.page && positions[this.page.asOf.stream];
      if (at && at.seq > this.seq) this.look();
    });
    socket.on('goodbye', () => this.look());
    window.addEventListener('offline', this.wentOffline);
    this.look();
  }

  /** The browser knows sooner than the line does. */
  private readonly wentOffline = (): void => this.lost();

  stop(): void {
    this.over = true;
    this.page = null;
    clearTimeout(this.forgetting);
    clearTimeout(this.retry);
    window.removeEventListener('offline', this.wentOffline);
    this.socket.disconnect();
  }

  private async lookOnce(): Promise<void> {
    if (this.over) return;
    clearTimeout(this.retry);
    try {
      const page = await this.ask();
      if (this.over) return;
      const first = this.page === null;
      this.page = page;
      this.forgotten = false;
      this.seq = page.asOf.seq;
      this.clock.took(page.at);
      if (first && this.socket.connected) this.subscribe();
      this.show();
    } catch (thrown) {
      if (asKringError(thrown).code === 'NOT_FOUND') return this.end();
      this.retry = setTimeout(() => this.look(), againAfter);
    }
  }

  private subscribe(): void {
    if (this.over) return;
    if (!this.page) return this.look();
    const { stream, epoch, seq } = this.page.asOf;
    this.socket.emit('subscribe', { stream, after: { epoch, seq } }, (answer: SubscribeAnswer) => {
      if (!answer.ok && 'refused' in answer) return this.look();
      this.connected = true;
      clearTimeout(this.forgetting);
      this.forgetting = undefined;
      this.show();
      this.look();
    });
  }

  private lost(): void {
    if (this.over) return;
    this.connected = false;
    this.show();
    this.forgetting ??= setTimeout(() => {
      if (!this.page) return;
      this.page = onlyTime(this.page);
      this.forgotten = true;
      this.show();
    }, contentStays);
  }

  private show(): void {
    if (this.over || !this.page) return;
    this.tell(this.forgotten ? { kind: 'lost', page: this.page } : { kind: 'shown', page: this.page, connected: this.connected });
  }

  private end(): void {
    this.stop();
    this.tell({ kind: 'over' });
  }
}

export function useBeamer(token: string): { state: BeamerState; clock: ServerClock | null } {
  const client = useApolloClient();
  const [state, setState] = useState<BeamerState>({ kind: 'waiting' });
  const [clock, setClock] = useState<ServerClock | null>(null);
  useEffect(() => {
    const line = new BeamerLine(() => askBeamer(client, token), openScreenSocket(token), setState);
    setClock(line.clock);
    return () => line.stop();
  }, [client, token]);
  return { state, clock };
}
