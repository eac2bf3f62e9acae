import { useQuery } from '@apollo/client/react';
import { Checkbox, NativeSelect } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { SeriesPreviewDocument } from '../../generated/graphql.js';
import { errorSentence, fieldSentence } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { IconButton } from '../../ui/IconButton.js';
import { TextField } from '../../ui/TextField.js';
import pollStyles from '../agenda/Poll.module.css';
import { DateAndTime, type MomentProps } from './MomentFields.js';
import styles from './Plan.module.css';
import { seriesRows } from './plan-form.js';
import { useSay } from './use-say.js';

interface Props extends MomentProps {
  groupId: string;
  people: { id: string; name: string }[];
}

/** A rhythm, not in the holidays, and who leads when: the dates are shown before anything is planned, and can be changed. */
export function SeriesMoments({ form, change, problem, failure, groupId, people }: Props) {
  const t = useT();
  const say = useSay();
  const formats = useFormats();
  const { date: from, until, everyWeeks, skipHolidays } = form;
  const ready = from !== '' && until !== '';
  const { data, error } = useQuery(SeriesPreviewDocument, { variables: { groupId, from, until, everyWeeks, skipHolidays }, skip: !ready });
  const days = ready ? (data?.seriesPreview ?? []) : [];
  const refusal = error && ready ? asKringError(error) : undefined;
  const rows = seriesRows(form, days.map(({ day }) => day));
  const told = (day: string): string => formats.day(`${day}T12:00`);
  return (
    <>
      <DateAndTime form={form} change={change} problem={problem} failure={undefined} />
      <div className={styles.pair}>
        <NativeSelect label={t('agenda.everyWeeks')} value={String(everyWeeks)} onChange={(event) => change({ everyWeeks: Number(event.currentTarget.value) })} data={[1, 2, 3, 4, 6, 8, 10, 12].map((weeks) => ({ value: String(weeks), label: t('agenda.weeks', { count: weeks }) }))} />
        <TextField kind="date" name="until" label={t('agenda.until')} value={until} onChange={(value) => change({ until: value })} problem={problem('until') ?? (refusal?.fields[0] ? fieldSentence(t, refusal.fields[0]) : refusal && errorSentence(t, refusal))} />
      </div>
      <Checkbox label={t('agenda.skipHolidays')} checked={skipHolidays} onChange={(event) => change({ skipHolidays: event.currentTarget.checked })} />
      <Checkbox.Group label={t('agenda.rota')} description={t('agenda.rotaHint')} value={form.rota} onChange={(rota) => change({ rota })}>
        <div className={styles.people}>
          {people.map((person) => (
            <Checkbox key={person.id} value={person.id} label={person.name} />
          ))}
        </div>
      </Checkbox.Group>
      <p role="status" className="small second">
        {rows.length > 0 ? t('agenda.seriesCount', { count: rows.length }) : t('agenda.seriesNone')}
      </p>
      {problem('days') && <p className="small">{problem('days')}</p>}
      <ul className={pollStyles['days']} aria-label={t('agenda.seriesDates')}>
        {rows.map(({ planned, day, facilitatorId }, at) => {
          const one = days.find((each) => each.day === planned);
          return (
            <li key={planned}>
              <TextField kind="date" name={`series-${at}`} label={told(day)} value={day} onChange={(value) => change({ moved: { ...form.moved, [planned]: value } })} problem={failure?.problemOf(`moments.${at}.day`) ? fieldSentence(t, failure.problemOf(`moments.${at}.day`)!) : undefined} />
              <NativeSelect label={t('agenda.leads')} value={facilitatorId} onChange={(event) => change({ leaders: { ...form.leaders, [planned]: event.currentTarget.value } })} data={people.map(({ id, name }) => ({ value: id, label: name }))} />
              <IconButton label={t('agenda.dropDate', { day: told(day) })} onClick={() => change({ dropped: [...form.dropped, planned] })}>
                <IconX size={18} stroke={1.75} aria-hidden />
              </IconButton>
              {one?.movedFrom && one.holiday && <p className="small second">{t('agenda.movedFrom', { day: told(one.movedFrom), holiday: say(one.holiday) })}</p>}
              {one?.uncertain && <p className="small second">{t('agenda.uncertain')}</p>}
            </li>
          );
        })}
      </ul>
    </>
  );
}
