import { Injectable } from '@nestjs/common';
import { readCatalogue } from '../../../platform/catalogue/read-catalogue.js';
import type { Reads } from '../../../platform/database/reads.js';
import type { NamedReads } from '../../../platform/database/reads.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import { forbidden, notFound } from '../../../platform/errors/kring-error.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess, isClosed, type LockedGroup } from '../../groups/public.js';
import { isScreenOf } from '../data/beamer.reads.js';
import { sessionRightsFile } from '../data/session-rights.js';
import { isInSession } from '../data/session.reads.js';
import { actFor, clockNow, findInsiders, findJoinedAfter, findSessionGroup, type Insider, lockSession } from '../data/session.repository.js';
import { decidePlanning, type PlanDecision } from '../domain/plan-policy.js';
import type { Script } from '../domain/script.js';
import { decideSession, type SessionCircumstances, type SessionRight, type SessionRights } from '../domain/session-policy.js';
import type { SessionState } from '../domain/session.js';
import { plansIt } from './session-view.js';

/** A session under its lock, as someone who is in it meets it. The runner replaces `state` as it goes. */
export interface InSession {
  readonly id: string;
  readonly groupId: string;
  readonly script: Script;
  /** planned start, epoch milliseconds */
  readonly startsAt: number;
  state: SessionState;
  /** everyone who is in it, here or not; when it is over without who came into the circle after it */
  people: readonly Insider[];
  /** who asks; `null`: the server itself */
  readonly me: Insider | null;
  readonly pactOpen: boolean;
  /** the screen in the room, where there is one */
  readonly beamerId: string | null;
  /** planned it, or leads the circle */
  readonly plans: boolean;
  /** epoch milliseconds of the database's clock, after the lock */
  readonly now: number;
}

/** The only door for writing in sessions: being in the circle, its row and the session's locked. */
@Injectable()
export class SessionDoor {
  readonly rights: SessionRights = readCatalogue('positions-and-rights', sessionRightsFile);

  constructor(private readonly groups: GroupAccess) {}

  /**
   * @param what `change`: the session moves; `write`: someone enters something of their own; `lift`: it may be frozen
   * @throws NOT_FOUND for everyone who is not in it, guests of the circle too; FORBIDDEN when the circle is archived, the session frozen, or over before they came into the circle
   */
  async enter(tx: Tx, viewer: Viewer, sessionId: string, what: 'change' | 'write' | 'lift'): Promise<InSession> {
    const groupId = await findSessionGroup(tx, sessionId);
    if (!groupId) throw notFound();
    const group = await this.groups.requireForWriting(tx, viewer, groupId, 'read');
    if (group.role === 'guest' || group.role === 'follower') throw notFound();
    if (group.archivedAt !== null && what !== 'lift') throw forbidden('ARCHIVED');
    const at = await this.locked(tx, sessionId, what === 'lift' ? 'change' : what);
    const me = at.people.find(({ id }) => id === viewer.personId);
    if (!me) throw at.joinedAfter.has(viewer.personId) ? forbidden('JOINED_AFTER') : notFound();
    if (at.state.frozenAt !== null && what !== 'lift') throw forbidden('FROZEN');
    return { ...at, me, pactOpen: group.pactVersion > group.myPactVersion, plans: plansIt(at.plannedBy === viewer.personId, group.role) };
  }

  /**
   * For what the server completes, after someone of the session began it or agreed to it. Who began it may have left the
   * circle since; then it is completed for one of those who are in it.
   * @returns null when it is not there, frozen, or nobody is in it any more
   */
  async enterAsServer(tx: Tx, sessionId: string, personId: string | null): Promise<InSession | null> {
    const groupId = await findSessionGroup(tx, sessionId);
    if (!groupId) return null;
    const everyone = await findInsiders(tx, sessionId, groupId);
    const joinedAfter = await findJoinedAfter(tx, sessionId, everyone);
    const people = everyone.filter(({ id }) => !joinedAfter.has(id));
    const actor = people.find(({ id }) => id === personId) ?? people[0];
    if (!actor) return null;
    await actFor(tx, actor.id);
    const at = await this.locked(tx, sessionId, 'change');
    return at.state.frozenAt === null ? { ...at, me: null, pactOpen: false, plans: false } : null;
  }

  private async locked(tx: Tx, sessionId: string, what: 'change' | 'write') {
    const session = await lockSession(tx, sessionId, what);
    if (!session) throw notFound();
    const everyone = await findInsiders(tx, sessionId, session.groupId);
    const joinedAfter = session.state.status === 'ended' ? await findJoinedAfter(tx, sessionId, everyone) : new Set<string>();
    const people = everyone.filter(({ id }) => !joinedAfter.has(id));
    const { groupId, plannedBy, script, startsAt, state, beamerId } = session;
    return { id: sessionId, groupId, plannedBy, script, startsAt, state, beamerId, people, joinedAfter, now: await clockNow(tx) };
  }

  /** @throws FORBIDDEN with the reason */
  require(at: InSession, right: SessionRight): void {
    const decision = decideSession(this.rights, right, circumstances(at));
    if (!decision.allow) throw forbidden(decision.reason);
  }

  /** A circle to plan in, its membership row locked. @throws NOT_FOUND outside the circle, FORBIDDEN with the reason inside it */
  async requirePlanning(tx: Tx, viewer: Viewer, groupId: string): Promise<LockedGroup> {
    const group = await this.groups.requireForWriting(tx, viewer, groupId, 'read', { lockCircle: true });
    const decision = this.decidePlanning({
      role: group.role!,
      kind: group.kind,
      archived: group.archivedAt !== null,
      pactOpen: group.pactVersion > group.myPactVersion,
    });
    if (!decision.allow) throw forbidden(decision.reason);
    return group;
  }

  decidePlanning(at: { role: NonNullable<LockedGroup['role']>; kind: LockedGroup['kind']; archived: boolean; pactOpen: boolean }): PlanDecision {
    const mayByRole = this.groups.rights.get('schedule_session')?.has(at.role) ?? false;
    return decidePlanning({ mayByRole, closedCircle: isClosed(at.kind), archived: at.archived, pactOpen: at.pactOpen });
  }

  /** Whether a screen is the one of this session. */
  isScreen(reads: NamedReads | Reads, screenId: string, sessionId: string): Promise<boolean> {
    return isScreenOf(reads, screenId, sessionId);
  }

  /** Who may listen to a session's stream, or to that of whoever facilitates it. */
  mayListen(reads: NamedReads | Reads, viewer: Viewer, sessionId: string, facilitates: boolean): Promise<boolean> {
    return isInSession(reads, viewer.personId, sessionId, facilitates);
  }
}

export const circumstances = (at: InSession): SessionCircumstances => ({ state: at.state, script: at.script, person: at.me, pactOpen: at.pactOpen, now: at.now, plans: at.plans });

/** Who is here now, with the grace that each set for themselves. Over days everyone takes part, there or not. */
export const present = (at: Pick<InSession, 'people' | 'script'>): readonly Insider[] => (at.script.written ? at.people : at.people.filter(({ here }) => here));
