import { useMutation } from '@apollo/client/react';
import { AnswerAppointmentDocument, type PlannedMomentFieldsFragment } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Visibility } from '../../ui/Visibility.js';
import styles from './Poll.module.css';

interface Props {
  appointmentId: string;
  planned: PlannedMomentFieldsFragment;
  /** people by id, for who said what */
  nameOf: (personId: string) => string | null;
  onChanged: () => void;
}

/** I come, I do not come: for everyone in the circle to see, changeable until it begins. */
export function ComingChoice({ appointmentId, planned, nameOf, onChanged }: Props) {
  const t = useT();
  const [answer, { loading, error }] = useMutation(AnswerAppointmentDocument, { refetchQueries: ['Agenda'] });
  const say = (coming: boolean): void => {
    if (loading) return;
    answer({ variables: { input: { mutationId: newId(), appointmentId, coming } } }).then(onChanged, onChanged);
  };
  const names = (coming: boolean): string => planned.answers.filter((one) => one.coming === coming).map(({ personId }) => nameOf(personId)).filter(Boolean).join(', ');
  // too late to say, and nobody did: there is nothing to ask or to tell
  if (planned.past && planned.coming === 0 && planned.notComing === 0) return null;
  return (
    <section className={styles['here']} aria-label={t('agenda.comingTitle')}>
      <h2>{t('agenda.comingTitle')}</h2>
      {!planned.past && (
        <div className={styles['three']} role="group" aria-label={t('agenda.comingTitle')}>
          <button type="button" data-answer="YES" aria-pressed={planned.mine === true} onClick={() => say(true)}>
            {t('agenda.iCome')}
          </button>
          <button type="button" data-answer="NO" aria-pressed={planned.mine === false} onClick={() => say(false)}>
            {t('agenda.iDoNotCome')}
          </button>
        </div>
      )}
      {planned.coming > 0 && <p className="small">{t('agenda.comingNames', { count: planned.coming, names: names(true) })}</p>}
      {planned.notComing > 0 && <p className="small">{t('agenda.notComingNames', { count: planned.notComing, names: names(false) })}</p>}
      {error && <ErrorNote error={asKringError(error)}>{t('agenda.comingFailed')}</ErrorNote>}
      <Visibility reach="circle">{t('agenda.comingReach')}</Visibility>
    </section>
  );
}
