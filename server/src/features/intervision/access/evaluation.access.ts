import { Injectable } from '@nestjs/common';
import { Reads } from '../../../platform/database/reads.js';
import { brand } from '../../../platform/graphql/brand.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess } from '../../groups/public.js';
import { type EvaluationRow, readEvaluations } from '../data/evaluation.repository.js';
import { words } from './methods.js';

/** As many sessions as a picture over time shows. */
const most = 12;

/** The door to how a circle found its sessions: numbers of four answers or more, for who is in those sessions. */
@Injectable()
export class EvaluationAccess {
  constructor(
    private readonly reads: Reads,
    private readonly groups: GroupAccess,
  ) {}

  /** Per question its sessions, oldest first. Guests and followers get none. @throws NOT_FOUND outside the circle */
  async ofGroup(viewer: Viewer, groupId: string) {
    await this.groups.row(viewer, groupId);
    const rows = await this.reads.withActor(viewer, (reads) => readEvaluations(reads, groupId, most));
    return questionsOf(rows).map(({ key, nl, en }) =>
      brand('Evaluation', {
        item: key,
        question: words({ nl, en }),
        points: [...rows].reverse().flatMap((row) => {
          const found = row.totals.find(({ item }) => item === key);
          return found ? [brand('EvaluationPoint', { sessionId: row.session_id, heldAt: row.started_at, methodName: words(row.method_name), distribution: found.counts })] : [];
        }),
      }),
    );
  }
}

/** The questions that have totals, in the order of the newest session, each in its newest words. */
function questionsOf(rows: readonly EvaluationRow[]): { key: string; nl: string; en: string }[] {
  const found = new Map<string, { key: string; nl: string; en: string }>();
  for (const { items, totals } of rows) for (const item of items) if (!found.has(item.key) && totals.some((total) => total.item === item.key)) found.set(item.key, item);
  return [...found.values()];
}
