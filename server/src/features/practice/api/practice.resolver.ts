import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Rule } from '../../../platform/graphql/rule.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { SessionAccess, SessionModel } from '../../intervision/public.js';
import { StartPractice } from '../actions/start-practice.js';
import { StartPracticeInput } from './practice.args.js';

@Resolver()
export class PracticeResolver {
  constructor(
    private readonly start: StartPractice,
    private readonly sessions: SessionAccess,
  ) {}

  @Rule('signedIn', 'practice: oneself, in a demo installation; nobody elsewhere')
  @Mutation(() => SessionModel, { name: 'startPractice' })
  async startPractice(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => StartPracticeInput }) input: StartPracticeInput) {
    const { sessionId } = await this.start.run(viewer, input);
    return this.sessions.session(viewer, sessionId);
  }
}
