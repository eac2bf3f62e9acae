import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { fromCursor } from '../../../platform/graphql/cursor.js';
import { pageSize, parseInput, text } from '../../../platform/graphql/input.js';
import { done, DoneModel, pageInfo, toCursor } from '../../../platform/graphql/page.model.js';
import { Rule } from '../../../platform/graphql/rule.js';
import { UuidScalar } from '../../../platform/graphql/scalars.js';
import { brand } from '../../../platform/graphql/brand.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { PersonModel } from '../../people/public.js';
import { GroupAccess } from '../access/group.access.js';
import { AcceptPact } from '../actions/accept-pact.js';
import { ArchiveGroup } from '../actions/archive-group.js';
import { ChangeGroup } from '../actions/change-group.js';
import { ChangePact } from '../actions/change-pact.js';
import { CreateGroup } from '../actions/create-group.js';
import { LeaveGroup } from '../actions/leave-group.js';
import { AcceptPactInput, ChangeGroupInput, ChangePactInput, CreateGroupInput, GroupIdInput } from './group.args.js';
import { MemberConnectionModel } from './group.edges.model.js';
import { CandidateModel, GroupModel } from './group.model.js';

const memberKey = z.tuple([z.string(), z.uuid()]);
const searchText = text(limits.search);

@Resolver()
export class GroupResolver {
  constructor(
    private readonly groups: GroupAccess,
    private readonly createGroup: CreateGroup,
    private readonly changeGroup: ChangeGroup,
    private readonly archiveGroup: ArchiveGroup,
    private readonly leaveGroup: LeaveGroup,
    private readonly changePact: ChangePact,
    private readonly acceptPact: AcceptPact,
  ) {}

  @Rule('signedIn', 'groups: own memberships')
  @Query(() => [GroupModel], { name: 'groups' })
  mine(@CurrentViewer() viewer: Viewer, @Args('archived', { type: () => Boolean, nullable: true, defaultValue: false }) archived: boolean | null) {
    return this.groups.mine(viewer, archived ?? false);
  }

  @Rule('signedIn', 'groups: member')
  @Query(() => GroupModel, { name: 'group' })
  one(@CurrentViewer() viewer: Viewer, @Args('id', { type: () => UuidScalar }) id: string) {
    return this.groups.require(viewer, id);
  }

  @Rule('signedIn', 'groups: member')
  @Query(() => MemberConnectionModel, { name: 'members' })
  async members(
    @CurrentViewer() viewer: Viewer,
    @Args('groupId', { type: () => UuidScalar }) groupId: string,
    @Args('first', { type: () => Int, nullable: true, defaultValue: 50 }) first: number | null,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ) {
    const key = fromCursor(memberKey, after);
    const page = await this.groups.members(viewer, groupId, pageSize(first, limits.pageSize, 50), key && { name: key[0], id: key[1] });
    const last = page.nodes.at(-1);
    return brand('MemberConnection', {
      nodes: page.nodes,
      pageInfo: pageInfo({
        startCursor: null,
        endCursor: last ? toCursor([last.person.name, last.person.id]) : null,
        hasNextPage: page.hasNextPage,
        hasPreviousPage: key !== null,
      }),
    });
  }

  @Rule('signedIn', 'groups: member; others find nobody')
  @Query(() => [PersonModel], { name: 'mentionable', description: 'people of the circle to mention' })
  mentionable(
    @CurrentViewer() viewer: Viewer,
    @Args('groupId', { type: () => UuidScalar }) groupId: string,
    @Args('text', { type: () => String }) prefix: string,
  ) {
    return this.groups.mentionable(viewer, groupId, parseInput(text(limits.search, 0), prefix, 'text'));
  }

  @Rule('signedIn', 'groups: invite')
  @Query(() => [CandidateModel], { name: 'candidates' })
  candidates(
    @CurrentViewer() viewer: Viewer,
    @Args('groupId', { type: () => UuidScalar }) groupId: string,
    @Args('text', { type: () => String }) prefix: string,
  ) {
    return this.groups.candidates(viewer, groupId, parseInput(searchText, prefix, 'text'));
  }

  @Rule('signedIn', 'people: create_*_circle at the organisation')
  @Mutation(() => GroupModel, { name: 'createGroup' })
  async create(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => CreateGroupInput }) input: CreateGroupInput) {
    return this.groups.require(viewer, (await this.createGroup.run(viewer, input)).groupId);
  }

  @Rule('signedIn', 'groups: change_group')
  @Mutation(() => GroupModel, { name: 'changeGroup' })
  async change(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => ChangeGroupInput }) input: ChangeGroupInput) {
    return this.groups.require(viewer, (await this.changeGroup.run(viewer, input)).groupId);
  }

  @Rule('signedIn', 'groups: archive')
  @Mutation(() => GroupModel, { name: 'archiveGroup' })
  async archive(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => GroupIdInput }) input: GroupIdInput) {
    return this.groups.require(viewer, (await this.archiveGroup.run(viewer, input, true)).groupId);
  }

  @Rule('signedIn', 'groups: archive')
  @Mutation(() => GroupModel, { name: 'reopenGroup' })
  async reopen(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => GroupIdInput }) input: GroupIdInput) {
    return this.groups.require(viewer, (await this.archiveGroup.run(viewer, input, false)).groupId);
  }

  @Rule('signedIn', 'groups: leave')
  @Mutation(() => DoneModel, { name: 'leaveGroup' })
  async leave(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => GroupIdInput }) input: GroupIdInput) {
    await this.leaveGroup.run(viewer, input);
    return done();
  }

  @Rule('signedIn', 'groups: change_pact')
  @Mutation(() => GroupModel, { name: 'changePact' })
  async pact(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => ChangePactInput }) input: ChangePactInput) {
    return this.groups.require(viewer, (await this.changePact.run(viewer, input)).groupId);
  }

  @Rule('signedIn', 'groups: accept_pact')
  @Mutation(() => GroupModel, { name: 'acceptPact' })
  async accept(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => AcceptPactInput }) input: AcceptPactInput) {
    return this.groups.require(viewer, (await this.acceptPact.run(viewer, input)).groupId);
  }
}
