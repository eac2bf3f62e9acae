import { NativeSelect, Switch } from '@mantine/core';
import { useT } from '../../platform/i18n/i18n.js';
import styles from './Lobby.module.css';
import { useOpenSession } from './session-context.js';

/** Before the start: who takes notes, who watches the time, and who only looks on. */
export function SessionRoles() {
  const t = useT();
  const { page, acts, may } = useOpenSession();
  const { state, people } = page;
  if (!may('GIVE_ROLE') || state.status !== 'LOBBY') return null;
  const taking = people.filter(({ observer }) => !observer);
  const given = new Set([state.facilitatorId, state.coFacilitatorId, state.contributorId, state.notetakerId, state.timekeeperId]);
  const choose = (role: 'NOTETAKER' | 'TIMEKEEPER', now: string | null, label: string) => (
    <NativeSelect
      label={label}
      value={now ?? ''}
      onChange={(event) => {
        const to = event.currentTarget.value;
        if (to !== '') void acts.act('giveRole', { role, personId: to, on: true });
        else if (now !== null) void acts.act('giveRole', { role, personId: now, on: false });
      }}
      data={[{ value: '', label: t('room.roles.nobody') }, ...taking.map(({ person }) => ({ value: person.id, label: person.name }))]}
    />
  );
  return (
    <section className={styles.block}>
      <h2>{t('room.roles.title')}</h2>
      {choose('NOTETAKER', state.notetakerId, t('room.roles.notetaker'))}
      {choose('TIMEKEEPER', state.timekeeperId, t('room.roles.timekeeper'))}
      <div>
        <p className="small second">{t('room.roles.observers')}</p>
        {people
          .filter(({ person, observer }) => observer || !given.has(person.id))
          .map(({ person, observer }) => (
            <Switch key={person.id} label={person.name} checked={observer} onChange={(event) => void acts.act('giveRole', { role: 'OBSERVER', personId: person.id, on: event.currentTarget.checked })} />
          ))}
      </div>
    </section>
  );
}

/** What somebody's role asks of them now, in one line; nothing for who simply takes part. */
export function MyRoleLine() {
  const t = useT();
  const { page, phase, firstNameOf } = useOpenSession();
  if (!phase) return null;
  const has = (role: string) => page.me.roles.includes(role);
  const name = firstNameOf(page.state.facilitatorId) ?? t('intervision.theFacilitator');
  if (has('observer')) return <p className={styles.roleLine}>{t(phase.section === 'close' ? 'room.you.observerSpeaks' : 'room.you.observer', { name })}</p>;
  if (has('notetaker') && phase.writer === 'notetaker') return <p className={styles.roleLine}>{t('room.you.notetaker')}</p>;
  if (has('timekeeper')) return <p className={styles.roleLine}>{t('room.you.timekeeper')}</p>;
  return null;
}
