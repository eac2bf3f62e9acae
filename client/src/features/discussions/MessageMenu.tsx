import { Menu } from '@mantine/core';
import { IconDots, IconHistory, IconLink, IconPencil, IconTrash } from '@tabler/icons-react';
import type { MessageFieldsFragment } from '../../generated/graphql.js';
import { useT } from '../../platform/i18n/i18n.js';
import { IconButton } from '../../ui/IconButton.js';
import { useUndoToast } from '../../ui/UndoToasts.js';
import { messagePath } from '../groups/circle-context.js';
import { useRemoveMessage } from './use-remove-message.js';

const sign = { size: 18, stroke: 1.75, 'aria-hidden': true as const };

interface Props {
  message: MessageFieldsFragment;
  groupId: string;
  closed: boolean;
  className: string | undefined;
  onEdit: () => void;
  onHistory: () => void;
}

/** What can be done with one reply. Only what the server allows is in it; in a closed circle no link leaves. */
export function MessageMenu({ message, groupId, closed, className, onEdit, onHistory }: Props) {
  const t = useT();
  const toast = useUndoToast();
  const remove = useRemoveMessage();
  const mayEdit = message.viewerActions.includes('EDIT');
  const mayRemove = message.viewerActions.includes('REMOVE');
  const edited = message.editedAt !== null;
  if (closed && !mayEdit && !mayRemove && !edited) return null;

  const copy = async (): Promise<void> => {
    const address = new URL(messagePath(groupId, message.topicId, message.id), location.origin).href;
    try {
      await navigator.clipboard.writeText(address);
      toast(t('discussions.linkCopied'));
    } catch {
      // A plain network has no clipboard: show the address, so that it can be taken by hand.
      toast(address);
    }
  };

  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <IconButton label={t('discussions.messageMenu', { name: message.author.name })} className={className ?? ''}>
          <IconDots size={18} stroke={1.75} aria-hidden />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {!closed && (
          <Menu.Item leftSection={<IconLink {...sign} />} onClick={() => void copy()}>
            {t('discussions.copyLink')}
          </Menu.Item>
        )}
        {mayEdit && (
          <Menu.Item leftSection={<IconPencil {...sign} />} onClick={onEdit}>
            {t('discussions.edit')}
          </Menu.Item>
        )}
        {edited && (
          <Menu.Item leftSection={<IconHistory {...sign} />} onClick={onHistory}>
            {t('discussions.history')}
          </Menu.Item>
        )}
        {mayRemove && (
          <Menu.Item c="var(--k-danger)" leftSection={<IconTrash {...sign} />} onClick={() => remove(message)}>
            {t('discussions.remove')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
