import { Args, Query, Resolver } from '@nestjs/graphql';
import { Rule } from '../../../platform/graphql/rule.js';
import { ShippedProtocols } from '../access/shipped-protocols.js';
import { ProtocolCardModel, ProtocolSheetModel } from './protocol.edges.model.js';

@Resolver()
export class ProtocolResolver {
  constructor(private readonly protocols: ShippedProtocols) {}

  @Rule('signedIn', 'catalogue: everyone')
  @Query(() => [ProtocolCardModel], { name: 'protocols' })
  all() {
    return this.protocols.all();
  }

  @Rule('signedIn', 'catalogue: everyone')
  @Query(() => ProtocolSheetModel, { name: 'protocol' })
  sheet(@Args('key', { type: () => String }) key: string) {
    return this.protocols.sheet(key);
  }
}
