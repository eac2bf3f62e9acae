import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Modal, Radio, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { limits } from '../../../../schema/limits.js';
import { CandidatesDocument, InviteDocument, type CandidatesQuery, type GroupRole } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { Avatar } from '../../ui/Avatar.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { kindWord } from '../people/position-words.js';
import { askAgain } from '../../platform/apollo/ask-again.js';
import { useCircle } from './circle-context.js';
import styles from './InviteDialog.module.css';
import { rolesFor } from './roles-for.js';

type Candidate = CandidatesQuery['candidates'][number];

/** Finds a person and asks them into the circle with a role. Nobody is added without saying yes. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [chosen, setChosen] = useState<Candidate | null>(null);
  const [invited, setInvited] = useState<string | null>(null);
  return (
    <Modal opened onClose={onClose} size="lg" title={t('groups.inviteTitle')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      {invited !== null && (
        <p className={styles.done} role="status">
          {t('groups.invited', { name: invited, days: limits.invitationDays })}
        </p>
      )}
      {chosen ? (
        <ChooseRole
          key={chosen.id}
          candidate={chosen}
          onBack={() => setChosen(null)}
          onInvited={() => {
            setInvited(chosen.name);
            setChosen(null);
          }}
        />
      ) : (
        <FindPerson
          onChoose={(candidate) => {
            setInvited(null);
            setChosen(candidate);
          }}
        />
      )}
    </Modal>
  );
}

const placeOf = (t: ReturnType<typeof useT>, candidate: Candidate): string =>
  [candidate.position === null ? null : kindWord(t, candidate.position), candidate.organisationName].filter(Boolean).join(' · ');

function FindPerson({ onChoose }: { onChoose: (candidate: Candidate) => void }) {
  const t = useT();
  const { group } = useCircle();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 250);
  const { data, error, previousData, loading } = useQuery(CandidatesDocument, {
    variables: { groupId: group.id, text: asked },
    skip: asked.length < 2,
    fetchPolicy: 'no-cache',
  });
  const found = asked.length < 2 ? [] : ((data ?? previousData)?.candidates ?? []);
  return (
    <div className="stack">
      <TextInput
        data-autofocus
        autoComplete="off"
        label={t('groups.findPerson')}
        description={t('groups.findPersonHint')}
        maxLength={limits.search}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {error && <ErrorNote error={asKringError(error)} />}
      <p className="hidden-text" role="status">
        {asked.length >= 2 && !loading ? t('groups.found', { count: found.length }) : ''}
      </p>
      {asked.length >= 2 && !loading && !error && found.length === 0 && <p>{t('groups.nobodyFound', { text: asked })}</p>}
      <ul className={styles.found}>
        {found.map((candidate) => (
          <li key={candidate.id}>
            <button type="button" onClick={() => onChoose(candidate)}>
              <Avatar id={candidate.id} name={candidate.name} size={40} decorative />
              <span>
                <b>{candidate.name}</b>
                <span className="small muted">{placeOf(t, candidate)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function ChooseRole({ candidate, onBack, onInvited }: { candidate: Candidate; onBack: () => void; onInvited: () => void }) {
  const t = useT();
  const { group } = useCircle();
  const [role, setRole] = useState<GroupRole>('MEMBER');
  // The same invitation, however often the button is pressed after a lost answer.
  const [ids, setIds] = useState(() => ({ id: newId(), mutationId: newId() }));
  const [invite, { loading, error, client }] = useMutation(InviteDocument);
  const failure = error && asKringError(error);
  return (
    <div className="stack">
      <p>
        <b>{candidate.name}</b> <span className="small muted">{placeOf(t, candidate)}</span>
      </p>
      <Radio.Group
        label={t('groups.inviteAs')}
        value={role}
        onChange={(value) => {
          setRole(value as GroupRole);
          setIds({ id: newId(), mutationId: newId() });
        }}
      >
        <div className="stack">
          {rolesFor(group.kind).map((one) => (
            <Radio key={one} value={one} label={t(`groups.role.${one}`)} description={t(`groups.roleMeans.${one}`)} />
          ))}
        </div>
      </Radio.Group>
      {failure?.reason === 'MANAGER_SPLIT' ? (
        <p className={styles.refused} role="alert">
          {t('groups.managerSplit', { name: candidate.name })}
        </p>
      ) : (
        failure && <ErrorNote error={failure} />
      )}
      <div className="row-wrap">
        <Button
          loading={loading}
          onClick={() =>
            void invite({ variables: { input: { ...ids, groupId: group.id, personId: candidate.id, role } } })
              .then(() => {
                askAgain(client, 'SentInvitations');
                onInvited();
              })
              .catch(() => undefined)
          }
        >
          {t('groups.inviteSend')}
        </Button>
        <Button variant="subtle" onClick={onBack}>
          {t('groups.otherPerson')}
        </Button>
      </div>
    </div>
  );
}
