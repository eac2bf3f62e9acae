import { registerEnumType } from '@nestjs/graphql';

export enum MessageKind {
  REPLY = 'REPLY',
  DECISION = 'DECISION',
}

export enum TopicAction {
  RENAME = 'RENAME',
}

export enum MessageAction {
  EDIT = 'EDIT',
  REMOVE = 'REMOVE',
  REACT = 'REACT',
}

export enum ReactionKind {
  RECOGNISE = 'RECOGNISE',
  HELPFUL = 'HELPFUL',
}

export enum RemovedBy {
  AUTHOR = 'AUTHOR',
  LEAD = 'LEAD',
}

registerEnumType(MessageKind, { name: 'MessageKind' });
registerEnumType(TopicAction, { name: 'TopicAction' });
registerEnumType(MessageAction, { name: 'MessageAction' });
registerEnumType(ReactionKind, { name: 'ReactionKind' });
registerEnumType(RemovedBy, { name: 'RemovedBy' });
