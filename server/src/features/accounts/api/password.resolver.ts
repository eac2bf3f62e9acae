import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { KringContext } from '../../../platform/graphql/context.js';
import { done, DoneModel } from '../../../platform/graphql/page.model.js';
import { Rule } from '../../../platform/graphql/rule.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { ChangePassword } from '../actions/change-password.js';
import { RequestPasswordReset } from '../actions/request-password-reset.js';
import { ResetPassword } from '../actions/reset-password.js';
import { ChangePasswordInput, RequestPasswordResetInput, ResetPasswordInput } from './account.args.js';

@Resolver()
export class PasswordResolver {
  constructor(
    private readonly requesting: RequestPasswordReset,
    private readonly resetting: ResetPassword,
    private readonly changing: ChangePassword,
  ) {}

  @Rule('public', 'accounts: the same answer for every address, counted by the rate limits')
  @Mutation(() => DoneModel, { name: 'requestPasswordReset' })
  async requestPasswordReset(
    @Args('input', { type: () => RequestPasswordResetInput }) input: RequestPasswordResetInput,
    @Context() { req }: KringContext,
  ) {
    await this.requesting.run(input, req.ip);
    return done();
  }

  @Rule('public', 'accounts: the token from the mail, once, within the hour')
  @Mutation(() => DoneModel, { name: 'resetPassword' })
  async resetPassword(
    @Args('input', { type: () => ResetPasswordInput }) input: ResetPasswordInput,
    @Context() { req }: KringContext,
  ) {
    await this.resetting.run(input, req.ip);
    return done();
  }

  @Rule('signedIn', 'accounts: own password, who knows the present one')
  @Mutation(() => DoneModel, { name: 'changePassword' })
  async changePassword(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { type: () => ChangePasswordInput }) input: ChangePasswordInput,
  ) {
    await this.changing.run(viewer, input);
    return done();
  }
}
