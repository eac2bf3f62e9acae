import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { Navigate, useParams } from 'react-router';
import { useT } from '../../platform/i18n/i18n.js';
import { preloadRichTextEditor } from '../../ui/rich-text/RichTextField.js';
import { wideScreen } from '../../ui/screen-sizes.js';
import { topicPath, useCircle } from '../groups/circle-context.js';
import { CircleFrame } from '../groups/CircleFrame.js';
import styles from './ConversationsTab.module.css';
import { Conversation } from './Conversation.js';
import { ConversationMenu } from './ConversationMenu.js';
import { NewTopic } from './NewTopic.js';
import { TopicList } from './TopicList.js';
import { useTopics } from './use-topics.js';

/** The word in the address for the form that starts a conversation. */
const newWord = 'nieuw';

/** Conversations beside the one that is open; on a tablet and a phone one of both. */
export function ConversationsTab() {
  const t = useT();
  const { topicId } = useParams();
  const { group } = useCircle();
  const beside = useMediaQuery(wideScreen, true, { getInitialValueInEffect: false });
  const list = useTopics(group.id);
  // Which conversation the text field records a decision in; another conversation starts with a reply again.
  const [decidingIn, setDecidingIn] = useState<string | null>(null);
  useEffect(() => preloadRichTextEditor(), []);

  const firstTopic = list.topics[0];
  if (topicId === undefined && beside && firstTopic) return <Navigate to={topicPath(group.id, firstTopic.id)} replace />;

  const open = list.topics.find((topic) => topic.id === topicId);
  const writing = topicId === newWord;
  return (
    <CircleFrame
      fill
      deep={topicId !== undefined}
      subject={writing ? t('discussions.newTopic') : open?.title}
      phoneAction={topicId !== undefined && !writing ? <ConversationMenu topic={open} withTabs onDecide={() => setDecidingIn(topicId)} /> : undefined}
    >
      <div className={styles.columns}>
        {(beside || topicId === undefined) && <TopicList list={list} openId={topicId} />}
        {writing && <NewTopic />}
        {topicId !== undefined && !writing && (
          <Conversation
            key={topicId}
            topicId={topicId}
            deciding={decidingIn === topicId}
            onDeciding={(on) => setDecidingIn(on ? topicId : null)}
          />
        )}
        {topicId === undefined && beside && <div className={styles.rest} />}
      </div>
    </CircleFrame>
  );
}
