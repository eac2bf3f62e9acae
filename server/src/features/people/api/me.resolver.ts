import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { KringContext } from '../../../platform/graphql/context.js';
import { Rule } from '../../../platform/graphql/rule.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { PersonAccess } from '../access/person.access.js';
import { Introduce } from '../actions/introduce.js';
import { UpdateProfile } from '../actions/update-profile.js';
import { UpdateSettings } from '../actions/update-settings.js';
import { IntroduceInput, UpdateProfileInput, UpdateSettingsInput } from './me.args.js';
import { MeModel } from './me.model.js';

@Resolver()
export class MeResolver {
  constructor(
    private readonly people: PersonAccess,
    private readonly updating: UpdateProfile,
    private readonly settings: UpdateSettings,
    private readonly introducing: Introduce,
  ) {}

  @Rule('public', 'people: oneself; null for who is not signed in')
  @Query(() => MeModel, { name: 'me', nullable: true })
  async me(@Context() context: KringContext) {
    return context.viewer ? this.people.me(context.viewer) : null;
  }

  @Rule('signedIn', 'people: oneself')
  @Mutation(() => MeModel, { name: 'updateProfile' })
  async updateProfile(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => UpdateProfileInput }) input: UpdateProfileInput) {
    await this.updating.run(viewer, input);
    return this.people.me(viewer);
  }

  @Rule('signedIn', 'people: oneself')
  @Mutation(() => MeModel, { name: 'updateSettings' })
  async updateSettings(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => UpdateSettingsInput }) input: UpdateSettingsInput) {
    await this.settings.run(viewer, input);
    return this.people.me(viewer);
  }

  @Rule('signedIn', 'people: oneself')
  @Mutation(() => MeModel, { name: 'introduce' })
  async introduce(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => IntroduceInput }) input: IntroduceInput) {
    await this.introducing.run(viewer, input);
    return this.people.me(viewer);
  }
}
