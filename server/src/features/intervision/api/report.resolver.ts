import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { fromCursor } from '../../../platform/graphql/cursor.js';
import { pageSize } from '../../../platform/graphql/input.js';
import { done, DoneModel } from '../../../platform/graphql/page.model.js';
import { Rule } from '../../../platform/graphql/rule.js';
import { UuidScalar } from '../../../platform/graphql/scalars.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { EvaluationAccess } from '../access/evaluation.access.js';
import { ReportAccess } from '../access/report.access.js';
import { KeepReport } from '../actions/keep-report.js';
import { EraseReportInput, EvaluationModel, KeepReportInput, ReportConnectionModel, ReportModel } from './report.edges.model.js';

const cursor = z.tuple([z.iso.datetime(), z.uuid()]);

/** What is left for each: one's own report, and how the group found it over time. */
@Resolver()
export class ReportResolver {
  constructor(
    private readonly reportsDoor: ReportAccess,
    private readonly evaluationsDoor: EvaluationAccess,
    private readonly action: KeepReport,
  ) {}

  @Rule('signedIn', 'own')
  @Query(() => ReportModel, { name: 'report', nullable: true })
  report(@CurrentViewer() viewer: Viewer, @Args('sessionId', { type: () => UuidScalar }) sessionId: string) {
    return this.reportsDoor.find(viewer, sessionId);
  }

  @Rule('signedIn', 'own')
  @Query(() => ReportConnectionModel, { name: 'reports' })
  reports(
    @CurrentViewer() viewer: Viewer,
    @Args('first', { type: () => Int, nullable: true }) first: number | null,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ) {
    const from = fromCursor(cursor, after);
    return this.reportsDoor.list(viewer, pageSize(first, limits.pageSize, limits.defaultPage), from && { at: from[0], id: from[1] });
  }

  @Rule('signedIn', 'circle: read; sessions: members')
  @Query(() => [EvaluationModel], { name: 'evaluations' })
  evaluations(@CurrentViewer() viewer: Viewer, @Args('groupId', { type: () => UuidScalar }) groupId: string) {
    return this.evaluationsDoor.ofGroup(viewer, groupId);
  }

  @Rule('signedIn', 'session: read, ended; own texts')
  @Mutation(() => ReportModel, { name: 'keepReport' })
  async keepReport(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => KeepReportInput }) input: KeepReportInput) {
    const { sessionId } = await this.action.keep(viewer, input);
    return this.reportsDoor.kept(viewer, sessionId);
  }

  @Rule('signedIn', 'own')
  @Mutation(() => DoneModel, { name: 'eraseReport' })
  async eraseReport(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => EraseReportInput }) input: EraseReportInput) {
    await this.action.erase(viewer, input);
    return done();
  }
}
