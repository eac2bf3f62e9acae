import { useMutation } from '@apollo/client/react';
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { limits } from '../../../../schema/limits.js';
import { RenameTopicDocument, type TopicRowFragment } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { problemText } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { TextField } from '../../ui/TextField.js';

/** A better title for a conversation. Somebody else's newer title is never overwritten unseen. */
export function RenameDialog({ topic, onClose }: { topic: TopicRowFragment; onClose: () => void }) {
  const t = useT();
  const [title, setTitle] = useState(topic.title);
  const [mutationId, setMutationId] = useState(newId);
  const [rename, { loading, error }] = useMutation(RenameTopicDocument);
  const failure = error && asKringError(error);
  const problem = title.trim() === '' ? t('discussions.titleNeeded') : problemText(t, failure, 'title');
  const save = (): void => {
    if (title.trim() === '') return;
    rename({ variables: { input: { mutationId, topicId: topic.id, title: title.trim(), ifVersion: topic.version } } })
      .then(onClose)
      .catch(() => setMutationId(newId()));
  };
  return (
    <Modal opened onClose={onClose} title={t('discussions.rename')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField name="title" label={t('discussions.title')} value={title} onChange={setTitle} maxLength={limits.title} problem={problem} autoFocus />
        {failure?.code === 'CONFLICT' && <p className="small">{t('discussions.renameConflict', { title: topic.title })}</p>}
        {failure && failure.code !== 'CONFLICT' && failure.fields.length === 0 && <ErrorNote error={failure} />}
        <div className="row-wrap">
          <Button type="submit" loading={loading}>
            {t('discussions.save')}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t('action.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
