import { Injectable } from '@nestjs/common';
import { Reads } from '../../../platform/database/reads.js';
import type { MailContent } from '../../../platform/mail/mail-content.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { appointmentSql } from '../../agenda/public.js';
import { readHead } from '../data/session.reads.js';
import { stateFrom } from '../data/session-state.js';
import { type OwnPhase, readDone, readRunningInWriting, type WrittenRow } from '../data/written.repository.js';
import { askedIn, awaits } from '../domain/awaited.js';
import type { Script } from '../domain/script.js';
import { phaseNow, type Person, type SessionState } from '../domain/session.js';
import { SessionSeal } from './session-seal.js';
import { readLetter } from './written-letter.js';

/** A written session that waits for the person who asks. */
export interface AwaitingMe {
  readonly sessionId: string;
  readonly groupId: string;
  readonly groupName: string;
  readonly groupKind: string;
  /** minutes that the method gives the phase */
  readonly minutes: number;
  readonly endsAt: Date;
}

interface Asked {
  readonly id: string;
  readonly state: SessionState;
  readonly script: Script;
  readonly me: Person;
}

/** What a person who stands outside the session's page is told of it: that it waits for them, and that something began. */
@Injectable()
export class WrittenAccess {
  constructor(
    private readonly reads: Reads,
    private readonly seal: SessionSeal,
  ) {}

  /** Sessions that wait for this person, the nearest deadline first. At most three statements, however many there are. */
  async awaitingMe(viewer: Viewer): Promise<AwaitingMe[]> {
    const rows = (await readRunningInWriting(this.reads, viewer.personId)).map(({ row }) => row).filter(({ pact_open: pactOpen }) => !pactOpen);
    const asked = rows.map((row) => ({ id: row.id, state: stateFrom(row), script: row.script, me: { id: viewer.personId, observer: row.observer, seat: row.seat } }));
    const waiting = await this.waiting(viewer, asked);
    return rows.filter(({ id }) => waiting.has(id)).map(shown);
  }

  /**
   * What a mail about one turn of a session holds: nothing but the way to it. Null when that turn is over, the person is not in
   * it any more, or what they would be reminded of is there by now.
   */
  async compose(kind: 'writtenPhase' | 'writtenReminder', personId: string, subjectId: string): Promise<MailContent | null> {
    const about = readLetter(subjectId);
    const head = about && (await readHead(this.reads, appointmentSql, personId, about.sessionId));
    if (!about || !head) return null;
    const state = stateFrom(head.session);
    const me = head.people.find(({ id }) => id === personId);
    if (!me || state.turn !== about.turn || !['running', 'ended'].includes(state.status)) return null;
    if (kind === 'writtenReminder') {
      const asked = { id: about.sessionId, state, script: head.session.script, me };
      if (!(await this.waiting({ personId, signInId: '' }, [asked])).has(about.sessionId)) return null;
    }
    return { template: kind, path: `/sessies/${about.sessionId}` };
  }

  private async waiting(viewer: Viewer, asked: readonly Asked[]): Promise<Set<string>> {
    if (asked.length === 0) return new Set();
    const tags = await this.seal.tagsOf(viewer, asked.map(({ id }) => id));
    const own = asked.flatMap(({ id, state, script }): OwnPhase[] => {
      const phase = phaseNow(state, script);
      return phase ? [{ sessionId: id, phase: phase.index, asked: askedIn(phase), rated: phase.shows ?? -1, tag: tags.get(id) ?? Buffer.alloc(0) }] : [];
    });
    const done = await this.reads.withActor(viewer, (reads) => readDone(reads, own));
    return new Set(asked.filter(({ id, state, script, me }) => awaits(state, script, me, done.get(id) ?? { entered: false, unanswered: 0, unrated: 0 })).map(({ id }) => id));
  }
}

function shown(row: WrittenRow): AwaitingMe {
  const state = stateFrom(row);
  return {
    sessionId: row.id, groupId: row.group_id, groupName: row.group_name, groupKind: row.kind.toUpperCase(),
    minutes: phaseNow(state, row.script)?.minutes ?? 5, endsAt: new Date(state.endsAt!),
  };
}
