import { useApolloClient } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { limits } from '../../../../schema/limits.js';
import type { RichText } from '../../../../schema/rich-text.js';
import { EditMessageDocument, type MessageFieldsFragment } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { editPlace } from '../../platform/drafts/places.js';
import { useDraft } from '../../platform/drafts/use-draft.js';
import { asKringError, type KringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { countCharacters, isEmptyDocument, trimDocument } from '../../ui/rich-text/rich-text-document.js';
import type { RichTextHandle } from '../../ui/rich-text/RichTextEditor.js';
import { RichTextField } from '../../ui/rich-text/RichTextField.js';
import { SavedState } from '../../ui/SavedState.js';
import { useCircle } from '../groups/circle-context.js';
import { takeVersion } from './conversation-cache.js';
import styles from './EditMessage.module.css';
import { TwoTexts } from './TwoTexts.js';
import { useFindPeople } from './use-find-people.js';

/** Changing an own reply. When it was changed somewhere else meanwhile, both texts are shown and the writer chooses. */
export function EditMessage({ message, onDone }: { message: MessageFieldsFragment; onDone: () => void }) {
  const t = useT();
  const client = useApolloClient();
  const { group } = useCircle();
  const findPeople = useFindPeople(group.id);
  const draft = useDraft(editPlace(message.id), { confidential: group.closed });
  const field = useRef<RichTextHandle>(null);
  const [start] = useState<RichText>(() => draft.body ?? (message.body as RichText));
  const [base, setBase] = useState(message.version);
  const [conflict, setConflict] = useState<{ mine: RichText; theirs: RichText; version: number } | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<KringError>();
  const [empty, setEmpty] = useState(false);
  const attempt = useRef<{ id: string; text: string } | null>(null);

  // A change that was being written on another device or before a reload comes in its place.
  const { revision, body } = draft;
  useEffect(() => {
    if (revision > 0 && body !== null) field.current?.replace(body);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only a text from elsewhere, not every key
  }, [revision]);

  const save = async (words: RichText, ifVersion: number): Promise<void> => {
    if (isEmptyDocument(words)) {
      setEmpty(true);
      field.current?.focus();
      return;
    }
    if (countCharacters(words) > limits.richTextChars || busy) return;
    setBusy(true);
    // The same words keep the same id, so that pressing again after a lost answer is one change.
    const text = `${ifVersion} ${JSON.stringify(words)}`;
    if (attempt.current?.text !== text) attempt.current = { id: newId(), text };
    try {
      const { data } = await client.mutate({
        mutation: EditMessageDocument,
        variables: { input: { mutationId: attempt.current.id, messageId: message.id, body: words, ifVersion } },
        fetchPolicy: 'no-cache',
      });
      const result = data?.editMessage;
      if (result?.__typename === 'EditConflict') {
        takeVersion(client.cache, message.id, result.current);
        setConflict({ mine: words, theirs: result.current.body as RichText, version: result.current.version });
      } else if (result?.__typename === 'EditedMessage') {
        takeVersion(client.cache, message.id, result.message);
        await draft.discard();
        onDone();
      }
      setError(undefined);
    } catch (failure) {
      setError(asKringError(failure));
    } finally {
      setBusy(false);
    }
  };
  const submit = (): void => void save(trimDocument(field.current?.document() ?? start), base);
  const stop = (): void => {
    void draft.discard();
    onDone();
  };

  if (conflict) {
    return (
      <TwoTexts
        title={t('discussions.editConflict')}
        mine={conflict.mine}
        theirs={conflict.theirs}
        busy={busy}
        onMine={() => {
          setBase(conflict.version);
          void save(conflict.mine, conflict.version);
        }}
        onTheirs={stop}
      />
    );
  }
  return (
    <div className={styles.edit}>
      <RichTextField
        ref={field}
        label={t('discussions.editLabel')}
        placeholder={t('discussions.write')}
        initial={start}
        autoFocus
        findPeople={findPeople}
        onChange={(words) => {
          setEmpty(false);
          draft.write(words);
        }}
        onSubmit={submit}
        onLeave={() => undefined}
        footer={
          <div className={styles.foot}>
            <SavedState state={draft.state} />
            <span className="grow" />
            <Button variant="subtle" onClick={stop}>
              {t('action.cancel')}
            </Button>
            <Button loading={busy} onClick={submit}>
              {t('discussions.save')}
            </Button>
          </div>
        }
      />
      {empty && (
        <p className="small" role="alert">
          {t('discussions.emptyEdit')}
        </p>
      )}
      {error && <ErrorNote error={error}>{t('discussions.saveFailed')}</ErrorNote>}
    </div>
  );
}
