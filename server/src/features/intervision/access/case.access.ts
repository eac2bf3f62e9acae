import { Injectable } from '@nestjs/common';
import { Reads } from '../../../platform/database/reads.js';
import { notFound } from '../../../platform/errors/kring-error.js';
import { brand } from '../../../platform/graphql/brand.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { appointmentSql } from '../../agenda/public.js';
import { readCases, readPrepared } from '../data/case.repository.js';
import { readHead } from '../data/session.reads.js';
import { stateFrom } from '../data/session-state.js';
import { caseResult, caseStage, voteOpensAt } from '../domain/case-vote.js';
import { CaseSeal, type CaseFields } from './case-seal.js';
import { Methods, words } from './methods.js';
import { SessionSeal } from './session-seal.js';
import { upper } from './session-view.js';

/** The door to cases before a session: one's own, and the titles that were put forward. */
@Injectable()
export class CaseAccess {
  constructor(
    private readonly reads: Reads,
    private readonly methods: Methods,
    private readonly seal: SessionSeal,
    private readonly cases: CaseSeal,
  ) {}

  /** The two steps before a session that the catalogue knows: preparing, and preferring. */
  get frame() {
    const { frame, fields } = this.methods.catalogue;
    const [prepare, prefer] = ['prep_case', 'preselect'].map((key) => frame.before.find((step) => step.key === key));
    if (!prepare || !prefer?.ballot) throw new Error('The catalogue has no case preparation');
    return { fields: prepare.fields.map((key) => fields.find((field) => field.key === key)!), ballot: prefer.ballot, openDays: -prefer.offsetDays };
  }

  /** Title and question of what was put forward, and one's own case. @throws NOT_FOUND for everyone who is not in the session */
  async session(viewer: Viewer, sessionId: string) {
    const head = await readHead(this.reads, appointmentSql, viewer.personId, sessionId);
    if (!head) throw notFound();
    const state = stateFrom(head.session);
    const sealing = state.frozenAt === null ? await this.seal.forReading(viewer, sessionId) : null;
    const rows = await this.reads.withActor(viewer, (reads) => readCases(reads, viewer.personId, sessionId, sealing?.tagOf(viewer.personId) ?? null));
    const { fields, ballot, openDays } = this.frame;
    const startsAt = head.session.starts_at === null ? null : Date.parse(head.session.starts_at);
    const closedAt = rows.closed_at === null ? null : Date.parse(rows.closed_at);
    const stage = caseStage({ status: state.status, startsAt, closedAt, titles: rows.cases.length, openDays, now: head.now });
    const opens = voteOpensAt({ startsAt, openDays });
    const chosen = sealing ? rows.ballots.map(({ choice, mine }) => ({ mine, ids: JSON.parse(sealing.openWords('case_ballots', 'choice', sessionId, choice)) as string[] })) : [];
    const ids = rows.cases.map(({ case_id: id }) => id);
    const result = closedAt === null ? null : caseResult(ids, chosen.map((each) => each.ids));
    const known = closedAt !== null || stage === 'closed';
    return brand('SessionCases', {
      sessionId,
      stage: upper(stage),
      opensAt: opens === null ? null : new Date(opens),
      choices: ballot.choices,
      ballot: words(ballot),
      labels: fields.map((field) => brand('LabelledWords', { key: field.key, words: words(field) })),
      mine: rows.prepared ? await this.show(viewer, rows.prepared) : null,
      cases: sealing
        ? rows.cases.map((row) =>
            brand('SessionCase', {
              id: row.case_id,
              title: sealing.openWords('session_cases', 'title', row.case_id, row.title),
              question: sealing.openWords('session_cases', 'question', row.case_id, row.question),
              mine: row.person_id === viewer.personId,
              // whose it is, is said when there is something to talk over
              person: known ? brand('Person', { id: row.person_id, name: row.person_name }) : null,
              votes: result?.votes.get(row.case_id) ?? null,
              leading: result?.leading.includes(row.case_id) ?? false,
            }),
          )
        : [],
      myChoice: stage === 'voting' ? (chosen.find(({ mine }) => mine)?.ids.filter((id) => ids.includes(id)) ?? []) : [],
      voters: rows.voters,
      people: head.people.length,
      chosenId: state.caseId,
    });
  }

  /** One case of one's own. @throws NOT_FOUND for anybody else's */
  async prepared(viewer: Viewer, id: string) {
    const row = await this.reads.withActor(viewer, (reads) => readPrepared(reads, viewer.personId, id));
    const shown = row && (await this.show(viewer, row));
    if (!shown) throw notFound();
    return shown;
  }

  private async show(viewer: Viewer, row: { id: string; group_id: string; body: Buffer | string; version: number; updated_at: Date | string }) {
    const fields: CaseFields | null = await this.cases.open(viewer, row.id, row.body);
    if (!fields) return null;
    return brand('PreparedCase', {
      id: row.id,
      groupId: row.group_id,
      version: row.version,
      updatedAt: new Date(row.updated_at),
      fields: this.frame.fields.map(({ key }) => brand('CaseField', { key, text: fields[key] ?? '' })),
    });
  }
}
