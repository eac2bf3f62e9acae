import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { MeModel } from '../../people/public.js';
import { SignInPayloadModel } from './account.model.js';

@Resolver(() => SignInPayloadModel)
export class SignInPayloadFields {
  @ResolveField(() => MeModel, { name: 'me' })
  me(@Parent() payload: { me: MeModel }): MeModel {
    return payload.me;
  }
}
