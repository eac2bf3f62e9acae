import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { StreamPositionModel } from '../../../platform/realtime/stream-position.js';
import { OrganisationModel } from '../../organisations/public.js';
import { MeModel } from './me.model.js';
import { CreateRightModel, PositionModel } from './position.model.js';

/** What the door already put beside the scalars: nothing is fetched here. */
type With<Name extends string> = Record<Name, never>;

@Resolver(() => MeModel)
export class MeFields {
  @ResolveField(() => [PositionModel], { name: 'positions' })
  positions(@Parent() me: With<'positions'>): PositionModel[] {
    return me.positions;
  }

  @ResolveField(() => [CreateRightModel], {
    name: 'mayCreate',
    description: 'kinds of circle this person may make, and for which organisations',
  })
  mayCreate(@Parent() me: With<'mayCreate'>): CreateRightModel[] {
    return me.mayCreate;
  }

  @ResolveField(() => StreamPositionModel, { name: 'asOf' })
  asOf(@Parent() me: With<'asOf'>): StreamPositionModel {
    return me.asOf;
  }
}

@Resolver(() => PositionModel)
export class PositionFields {
  @ResolveField(() => OrganisationModel, { name: 'organisation' })
  organisation(@Parent() position: With<'organisation'>): OrganisationModel {
    return position.organisation;
  }
}

@Resolver(() => CreateRightModel)
export class CreateRightFields {
  @ResolveField(() => [OrganisationModel], { name: 'organisations' })
  organisations(@Parent() right: With<'organisations'>): OrganisationModel[] {
    return right.organisations;
  }
}
