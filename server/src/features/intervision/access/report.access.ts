import { Injectable } from '@nestjs/common';
import { Reads } from '../../../platform/database/reads.js';
import { notFound } from '../../../platform/errors/kring-error.js';
import { brand } from '../../../platform/graphql/brand.js';
import { pageInfo, toCursor } from '../../../platform/graphql/page.model.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { readReport, readReports, type ReportRow } from '../data/report.repository.js';
import type { ReportBody } from '../domain/report.js';
import { words } from './methods.js';
import { ReportSeal } from './report-seal.js';
import { upper } from './session-view.js';

/** The only door to reports: one's own, in or out of the circle they came from. */
@Injectable()
export class ReportAccess {
  constructor(
    private readonly reads: Reads,
    private readonly seal: ReportSeal,
  ) {}

  /** One's own report of a session; null when there is none, whatever the session is. */
  async find(viewer: Viewer, sessionId: string) {
    const row = await this.reads.withActor(viewer, (reads) => readReport(reads, viewer.personId, sessionId));
    if (!row) return null;
    const [body] = await this.seal.open(viewer, [row]);
    return reportView(row, body!);
  }

  /** @throws NOT_FOUND when it was erased meanwhile */
  async kept(viewer: Viewer, sessionId: string) {
    const report = await this.find(viewer, sessionId);
    if (!report) throw notFound();
    return report;
  }

  async list(viewer: Viewer, first: number, after: { at: string; id: string } | null) {
    const rows = await this.reads.withActor(viewer, (reads) => readReports(reads, viewer.personId, first, after));
    const page = rows.slice(0, first);
    const bodies = await this.seal.open(viewer, page);
    const last = page.at(-1);
    return brand('ReportConnection', {
      nodes: page.map((row, at) => reportView(row, bodies[at]!)),
      pageInfo: pageInfo({
        startCursor: null,
        endCursor: last ? toCursor([last.kept_at.toISOString(), last.id]) : null,
        hasNextPage: rows.length > first,
        hasPreviousPage: after !== null,
      }),
    });
  }
}

const reportView = (row: ReportRow, body: ReportBody) =>
  brand('Report', {
    id: row.id,
    sessionId: row.session_id,
    methodName: words(body.method),
    heldAt: body.heldAt,
    lines: body.lines.map((line) =>
      brand('ReportLine', { textId: line.textId, kind: upper(line.kind), phaseName: words(line.phase), text: line.text, marked: line.marked && words(line.marked) }),
    ),
    words: body.words,
    version: row.version,
    keptAt: row.kept_at,
  });
