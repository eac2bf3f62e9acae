import { useApolloClient } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { limits } from '../../../../schema/limits.js';
import type { RichText } from '../../../../schema/rich-text.js';
import { StartTopicDocument } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { newTopicPlace } from '../../platform/drafts/places.js';
import { useDraft } from '../../platform/drafts/use-draft.js';
import { problemText } from '../../platform/errors/error-sentence.js';
import { asKringError, type KringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { countCharacters, isEmptyDocument, trimDocument } from '../../ui/rich-text/rich-text-document.js';
import type { RichTextHandle } from '../../ui/rich-text/RichTextEditor.js';
import { RichTextField } from '../../ui/rich-text/RichTextField.js';
import { SavedState } from '../../ui/SavedState.js';
import { TextField } from '../../ui/TextField.js';
import { Visibility } from '../../ui/Visibility.js';
import { reachOf } from '../circles/reach-of.js';
import { topicPath, topicsPath, useCircle } from '../groups/circle-context.js';
import { placeTopic, takeMessage } from './conversation-cache.js';
import { MayNotPost } from './MayNotPost.js';
import { draftWithTitle, titleAndBody } from './new-topic-draft.js';
import styles from './NewTopic.module.css';
import { TwoTexts } from './TwoTexts.js';
import { useFindPeople } from './use-find-people.js';

/** Starts a conversation: a title and the first reply. Both are kept while writing. */
export function NewTopic() {
  const { may } = useCircle();
  return (
    <section className={styles.screen}>
      {may('POST') ? <NewTopicForm /> : <MayNotPost />}
    </section>
  );
}

function NewTopicForm() {
  const t = useT();
  const client = useApolloClient();
  const navigate = useNavigate();
  const { group } = useCircle();
  const findPeople = useFindPeople(group.id);
  const draft = useDraft(newTopicPlace(group.id), { confidential: group.closed });
  const begin = titleAndBody(draft.body);
  const [title, setTitle] = useState(begin.title);
  const words = useRef<RichText>(begin.body);
  const [start, setStart] = useState<RichText>(begin.body);
  const field = useRef<RichTextHandle>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<KringError>();
  const [incomplete, setIncomplete] = useState(false);
  // Made once: pressing again after a lost answer starts the same conversation.
  const [ids] = useState(() => ({ mutationId: newId(), topicId: newId(), messageId: newId() }));
  const sent = useRef<{ text: string; mutationId: string } | null>(null);

  const { revision, body } = draft;
  useEffect(() => {
    if (revision === 0) return;
    const found = titleAndBody(body);
    setTitle(found.title);
    words.current = found.body;
    setStart(found.body);
    field.current?.replace(found.body);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only a text from elsewhere, not every key
  }, [revision]);

  const keep = (nextTitle: string, nextBody: RichText): void => {
    setIncomplete(false);
    draft.write(draftWithTitle(nextTitle, nextBody));
  };
  const noTitle = incomplete && title.trim() === '';
  const noBody = incomplete && isEmptyDocument(words.current);

  const submit = async (): Promise<void> => {
    const written = trimDocument(words.current);
    if (title.trim() === '' || isEmptyDocument(written)) {
      setIncomplete(true);
      if (title.trim() !== '') field.current?.focus();
      return;
    }
    if (busy || countCharacters(written) > limits.richTextChars) return;
    setBusy(true);
    const text = `${title.trim()} ${JSON.stringify(written)}`;
    // Other words are another request; the ids of the conversation stay, so it can exist only once.
    if (sent.current?.text !== text) sent.current = { text, mutationId: sent.current === null ? ids.mutationId : newId() };
    try {
      const { data } = await client.mutate({
        mutation: StartTopicDocument,
        variables: {
          input: {
            mutationId: sent.current.mutationId,
            topicId: ids.topicId,
            messageId: ids.messageId,
            groupId: group.id,
            title: title.trim(),
            body: written,
          },
        },
      });
      if (data) {
        placeTopic(client.cache, group.id, data.startTopic.topic.id);
        takeMessage(client.cache, data.startTopic.message);
      }
      void draft.discard();
      void navigate(topicPath(group.id, ids.topicId), { replace: true });
    } catch (failure) {
      setError(asKringError(failure));
      setBusy(false);
    }
  };

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2>{t('discussions.newTopic')}</h2>
      {draft.conflict && (
        <TwoTexts
          title={t('discussions.draftConflict')}
          mine={draft.conflict.mine}
          theirs={draft.conflict.theirs}
          onMine={() => draft.resolve('mine')}
          onTheirs={() => draft.resolve('theirs')}
        />
      )}
      <TextField
        name="title"
        label={t('discussions.title')}
        hint={t('discussions.titleHint')}
        value={title}
        maxLength={limits.title}
        autoFocus
        onChange={(next) => {
          setTitle(next);
          keep(next, words.current);
        }}
        problem={noTitle ? t('discussions.titleNeeded') : problemText(t, error, 'title')}
      />
      <div className={styles.words}>
        <span className={styles.label} aria-hidden="true">
          {t('discussions.firstReply')}
        </span>
        <RichTextField
          ref={field}
          label={t('discussions.firstReply')}
          placeholder={t('discussions.firstReplyHint')}
          initial={start}
          findPeople={findPeople}
          onChange={(next) => {
            words.current = next;
            keep(title, next);
          }}
          onSubmit={() => void submit()}
          footer={
            <div className={styles.foot}>
              <Visibility reach={reachOf(group)}>{t('discussions.whoReads', { count: group.memberCount })}</Visibility>
              <span className="grow" />
              <SavedState state={draft.state} />
            </div>
          }
        />
        {noBody && (
          <p className={styles.problem} role="alert">
            {t('discussions.writeFirst')}
          </p>
        )}
      </div>
      {error && error.fields.length === 0 && <ErrorNote error={error}>{t('discussions.postFailed')}</ErrorNote>}
      <div className="row-wrap">
        <Button type="submit" loading={busy} leftSection={<IconSend size={18} stroke={1.75} aria-hidden />}>
          {t('discussions.post')}
        </Button>
        <Button variant="subtle" onClick={() => void navigate(topicsPath(group.id))}>
          {t('discussions.later')}
        </Button>
      </div>
    </form>
  );
}
