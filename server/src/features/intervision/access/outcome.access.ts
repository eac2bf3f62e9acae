import { Injectable } from '@nestjs/common';
import { Reads } from '../../../platform/database/reads.js';
import { notFound } from '../../../platform/errors/kring-error.js';
import { brand } from '../../../platform/graphql/brand.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { appointmentSql } from '../../agenda/public.js';
import type { MailContent } from '../../../platform/mail/mail-content.js';
import { GroupAccess, isClosed } from '../../groups/public.js';
import { type FollowUpRow, type OutcomeRow, readOutcome, readPeriod, readTurns } from '../data/outcome.reads.js';
import { readHead } from '../data/session.reads.js';
import { leastCaseDays } from '../domain/keeping.js';
import type { OutcomeReader } from './outcome-seal.js';
import { OutcomeSeal } from './outcome-seal.js';
import { SessionDoor } from './session-door.js';
import { SessionSeal } from './session-seal.js';
import { caseDays, upper } from './session-view.js';

/** The door to what stays of sessions: actions, how intentions go, who took part, and how long a circle keeps its texts. */
@Injectable()
export class OutcomeAccess {
  constructor(
    private readonly reads: Reads,
    private readonly groups: GroupAccess,
    private readonly door: SessionDoor,
    private readonly outcomes: OutcomeSeal,
    private readonly seal: SessionSeal,
  ) {}

  /** What came out of a session, and what earlier ones left open. @throws NOT_FOUND for everyone who is not in it */
  async outcome(viewer: Viewer, sessionId: string) {
    const head = await readHead(this.reads, appointmentSql, viewer.personId, sessionId);
    if (!head) throw notFound();
    const rows = await this.reads.withActor(viewer, (reads) => readOutcome(reads, viewer.personId, sessionId));
    const followUps = [...rows.follow_ups, ...rows.earlier_follow_ups];
    const sessions = new Set([...rows.own, ...rows.earlier, ...followUps].map((row) => row.session_id));
    const reader = await this.outcomes.reader(viewer, [...sessions], rows.intentions.length > 0 || followUps.some(({ shared }) => !shared));
    const sealing = rows.lifts.length > 0 ? await this.seal.forReading(viewer, sessionId) : null;
    const action = (row: OutcomeRow) => actionView(reader, row, viewer.personId);
    const told = (row: FollowUpRow) => followUpView(reader, row, viewer.personId);
    const frozen = head.session.frozen_at !== null;
    return brand('SessionOutcome', {
      sessionId,
      actions: rows.own.filter(({ kind }) => kind === 'action').flatMap(action),
      notes: rows.own.filter(({ kind }) => kind === 'note').flatMap((row) => reader.action(row.session_id, row.id, row.body)?.what ?? []),
      earlier: frozen ? [] : rows.earlier.flatMap(action),
      followUps: rows.follow_ups.flatMap(told),
      earlierFollowUps: frozen ? [] : rows.earlier_follow_ups.flatMap(told),
      intentions: frozen ? [] : rows.intentions.flatMap((row) => {
        const body = reader.ownIntention(row.id, row.body);
        return body ? [brand('OwnIntention', { id: row.id, what: body.what, dueOn: row.due_on })] : [];
      }),
      attendance: rows.attendance.map((row) =>
        brand('SessionAttendance', { id: `${sessionId}:${row.person_id}`, person: brand('Person', { id: row.person_id, name: row.name }), role: row.role, minutes: row.minutes }),
      ),
      lifts: sealing
        ? rows.lifts.map((row) => {
            const at = new Date(row.lifted_at);
            return brand('FreezeLift', { id: `${sessionId}:${at.getTime()}`, at, by: row.name, reason: sealing.openWords('session_lifts', 'reason', at.toISOString(), row.reason) });
          })
        : [],
    });
  }

  /** One action of a session. @throws NOT_FOUND when it is not there for this person */
  async action(viewer: Viewer, sessionId: string, id: string) {
    const rows = await this.reads.withActor(viewer, (reads) => readOutcome(reads, viewer.personId, sessionId));
    const row = rows.own.find((each) => each.id === id);
    const reader = await this.outcomes.reader(viewer, [sessionId], false);
    const [found] = row ? actionView(reader, row, viewer.personId) : [];
    if (!found) throw notFound();
    return found;
  }

  /** When each member brought something in last, by name and never by rank. @throws NOT_FOUND outside the circle; nothing for guests and followers */
  async turns(viewer: Viewer, groupId: string) {
    await this.groups.row(viewer, groupId);
    const rows = await readTurns(this.reads, viewer.personId, groupId);
    return rows.map((row) => brand('Turn', { id: `${groupId}:${row.id}`, person: brand('Person', { id: row.id, name: row.name }), lastAt: row.last_at }));
  }

  /** How long a circle keeps the words of its sessions. @throws NOT_FOUND outside the circle */
  async period(viewer: Viewer, groupId: string) {
    const group = await this.groups.row(viewer, groupId);
    const row = await readPeriod(this.reads, groupId);
    const days = row.days ?? caseDays;
    return brand('CasePeriod', {
      id: groupId,
      days,
      scheduleDays: caseDays,
      leastDays: leastCaseDays,
      chosenAt: row.chosen_at,
      waitsForMembers: row.waits,
      mayShorten: isClosed(group.kind) && group.archived_at === null && days > leastCaseDays && (this.groups.rights.get('shorten_retention')?.has(group.role) ?? false),
    });
  }

  /** "How is your intention going": says nothing of the session. Nothing for who may not know of it any more. */
  async composeFollowUp(personId: string, sessionId: string): Promise<MailContent | null> {
    const inside = await this.door.mayListen(this.reads, { personId } as Viewer, sessionId, false);
    return inside ? { template: 'intentionFollowUp', path: `/sessies/${sessionId}#voornemen` } : null;
  }
}

function actionView(reader: OutcomeReader, row: OutcomeRow, viewerId: string) {
  const body = reader.action(row.session_id, row.id, row.body);
  if (!body) return [];
  return [
    brand('OutcomeAction', {
      id: row.id,
      sessionId: row.session_id,
      sessionAt: row.session_at,
      what: body.what,
      owner: row.owner_id !== null && row.owner_name !== null ? brand('Person', { id: row.owner_id, name: row.owner_name }) : null,
      ownerWords: body.owner ?? null,
      dueOn: row.due_on,
      dueWords: body.due ?? null,
      state: upper(row.state),
      version: row.version,
      mine: row.owner_id === viewerId,
    }),
  ];
}

function followUpView(reader: OutcomeReader, row: FollowUpRow, viewerId: string) {
  const words = reader.followUp(row);
  if (words === null) return [];
  return [
    brand('FollowUp', {
      id: `${row.session_id}:${row.person_id}`,
      person: brand('Person', { id: row.person_id, name: row.person_name }),
      words,
      shared: row.shared,
      mine: row.person_id === viewerId,
    }),
  ];
}
