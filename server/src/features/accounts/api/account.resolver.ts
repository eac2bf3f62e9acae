import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { unauthenticated } from '../../../platform/errors/kring-error.js';
import type { KringContext } from '../../../platform/graphql/context.js';
import { done, DoneModel } from '../../../platform/graphql/page.model.js';
import { Rule } from '../../../platform/graphql/rule.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import { SignInCookie } from '../../../platform/identity/sign-in-cookie.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { AccountAccess } from '../access/account.access.js';
import { EndSignIn } from '../actions/end-sign-in.js';
import { SignIn } from '../actions/sign-in.js';
import { SignOut } from '../actions/sign-out.js';
import { SignOutEverywhere } from '../actions/sign-out-everywhere.js';
import { EndSignInInput, SignInInput } from './account.args.js';
import { DemoPersonModel, InstanceModel, SignInModel, SignInPayloadModel } from './account.model.js';

@Resolver()
export class AccountResolver {
  constructor(
    private readonly accounts: AccountAccess,
    private readonly cookie: SignInCookie,
    private readonly signingIn: SignIn,
    private readonly signingOut: SignOut,
    private readonly everywhere: SignOutEverywhere,
    private readonly ending: EndSignIn,
  ) {}

  @Rule('public', 'accounts: what everybody may know before signing in')
  @Query(() => InstanceModel, { name: 'instance' })
  async instance() {
    return this.accounts.instance();
  }

  @Rule('public', 'accounts: invented people of a demo, nobody elsewhere')
  @Query(() => [DemoPersonModel], { name: 'demoPeople' })
  async demoPeople() {
    return this.accounts.demoPeople();
  }

  @Rule('signedIn', 'accounts: own sign-ins')
  @Query(() => [SignInModel], { name: 'mySignIns' })
  async mySignIns(@CurrentViewer() viewer: Viewer) {
    return this.accounts.mySignIns(viewer);
  }

  @Rule('public', 'accounts: address and password, counted by the rate limits')
  @Mutation(() => SignInPayloadModel, { name: 'signIn' })
  async signIn(@Args('input', { type: () => SignInInput }) input: SignInInput, @Context() { req, res }: KringContext) {
    const caller = { address: req.ip, userAgent: req.headers['user-agent'], cookieHeader: req.headers.cookie };
    const { viewer, token } = await this.signingIn.run(input, caller);
    this.cookie.set(req, res, token);
    return this.accounts.signedIn(viewer);
  }

  @Rule('public', 'accounts: the sign-in of this browser, if any')
  @Mutation(() => DoneModel, { name: 'signOut' })
  async signOut(@Context() { req, res, ofAnother }: KringContext) {
    // A page of the one before must not end the sign-in of the one after.
    if (ofAnother) throw unauthenticated();
    await this.signingOut.run(req.headers.cookie);
    this.cookie.clear(req, res);
    return done();
  }

  @Rule('signedIn', 'accounts: own sign-ins')
  @Mutation(() => DoneModel, { name: 'signOutEverywhere' })
  async signOutEverywhere(@CurrentViewer() viewer: Viewer, @Context() { req, res }: KringContext) {
    await this.everywhere.run(viewer);
    this.cookie.clear(req, res);
    return done();
  }

  @Rule('signedIn', 'accounts: own sign-ins')
  @Mutation(() => DoneModel, { name: 'endSignIn' })
  async endSignIn(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => EndSignInInput }) input: EndSignInInput) {
    await this.ending.run(viewer, input);
    return done();
  }
}
