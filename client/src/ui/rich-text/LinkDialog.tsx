import { Button, Group, Modal, TextInput } from '@mantine/core';
import type { Editor } from '@tiptap/react';
import { useState } from 'react';
import { useT } from '../../platform/i18n/i18n.js';
import { limits } from '../../../../schema/limits.js';
import { hrefFromTyped } from './safe-href.js';

/** Asks for the address of a link over the selected words; without a selection the address itself becomes the words. */
export function LinkDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const t = useT();
  const present = String(editor.getAttributes('link')['href'] ?? '');
  const [typed, setTyped] = useState(present);
  const [refused, setRefused] = useState(false);

  const set = (): void => {
    const href = hrefFromTyped(typed);
    if (href === null) {
      setRefused(true);
      return;
    }
    const chain = editor.chain().focus().extendMarkRange('link');
    if (editor.state.selection.empty && present === '') {
      chain.insertContent({ type: 'text', text: typed.trim(), marks: [{ type: 'link', attrs: { href } }] }).run();
    } else {
      chain.setLink({ href }).run();
    }
    onClose();
  };

  return (
    <Modal opened onClose={onClose} title={t('richText.linkTitle')} returnFocus={false}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          set();
        }}
      >
        <TextInput
          data-autofocus
          inputMode="url"
          autoComplete="off"
          maxLength={limits.url}
          label={t('richText.linkAddress')}
          description={t('richText.linkHelp')}
          value={typed}
          error={refused ? t('richText.linkRefused') : undefined}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setRefused(false);
          }}
        />
        <Group justify="flex-end" mt="md">
          {present !== '' && (
            <Button
              variant="subtle"
              onClick={() => {
                editor.chain().focus().extendMarkRange('link').unsetLink().run();
                onClose();
              }}
            >
              {t('richText.linkRemove')}
            </Button>
          )}
          <Button type="submit">{t('richText.linkSet')}</Button>
        </Group>
      </form>
    </Modal>
  );
}
