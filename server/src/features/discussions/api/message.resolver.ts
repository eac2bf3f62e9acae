import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { brand } from '../../../platform/graphql/brand.js';
import { Rule } from '../../../platform/graphql/rule.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess } from '../../groups/public.js';
import { DiscussionAccess } from '../access/discussion.access.js';
import { EditMessage } from '../actions/edit-message.js';
import { MarkRead } from '../actions/mark-read.js';
import { PostMessage } from '../actions/post-message.js';
import { React } from '../actions/react.js';
import { RemoveMessage } from '../actions/remove-message.js';
import { RenameTopic } from '../actions/rename-topic.js';
import { StartTopic } from '../actions/start-topic.js';
import {
  EditMessageInput,
  MarkReadInput,
  PostMessageInput,
  ReactInput,
  RemoveMessageInput,
  RenameTopicInput,
  StartTopicInput,
} from './discussion.args.js';
import { EditMessageResult, MessageModel } from './message.model.js';
import { MarkReadPayloadModel, StartTopicPayloadModel } from './discussion.edges.model.js';
import { TopicModel } from './topic.model.js';

@Resolver()
export class MessageResolver {
  constructor(
    private readonly discussions: DiscussionAccess,
    private readonly groups: GroupAccess,
    private readonly startTopic: StartTopic,
    private readonly renameTopic: RenameTopic,
    private readonly postMessage: PostMessage,
    private readonly editMessage: EditMessage,
    private readonly removeMessage: RemoveMessage,
    private readonly reactTo: React,
    private readonly markRead: MarkRead,
  ) {}

  @Rule('signedIn', 'groups: post')
  @Mutation(() => StartTopicPayloadModel, { name: 'startTopic' })
  async start(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => StartTopicInput }) input: StartTopicInput) {
    const ids = await this.startTopic.run(viewer, input);
    return brand('StartTopicPayload', {
      topic: await this.discussions.topic(viewer, ids.topicId),
      message: await this.discussions.message(viewer, ids.messageId),
    });
  }

  @Rule('signedIn', 'discussions: starter of the conversation, or lead')
  @Mutation(() => TopicModel, { name: 'renameTopic' })
  async rename(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => RenameTopicInput }) input: RenameTopicInput) {
    return this.discussions.topic(viewer, (await this.renameTopic.run(viewer, input)).topicId);
  }

  @Rule('signedIn', 'groups: post, record_decision')
  @Mutation(() => MessageModel, { name: 'postMessage' })
  async post(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => PostMessageInput }) input: PostMessageInput) {
    return this.discussions.message(viewer, (await this.postMessage.run(viewer, input)).messageId);
  }

  @Rule('signedIn', 'discussions: edit')
  @Mutation(() => EditMessageResult, { name: 'editMessage' })
  async edit(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => EditMessageInput }) input: EditMessageInput) {
    const { messageId, conflict } = await this.editMessage.run(viewer, input);
    const message = await this.discussions.message(viewer, messageId);
    return conflict ? brand('EditConflict', { current: message }) : brand('EditedMessage', { message });
  }

  @Rule('signedIn', 'discussions: remove')
  @Mutation(() => MessageModel, { name: 'removeMessage' })
  async remove(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => RemoveMessageInput }) input: RemoveMessageInput) {
    return this.discussions.message(viewer, (await this.removeMessage.run(viewer, input)).messageId);
  }

  @Rule('signedIn', 'discussions: react')
  @Mutation(() => MessageModel, { name: 'react' })
  async react(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => ReactInput }) input: ReactInput) {
    return this.discussions.message(viewer, (await this.reactTo.run(viewer, input)).messageId);
  }

  @Rule('signedIn', 'groups: member')
  @Mutation(() => MarkReadPayloadModel, { name: 'markRead' })
  async read(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => MarkReadInput }) input: MarkReadInput) {
    const ids = await this.markRead.run(viewer, input);
    return brand('MarkReadPayload', {
      topic: await this.discussions.topic(viewer, ids.topicId),
      group: await this.groups.require(viewer, ids.groupId),
    });
  }
}
