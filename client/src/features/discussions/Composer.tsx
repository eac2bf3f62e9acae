import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconGavel, IconSend } from '@tabler/icons-react';
import { useCallback, useEffect, useId, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { groupStream } from '../../../../schema/realtime/streams.js';
import { limits } from '../../../../schema/limits.js';
import type { RichText } from '../../../../schema/rich-text.js';
import type { TopicRowFragment } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { replyPlace } from '../../platform/drafts/places.js';
import { useDraft } from '../../platform/drafts/use-draft.js';
import type { KringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useTyping } from '../../platform/realtime/use-typing.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { IconButton } from '../../ui/IconButton.js';
import { countCharacters, emptyDocument, isEmptyDocument, joinDocuments, trimDocument } from '../../ui/rich-text/rich-text-document.js';
import type { RichTextHandle } from '../../ui/rich-text/RichTextEditor.js';
import { RichTextField } from '../../ui/rich-text/RichTextField.js';
import { SavedState } from '../../ui/SavedState.js';
import { Visibility } from '../../ui/Visibility.js';
import { phoneScreen } from '../../ui/screen-sizes.js';
import { reachOf } from '../circles/reach-of.js';
import { useCircle } from '../groups/circle-context.js';
import styles from './Composer.module.css';
import { useDiscussionServices } from './discussion-services.js';
import { MayNotPost } from './MayNotPost.js';
import { TwoTexts } from './TwoTexts.js';
import { useFindPeople } from './use-find-people.js';
import { useOutgoing } from './use-outgoing.js';

interface Props {
  ref: Ref<RichTextHandle>;
  topic: TopicRowFragment;
  deciding: boolean;
  onDeciding: (on: boolean) => void;
  onPosted: () => void;
}

/** Where one writes a reply, or a decision of the circle. Says who will read it and whether the words are safe. */
export function Composer(props: Props) {
  const { may } = useCircle();
  return may('POST') ? <OpenComposer {...props} /> : <MayNotPost />;
}

function OpenComposer({ ref, topic, deciding, onDeciding, onPosted }: Props) {
  const t = useT();
  const reachId = useId();
  const { group } = useCircle();
  const { outbox } = useDiscussionServices();
  const { iAmTyping } = useTyping(groupStream(group.id), topic.id);
  const findPeople = useFindPeople(group.id);
  const phone = useMediaQuery(phoneScreen, false, { getInitialValueInEffect: false });
  const draft = useDraft(replyPlace(topic.id), { confidential: group.closed });
  const outgoing = useOutgoing(topic.id);
  const field = useRef<RichTextHandle>(null);
  const [error, setError] = useState<KringError | null>(null);
  const [nothing, setNothing] = useState(false);
  /** what stands in the field; the editor itself may still be loading */
  const words = useRef<RichText>(draft.body ?? emptyDocument);
  const [start, setStart] = useState(words.current);

  const put = useCallback((next: RichText): void => {
    words.current = next;
    setStart(next);
    field.current?.replace(next);
  }, []);
  useImperativeHandle(
    ref,
    (): RichTextHandle => ({
      focus: () => field.current?.focus(),
      blur: () => field.current?.blur(),
      document: () => words.current,
      replace: put,
    }),
    [put],
  );

  // Words that come from elsewhere (another device, a reload, posted there) take their place here.
  const { revision, body, write, posted } = draft;
  useEffect(() => {
    if (revision > 0) put(body ?? emptyDocument);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the body changes with every key; only a new revision came from elsewhere
  }, [revision, put]);

  // What was refused goes back to its writer, above what was typed since.
  const refused = outgoing.some((item) => item.state === 'refused');
  useEffect(() => {
    if (!refused) return;
    const items = outbox.takeRefused(topic.id);
    const first = items[0];
    if (!first) return;
    const back = joinDocuments([...items.map((item) => item.body), words.current]);
    put(back);
    write(back);
    setError(first.error ?? null);
    if (first.kind === 'DECISION') onDeciding(true);
  }, [refused, outbox, topic.id, put, write, onDeciding]);

  const submit = (): void => {
    const written = trimDocument(words.current);
    if (isEmptyDocument(written)) {
      setNothing(true);
      field.current?.focus();
      return;
    }
    if (countCharacters(written) > limits.richTextChars || draft.conflict) return;
    outbox.post({
      id: newId(),
      mutationId: newId(),
      groupId: group.id,
      topicId: topic.id,
      kind: deciding ? 'DECISION' : 'REPLY',
      body: written,
      writtenAt: new Date().toISOString(),
      confidential: group.closed,
    });
    setError(null);
    put(emptyDocument);
    posted();
    onDeciding(false);
    onPosted();
    field.current?.focus();
  };

  const reach = <Visibility reach={reachOf(group)}>{t('discussions.whoReads', { count: group.memberCount })}</Visibility>;
  const button = phone ? (
    <IconButton label={t('discussions.post')} className={styles.send ?? ''} onPointerDown={(event) => event.preventDefault()} onClick={submit}>
      <IconSend size={22} stroke={1.75} aria-hidden />
    </IconButton>
  ) : (
    <Button leftSection={deciding ? <IconGavel size={18} stroke={1.75} aria-hidden /> : <IconSend size={18} stroke={1.75} aria-hidden />} onClick={submit}>
      {t(deciding ? 'discussions.recordIt' : 'discussions.post')}
    </Button>
  );

  return (
    <div className={styles.composer} data-deciding={deciding || undefined}>
      {draft.conflict && (
        <TwoTexts
          title={t('discussions.draftConflict')}
          mine={draft.conflict.mine}
          theirs={draft.conflict.theirs}
          onMine={() => draft.resolve('mine')}
          onTheirs={() => draft.resolve('theirs')}
        />
      )}
      {error && <ErrorNote error={error} onRetry={submit}>{t('discussions.postFailed')}</ErrorNote>}
      {deciding && (
        <p className={styles.deciding}>
          <IconGavel size={18} stroke={1.75} aria-hidden />
          <span className="grow">{t('discussions.decidingHint')}</span>
          <Button variant="subtle" size="compact-sm" onClick={() => onDeciding(false)}>
            {t('discussions.backToReply')}
          </Button>
        </p>
      )}
      {nothing && (
        <p className={styles.nothing} role="alert">
          {t('discussions.writeFirst')}
        </p>
      )}
      {phone && (
        <p className={styles.phoneReach} id={reachId}>
          {reach}
          <SavedState state={draft.state} />
        </p>
      )}
      <RichTextField
        ref={field}
        label={t(deciding ? 'discussions.writeDecision' : 'discussions.write')}
        placeholder={t(deciding ? 'discussions.writeDecision' : 'discussions.write')}
        initial={start}
        compact={phone}
        describedBy={reachId}
        findPeople={findPeople}
        onChange={(next) => {
          words.current = next;
          setNothing(false);
          write(next);
          if (!isEmptyDocument(next)) iAmTyping();
        }}
        onSubmit={submit}
        onLeave={() => onDeciding(false)}
        end={button}
        footer={
          phone ? undefined : (
            <div className={styles.foot}>
              <span id={reachId}>{reach}</span>
              <span className="grow" />
              <SavedState state={draft.state} />
              {button}
            </div>
          )
        }
      />
    </div>
  );
}
