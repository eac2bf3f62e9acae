import { io } from 'socket.io-client';
import { personStream } from '../../schema/realtime/streams.js';
import { buildGroup } from '../../server/test/builders/groups.js';
import { buildSession, sessionPageDocument, type SessionPage, type SessionPlay, type SessionWorld } from '../../server/test/builders/intervision.js';
import { buildPerson, type BuiltPerson } from '../../server/test/builders/people.js';
import { callGraphql, must, type Session } from '../../server/test/harness/graphql-call.js';
import type { ClientRealtime } from './client-code.js';
import { signInAt } from './http.js';
import type { Product } from './product.js';
import { secretsIn } from './secrets.js';

/** A product of another process, as what plays sessions asks it. */
export const worldOf = (product: Product): SessionWorld => ({
  gql: (session, document, variables, headers) => callGraphql(product.url, session, document, variables, headers),
  ask: async <Data>(session: Session | null, document: string, variables?: object) => must(await callGraphql<Data>(product.url, session, document, variables)),
  sql: (text, params) => product.sql(text, params),
});

export interface Member {
  person: BuiltPerson;
  session: Session;
}

export interface Room {
  groupId: string;
  /** the first leads, the second is second, the third brings the case */
  members: Member[];
  /** plans a session and begins it, with everyone in it */
  begin(method: string): Promise<SessionPlay>;
}

/** A circle for intervision, everybody signed in. */
export async function makeRoom(product: Product, count: number): Promise<Room> {
  const people: BuiltPerson[] = [];
  for (let at = 0; at < count; at += 1) people.push(await buildPerson(product));
  const members: Member[] = [];
  for (const person of people) members.push({ person, session: await signInAt(product.url, person.email) });
  const group = await buildGroup(product, { kind: 'intervision', roles: { lead: people[0]!, co_lead: people[1]!, member: people.slice(2) } });
  const lead = members[0]!.session;
  return {
    groupId: group.id,
    members,
    begin: async (methodKey) => {
      const play = await buildSession(worldOf(product), lead, { groupId: group.id, facilitatorId: people[0]!.id, coFacilitatorId: people[1]!.id, methodKey });
      await play.do(lead, 'openLobby');
      for (const { session } of members) await play.do(session, 'enterSession');
      await play.do(lead, 'startSession');
      // where everyone brings something of their own there is nothing to choose
      const { sessionPage } = await worldOf(product).ask<{ sessionPage: { script: { everyoneContributes: boolean } } }>(lead, 'query E($id: UUID!) { sessionPage(id: $id) { script { everyoneContributes } } }', { id: play.id });
      if (!sessionPage.script.everyoneContributes) await play.do(lead, 'chooseCase', { contributorId: people[2]!.id });
      return play;
    },
  };
}

/** A device in a session: the client's own code follows the streams, and an event makes it ask the page again. */
export class SessionDevice {
  page: SessionPage | null = null;
  /** secret → when it was first on this device, `performance.now()` */
  readonly seenAt = new Map<string, number>();
  private readonly client: InstanceType<ClientRealtime['RealtimeClient']>;
  private asking: Promise<void> | null = null;
  private again = false;

  private constructor(
    private readonly product: Product,
    private readonly member: Member,
    private readonly sessionId: string,
    code: ClientRealtime,
  ) {
    const socket = io(product.url, { path: '/realtime', transports: ['websocket'], forceNew: true, ...code.reconnecting, extraHeaders: { origin: member.session.origin, cookie: member.session.cookie } });
    this.client = new code.RealtimeClient(socket as never, {
      event: () => this.refresh(),
      connected: () => undefined,
      disconnected: () => undefined,
      signedOut: () => undefined,
      missed: async () => this.refresh(),
      otherLife: async () => this.refresh(),
      presence: () => undefined,
      typing: () => undefined,
    });
  }

  /** @param deaf listens to nothing: the control */
  static async open(code: ClientRealtime, product: Product, member: Member, play: SessionPlay, deaf = false): Promise<SessionDevice> {
    const device = new SessionDevice(product, member, play.id, code);
    await device.ask();
    if (!deaf) {
      device.client.watch(device.page!.asOf);
      if (device.page!.facilitatorAsOf) device.client.watch(device.page!.facilitatorAsOf);
      const [own] = await product.sql<{ seq: string; epoch: number }>('SELECT seq, epoch FROM realtime_stream WHERE stream = $1', [personStream(member.person.id)]);
      device.client.watch({ stream: personStream(member.person.id), epoch: own?.epoch ?? 1, seq: Number(own?.seq ?? 0) });
    }
    return device;
  }

  /** One request under way and one after it, as the client does. */
  private refresh(): void {
    if (this.asking) return void (this.again = true);
    this.asking = this.ask()
      .catch(() => undefined)
      .finally(() => {
        this.asking = null;
        if (this.again) {
          this.again = false;
          this.refresh();
        }
      });
  }

  private async ask(): Promise<void> {
    const answer = await callGraphql<{ sessionPage: SessionPage }>(this.product.url, this.member.session, sessionPageDocument, { id: this.sessionId });
    if (!answer.data?.sessionPage) return;
    const at = performance.now();
    this.page = answer.data.sessionPage;
    for (const secret of secretsIn(answer.text)) if (!this.seenAt.has(secret)) this.seenAt.set(secret, at);
  }

  close(): void {
    this.client.stop();
  }
}
