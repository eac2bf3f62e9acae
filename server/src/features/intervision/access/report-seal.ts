import { Injectable } from '@nestjs/common';
import { KeyRing } from '../../../platform/crypto/key-ring.js';
import { aadFor, seal, unseal } from '../../../platform/crypto/sealer.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import type { ReportRow } from '../data/report.repository.js';
import type { ReportBody } from '../domain/report.js';

const aad = (reportId: string, personId: string): string => aadFor('conf.personal_reports', 'body', reportId, 'person', personId);

/** Reports are sealed with the key of whose they are (decisions 11): a session that is erased takes nothing of them along. */
@Injectable()
export class ReportSeal {
  constructor(private readonly keys: KeyRing) {}

  async seal(tx: Tx, viewer: Viewer, reportId: string, body: ReportBody): Promise<Buffer> {
    return seal(await this.keys.forWriting(tx, 'person', viewer.personId), aad(reportId, viewer.personId), JSON.stringify(body));
  }

  /** Inside a write of the very same person. */
  async openForWriting(tx: Tx, viewer: Viewer, row: ReportRow): Promise<ReportBody> {
    return open(await this.keys.forWriting(tx, 'person', viewer.personId), viewer, row);
  }

  async open(viewer: Viewer, rows: readonly ReportRow[]): Promise<ReportBody[]> {
    if (rows.length === 0) return [];
    const dek = await this.keys.forReading(viewer, 'person', viewer.personId);
    return rows.map((row) => open(dek, viewer, row));
  }
}

const open = (dek: Buffer, viewer: Viewer, row: ReportRow): ReportBody => JSON.parse(unseal(dek, aad(row.id, viewer.personId), row.body).toString('utf8')) as ReportBody;
