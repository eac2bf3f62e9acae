import { useQuery } from '@apollo/client/react';
import { SessionOutcomeDocument } from '../../generated/graphql.js';
import { useFormats } from '../../platform/i18n/formats.js';
import type { MessageKey } from '../../platform/i18n/catalogue.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { Visibility } from '../../ui/Visibility.js';
import { ActionList } from './ActionList.js';
import { FollowUpForm } from './FollowUpForm.js';
import lobby from './Lobby.module.css';
import styles from './Outcome.module.css';
import { useOpenSession } from './session-context.js';

/** What somebody was in a session, in the words of the screen. */
const roleWords: Record<string, MessageKey> = {
  contributor: 'before.role.contributor', facilitator: 'before.role.facilitator', notetaker: 'before.role.notetaker', observer: 'before.role.observer',
};

/** What came out of an ended session and stays longer than its words: actions, how intentions go, and who took part. */
export function OutcomePart() {
  const t = useT();
  const formats = useFormats();
  const viewer = useViewer();
  const { page } = useOpenSession();
  const { session } = page;
  const { data } = useQuery(SessionOutcomeDocument, { variables: { id: session.id }, fetchPolicy: 'cache-and-network' });
  const outcome = data?.sessionOutcome;
  if (!outcome) return null;
  const mine = outcome.attendance.find(({ person }) => person.id === viewer.id);
  const told = outcome.followUps.filter((each) => each.shared && !each.mine);
  // once the outcome is erased one's own copy is what is left
  const own = outcome.actions.length === 0 ? outcome.intentions : [];
  return (
    <>
      {outcome.actions.length > 0 && (
        <section className={lobby.block}>
          <h2>{t('before.actions')}</h2>
          <Visibility reach="circle">{t('intervision.whoReads', { count: page.people.length })}</Visibility>
          <ActionList actions={outcome.actions} label={t('before.actions')} />
        </section>
      )}
      {outcome.notes.length > 0 && (
        <section className={lobby.block}>
          <h2>{t('before.conclusions')}</h2>
          <ul className={styles.list}>
            {outcome.notes.map((note) => (
              <li key={note} className={`voice ${styles.item}`}>
                {note}
              </li>
            ))}
          </ul>
        </section>
      )}
      {own.length > 0 && (
        <section className={lobby.block}>
          <h2>{t('before.ownIntention')}</h2>
          <Visibility reach="me">{t('reach.me')}</Visibility>
          <ul className={styles.list}>
            {own.map((each) => (
              <li key={each.id} className={`voice ${styles.item}`}>
                {each.what}
              </li>
            ))}
          </ul>
        </section>
      )}
      {outcome.actions.some((action) => action.mine) && <FollowUpForm key={session.id} sessionId={session.id} mine={outcome.followUps.find((each) => each.mine)} />}
      {told.map((each) => (
        <p key={each.id} className={styles.told}>
          <span className="voice">{each.words}</span> <span className="small second">{each.person.name}</span>
        </p>
      ))}
      {outcome.lifts.map((lift) => (
        <p key={lift.id} className="small second">
          {t('before.frozen.lifted', { name: lift.by, moment: formats.stamp(lift.at), reason: lift.reason })}
        </p>
      ))}
      {outcome.attendance.length > 0 && (
        <section className={lobby.block}>
          <h2>{t(page.written ? 'written.attendance' : 'before.attendance')}</h2>
          {mine && <p>{t('before.myMinutes', { count: mine.minutes })}</p>}
          <ul className={styles.facts}>
            {outcome.attendance.map(({ id, person, role, minutes }) => {
              const word = roleWords[role];
              return (
                <li key={id}>
                  <span>{person.name}</span>
                  <span className="second">{[word && t(word), t('intervision.min', { count: minutes })].filter(Boolean).join(', ')}</span>
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </>
  );
}
