import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { done, DoneModel } from '../../../platform/graphql/page.model.js';
import { Rule } from '../../../platform/graphql/rule.js';
import { UuidScalar } from '../../../platform/graphql/scalars.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { CaseAccess } from '../access/case.access.js';
import { PreferCases } from '../actions/prefer-cases.js';
import { PrepareCase } from '../actions/prepare-case.js';
import { CastCaseVoteInput, DiscardPreparedCaseInput, PreparedCaseModel, SavePreparedCaseInput, SessionCaseInput, SessionCasesModel } from './case.edges.model.js';
import { SessionIdInput } from './session.args.js';

/** Cases before a session: one's own preparation, and the titles that a group chooses from. */
@Resolver()
export class CaseResolver {
  constructor(
    private readonly cases: CaseAccess,
    private readonly prepare: PrepareCase,
    private readonly prefer: PreferCases,
  ) {}

  @Rule('signedIn', 'session: read')
  @Query(() => SessionCasesModel, { name: 'sessionCases' })
  sessionCases(@CurrentViewer() viewer: Viewer, @Args('id', { type: () => UuidScalar }) id: string) {
    return this.cases.session(viewer, id);
  }

  @Rule('signedIn', 'circle: read; own case')
  @Mutation(() => PreparedCaseModel, { name: 'savePreparedCase' })
  async savePreparedCase(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SavePreparedCaseInput }) input: SavePreparedCaseInput) {
    return this.cases.prepared(viewer, (await this.prepare.keep(viewer, input)).caseId);
  }

  @Rule('signedIn', 'own case')
  @Mutation(() => DoneModel, { name: 'discardPreparedCase' })
  async discardPreparedCase(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => DiscardPreparedCaseInput }) input: DiscardPreparedCaseInput) {
    await this.prepare.discard(viewer, input);
    return done();
  }

  @Rule('signedIn', 'session: read; own case')
  @Mutation(() => SessionCasesModel, { name: 'putCaseForward' })
  async putCaseForward(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SessionCaseInput }) input: SessionCaseInput) {
    return this.cases.session(viewer, (await this.prefer.putForward(viewer, input)).sessionId);
  }

  @Rule('signedIn', 'session: read; own case')
  @Mutation(() => SessionCasesModel, { name: 'withdrawCase' })
  async withdrawCase(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SessionCaseInput }) input: SessionCaseInput) {
    return this.cases.session(viewer, (await this.prefer.withdraw(viewer, input)).sessionId);
  }

  @Rule('signedIn', 'session: read')
  @Mutation(() => SessionCasesModel, { name: 'castCaseVote' })
  async castCaseVote(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => CastCaseVoteInput }) input: CastCaseVoteInput) {
    return this.cases.session(viewer, (await this.prefer.castVote(viewer, input)).sessionId);
  }

  @Rule('signedIn', 'session: choose_case')
  @Mutation(() => SessionCasesModel, { name: 'closeCaseVote' })
  async closeCaseVote(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SessionIdInput }) input: SessionIdInput) {
    return this.cases.session(viewer, (await this.prefer.close(viewer, input)).sessionId);
  }
}
