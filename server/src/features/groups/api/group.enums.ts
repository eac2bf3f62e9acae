import { registerEnumType } from '@nestjs/graphql';

export enum GroupRole {
  LEAD = 'LEAD',
  CO_LEAD = 'CO_LEAD',
  MEMBER = 'MEMBER',
  FOLLOWER = 'FOLLOWER',
  GUEST = 'GUEST',
}

export enum GroupAction {
  READ = 'READ',
  POST = 'POST',
  RECORD_DECISION = 'RECORD_DECISION',
  INVITE = 'INVITE',
  REMOVE_MEMBER = 'REMOVE_MEMBER',
  CHANGE_ROLE = 'CHANGE_ROLE',
  CHANGE_GROUP = 'CHANGE_GROUP',
  CHANGE_PACT = 'CHANGE_PACT',
  ACCEPT_PACT = 'ACCEPT_PACT',
  ARCHIVE = 'ARCHIVE',
  LEAVE = 'LEAVE',
}

export enum InvitationAnswer {
  ACCEPT = 'ACCEPT',
  DECLINE = 'DECLINE',
}

registerEnumType(GroupRole, { name: 'GroupRole' });
registerEnumType(GroupAction, { name: 'GroupAction' });
registerEnumType(InvitationAnswer, { name: 'InvitationAnswer' });
