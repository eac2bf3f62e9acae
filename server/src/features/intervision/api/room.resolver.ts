import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Rule } from '../../../platform/graphql/rule.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { SessionAccess } from '../access/session.access.js';
import { RoomCards } from '../actions/room-cards.js';
import { RoomRoles } from '../actions/room-roles.js';
import { GiveRoleInput, ParkTopicInput, ReturnQuestionInput, SetSpeakersInput, UnparkTopicInput, WriteForSomeoneInput } from './room.args.js';
import { SessionMovedModel } from './session.edges.model.js';

/** What whoever leads does for the room. Answers say where the session stands, never a text. */
@Resolver()
export class RoomResolver {
  constructor(
    private readonly cards: RoomCards,
    private readonly roles: RoomRoles,
    private readonly access: SessionAccess,
  ) {}

  @Rule('signedIn', 'session: enter_for_others')
  @Mutation(() => SessionMovedModel, { name: 'writeForSomeone' })
  writeForSomeone(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => WriteForSomeoneInput }) input: WriteForSomeoneInput) {
    return this.moved(viewer, this.cards.writeForSomeone(viewer, input));
  }

  @Rule('signedIn', 'session: move_phase')
  @Mutation(() => SessionMovedModel, { name: 'returnQuestion' })
  returnQuestion(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => ReturnQuestionInput }) input: ReturnQuestionInput) {
    return this.moved(viewer, this.cards.returnQuestion(viewer, input));
  }

  @Rule('signedIn', 'session: move_phase')
  @Mutation(() => SessionMovedModel, { name: 'parkTopic' })
  parkTopic(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => ParkTopicInput }) input: ParkTopicInput) {
    return this.moved(viewer, this.cards.parkTopic(viewer, input));
  }

  @Rule('signedIn', 'session: move_phase')
  @Mutation(() => SessionMovedModel, { name: 'unparkTopic' })
  unparkTopic(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => UnparkTopicInput }) input: UnparkTopicInput) {
    return this.moved(viewer, this.cards.unparkTopic(viewer, input));
  }

  @Rule('signedIn', 'session: give_role')
  @Mutation(() => SessionMovedModel, { name: 'giveRole' })
  giveRole(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => GiveRoleInput }) input: GiveRoleInput) {
    return this.moved(viewer, this.roles.give(viewer, input));
  }

  @Rule('signedIn', 'session: move_phase')
  @Mutation(() => SessionMovedModel, { name: 'setSpeakers' })
  setSpeakers(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SetSpeakersInput }) input: SetSpeakersInput) {
    return this.moved(viewer, this.roles.order(viewer, input));
  }

  private async moved(viewer: Viewer, done: Promise<{ sessionId: string }>) {
    return this.access.moved(viewer, (await done).sessionId);
  }
}
