import { useMutation } from '@apollo/client/react';
import { Button, Menu, Radio } from '@mantine/core';
import { IconDots, IconUserCog, IconUserMinus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { ChangeRoleDocument, RemoveMemberDocument, type MemberRowFragment } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { Avatar } from '../../ui/Avatar.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { IconButton } from '../../ui/IconButton.js';
import { Tag } from '../../ui/Tag.js';
import { kindWord } from '../people/position-words.js';
import { askAgain } from '../../platform/apollo/ask-again.js';
import { useCircle } from './circle-context.js';
import styles from './MembersTab.module.css';
import { rolesFor } from './roles-for.js';

const sign = { size: 18, stroke: 1.75, 'aria-hidden': true as const };

/** One member. A role and an ending are shown after the server has agreed, never before. */
export function MemberItem({ member }: { member: MemberRowFragment }) {
  const t = useT();
  const viewer = useViewer();
  const { presence, may } = useCircle();
  const [acting, setActing] = useState<'role' | 'remove' | null>(null);
  const { person } = member;
  const self = person.id === viewer.id;
  const here = presence.here.includes(person.id);
  const place = [member.position === null ? null : kindWord(t, member.position), member.organisationName].filter(Boolean).join(' · ');
  const mayChange = may('CHANGE_ROLE') && !self;
  const mayRemove = may('REMOVE_MEMBER') && !self;
  return (
    <li className={styles.member}>
      <Avatar id={person.id} name={person.name} size={40} here={here} decorative />
      <div className={styles.who}>
        <span className={styles.name}>
          <b>{person.name}</b>
          {self && <span className="small muted">{t('groups.you')}</span>}
          {member.role !== 'MEMBER' && <Tag>{t(`groups.role.${member.role}`)}</Tag>}
          {member.suspendedAt !== null && <Tag tone="now">{t('groups.suspended')}</Tag>}
          {here && <span className="tiny muted">{t('groups.present')}</span>}
        </span>
        <span className="small muted">{place}</span>
      </div>
      {mayChange || mayRemove ? (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <IconButton label={t('groups.memberMenu', { name: person.name })}>
              <IconDots size={20} stroke={1.75} aria-hidden />
            </IconButton>
          </Menu.Target>
          <Menu.Dropdown>
            {mayChange && (
              <Menu.Item leftSection={<IconUserCog {...sign} />} onClick={() => setActing('role')}>
                {t('groups.changeRole')}
              </Menu.Item>
            )}
            {mayRemove && (
              <Menu.Item c="var(--k-danger)" leftSection={<IconUserMinus {...sign} />} onClick={() => setActing('remove')}>
                {t('groups.removeMember')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      ) : (
        <span />
      )}
      {member.suspendedAt !== null && <p className={`small second ${styles.whole}`}>{t('groups.suspendedWhy', { name: person.name })}</p>}
      {acting === 'role' && <RoleChoice member={member} onClose={() => setActing(null)} />}
      {acting === 'remove' && <RemoveQuestion member={member} onClose={() => setActing(null)} />}
    </li>
  );
}

function RoleChoice({ member, onClose }: { member: MemberRowFragment; onClose: () => void }) {
  const t = useT();
  const { group } = useCircle();
  const [role, setRole] = useState(member.role);
  const [change, { loading, error }] = useMutation(ChangeRoleDocument);
  const save = (): void =>
    void change({ variables: { input: { mutationId: newId(), groupId: group.id, personId: member.person.id, role } } })
      .then(onClose)
      .catch(() => undefined);
  return (
    <div className={`${styles.whole} ${styles.roles}`}>
      <Radio.Group label={t('groups.roleOf', { name: member.person.name })} value={role} onChange={(value) => setRole(value as typeof role)}>
        <div className="stack">
          {rolesFor(group.kind).map((one) => (
            <Radio key={one} value={one} label={t(`groups.role.${one}`)} description={t(`groups.roleMeans.${one}`)} />
          ))}
        </div>
      </Radio.Group>
      {error && <ErrorNote error={asKringError(error)} />}
      <div className="row-wrap">
        <Button loading={loading} onClick={role === member.role ? onClose : save}>
          {t('groups.save')}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t('action.cancel')}
        </Button>
      </div>
    </div>
  );
}

function RemoveQuestion({ member, onClose }: { member: MemberRowFragment; onClose: () => void }) {
  const t = useT();
  const { group } = useCircle();
  const yes = useRef<HTMLButtonElement>(null);
  const [remove, { loading, error, client }] = useMutation(RemoveMemberDocument);
  useEffect(() => yes.current?.focus(), []);
  return (
    <div className={`${styles.whole} ${styles.confirm}`} role="group" aria-label={t('groups.removeMember')}>
      <p>{t('groups.removeQuestion', { name: member.person.name })}</p>
      {error && <ErrorNote error={asKringError(error)} />}
      <div className="row-wrap">
        <Button
          ref={yes}
          color="red"
          loading={loading}
          onClick={() =>
            void remove({ variables: { input: { mutationId: newId(), groupId: group.id, personId: member.person.id } } })
              .then(() => {
                askAgain(client, 'Members');
                onClose();
              })
              .catch(() => undefined)
          }
        >
          {t('groups.removeYes')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
      </div>
    </div>
  );
}
