import { Menu } from '@mantine/core';
import { IconDots, IconGavel, IconPencil, IconSettings, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { TopicRowFragment } from '../../generated/graphql.js';
import { useT } from '../../platform/i18n/i18n.js';
import { IconButton } from '../../ui/IconButton.js';
import { decisionsPath, membersPath, settingsPath, useCircle } from '../groups/circle-context.js';
import { RenameDialog } from './RenameDialog.js';

const sign = { size: 18, stroke: 1.75, 'aria-hidden': true as const };

/** What else can be done with this conversation; on a phone also the way to the other parts of the circle. */
export function ConversationMenu({
  topic,
  withTabs = false,
  onDecide,
}: {
  topic: TopicRowFragment | undefined;
  withTabs?: boolean;
  /** turns the text field into the one for a decision */
  onDecide?: () => void;
}) {
  const t = useT();
  const { group, may } = useCircle();
  const [renaming, setRenaming] = useState(false);
  const rename = topic !== undefined && topic.viewerActions.includes('RENAME');
  const decide = onDecide !== undefined && topic !== undefined && may('RECORD_DECISION');
  if (!withTabs && !rename) return null;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <IconButton label={t(withTabs ? 'groups.moreAbout' : 'discussions.moreAboutTopic')}>
            <IconDots size={22} stroke={1.75} aria-hidden />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          {decide && (
            <Menu.Item leftSection={<IconGavel {...sign} />} onClick={onDecide}>
              {t('discussions.recordDecision')}
            </Menu.Item>
          )}
          {rename && (
            <Menu.Item leftSection={<IconPencil {...sign} />} onClick={() => setRenaming(true)}>
              {t('discussions.rename')}
            </Menu.Item>
          )}
          {withTabs && (
            <>
              {(decide || rename) && <Menu.Divider />}
              <Menu.Item component={Link} to={decisionsPath(group.id)} leftSection={<IconGavel {...sign} />}>
                {t('groups.tab.decisions')}
              </Menu.Item>
              <Menu.Item component={Link} to={membersPath(group.id)} leftSection={<IconUsers {...sign} />}>
                {t('groups.tab.members')}
              </Menu.Item>
              <Menu.Item component={Link} to={settingsPath(group.id)} leftSection={<IconSettings {...sign} />}>
                {t('groups.tab.settings')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {renaming && topic && <RenameDialog topic={topic} onClose={() => setRenaming(false)} />}
    </>
  );
}
