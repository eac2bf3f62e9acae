import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { KringContext } from '../../../platform/graphql/context.js';
import { Rule } from '../../../platform/graphql/rule.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { BeamerAccess } from '../access/beamer.access.js';
import { RoomFinder } from '../access/room-finder.js';
import { SessionAccess } from '../access/session.access.js';
import { Beamers } from '../actions/beamers.js';
import { BeamerPageModel, BeamerRequestModel, PairBeamerInput, RoomModel, ShowOnBeamerInput } from './beamer.edges.model.js';
import { SessionIdInput } from './session.args.js';
import { SessionMovedModel } from './session.edges.model.js';

@Resolver()
export class BeamerResolver {
  constructor(
    private readonly beamers: Beamers,
    private readonly screen: BeamerAccess,
    private readonly rooms: RoomFinder,
    private readonly access: SessionAccess,
  ) {}

  @Rule('public', 'beamer: the token of a screen that somebody who leads has paired, and nothing else')
  @Query(() => BeamerPageModel, { name: 'beamerPage' })
  beamerPage(@Args('token') token: string) {
    return this.screen.page(token);
  }

  @Rule('public', 'beamer: a code that waits, counted by the rate limits')
  @Mutation(() => BeamerRequestModel, { name: 'requestBeamer' })
  requestBeamer(@Context() { req }: KringContext) {
    return this.beamers.request(req.ip);
  }

  @Rule('signedIn', 'session: show_on_beamer')
  @Mutation(() => SessionMovedModel, { name: 'pairBeamer' })
  pairBeamer(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => PairBeamerInput }) input: PairBeamerInput) {
    return this.moved(viewer, this.beamers.pair(viewer, input));
  }

  @Rule('signedIn', 'session: show_on_beamer')
  @Mutation(() => SessionMovedModel, { name: 'showOnBeamer' })
  showOnBeamer(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => ShowOnBeamerInput }) input: ShowOnBeamerInput) {
    return this.moved(viewer, this.beamers.show(viewer, input));
  }

  @Rule('signedIn', 'session: show_on_beamer')
  @Mutation(() => SessionMovedModel, { name: 'endBeamer' })
  endBeamer(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SessionIdInput }) input: SessionIdInput) {
    return this.moved(viewer, this.beamers.end(viewer, input));
  }

  @Rule('signedIn', 'session: read, by the code in its room')
  @Query(() => RoomModel, { name: 'room' })
  room(@CurrentViewer() viewer: Viewer, @Args('code') code: string) {
    return this.rooms.find(viewer, code);
  }

  private async moved(viewer: Viewer, done: Promise<{ sessionId: string }>) {
    return this.access.moved(viewer, (await done).sessionId);
  }
}
