import { useMutation, useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { SentInvitationsDocument, WithdrawInvitationDocument } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { Avatar } from '../../ui/Avatar.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Tag } from '../../ui/Tag.js';
import { askAgain } from '../../platform/apollo/ask-again.js';
import { useCircle } from './circle-context.js';
import styles from './MembersTab.module.css';

/** Invitations of this circle: open or accepted, and nothing else is known (decisions 15). */
export function SentInvitations() {
  const t = useT();
  const formats = useFormats();
  const { group } = useCircle();
  const { data } = useQuery(SentInvitationsDocument, { variables: { groupId: group.id } });
  const [withdraw, { loading, error, client }] = useMutation(WithdrawInvitationDocument);
  const invitations = data?.sentInvitations ?? [];
  if (invitations.length === 0) return null;
  return (
    <section className={styles.sent} aria-labelledby="sent-invitations">
      <h2 id="sent-invitations">{t('groups.sentTitle')}</h2>
      {error && <ErrorNote error={asKringError(error)} />}
      <ul className={styles.list}>
        {invitations.map((invitation) => (
          <li key={invitation.id} className={styles.member}>
            <Avatar id={invitation.person.id} name={invitation.person.name} size={40} decorative />
            <div className={styles.who}>
              <span className={styles.name}>
                <b>{invitation.person.name}</b>
                <Tag tone={invitation.accepted ? 'ok' : 'plain'}>{t(invitation.accepted ? 'groups.sentAccepted' : 'groups.sentOpen')}</Tag>
              </span>
              <span className="small muted">
                {invitation.accepted
                  ? t('groups.sentOn', { date: formats.date(invitation.createdAt) })
                  : t('groups.sentUntil', { date: formats.date(invitation.createdAt), until: formats.date(invitation.expiresAt) })}
              </span>
            </div>
            {!invitation.accepted && (
              <Button
                variant="subtle"
                loading={loading}
                onClick={() =>
                  void withdraw({ variables: { input: { mutationId: newId(), groupId: group.id, invitationId: invitation.id } } })
                    .then(() => askAgain(client, 'SentInvitations'))
                    .catch(() => undefined)
                }
              >
                {t('groups.withdraw')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
