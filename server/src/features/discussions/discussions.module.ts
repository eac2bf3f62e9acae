import { Module } from '@nestjs/common';
import { MailKinds } from '../../platform/mail/mail-kinds.js';
import { StreamDoors } from '../../platform/realtime/stream-doors.js';
import { GroupsModule } from '../groups/public.js';
import { ConversationSeal } from './access/conversation-seal.js';
import { DiscussionAccess } from './access/discussion.access.js';
import { EditMessage } from './actions/edit-message.js';
import { MarkRead } from './actions/mark-read.js';
import { MentionPeople } from './actions/mention-people.js';
import { PostMessage } from './actions/post-message.js';
import { React } from './actions/react.js';
import { RemoveMessage } from './actions/remove-message.js';
import { RenameTopic } from './actions/rename-topic.js';
import { StartTopic } from './actions/start-topic.js';
import { WriteMessage } from './actions/write-message.js';
import { DiscussionResolver } from './api/discussion.resolver.js';
import { registerTypingEnds } from './realtime/discussions.doors.js';
import { MessageResolver } from './api/message.resolver.js';

@Module({
  imports: [GroupsModule],
  providers: [
    ConversationSeal,
    DiscussionAccess,
    StartTopic,
    RenameTopic,
    MentionPeople,
    WriteMessage,
    PostMessage,
    EditMessage,
    RemoveMessage,
    React,
    MarkRead,
    DiscussionResolver,
    MessageResolver,
  ],
  exports: [DiscussionAccess, ConversationSeal],
})
export class DiscussionsModule {
  constructor(mails: MailKinds, discussions: DiscussionAccess, doors: StreamDoors) {
    registerTypingEnds(doors);
    mails.register('mention', {
      level: 'important',
      compose: ({ personId, subjectId }) => discussions.composeMentionMail(personId, subjectId),
    });
  }
}
