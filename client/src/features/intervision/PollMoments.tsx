import { Button, Checkbox } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { limits } from '../../../../schema/limits.js';
import { newId } from '../../platform/apollo/new-id.js';
import { problemText } from '../../platform/errors/error-sentence.js';
import { useT } from '../../platform/i18n/i18n.js';
import { IconButton } from '../../ui/IconButton.js';
import { TextField } from '../../ui/TextField.js';
import styles from './Plan.module.css';
import type { MomentProps } from './MomentFields.js';

/** Three to five moments that the circle answers, by which day, and without whom it does not go on. */
export function PollMoments({ form, change, problem, failure, people }: MomentProps & { people: { id: string; name: string }[] }) {
  const t = useT();
  const set = (at: number, part: { date?: string; time?: string }): void => change({ pollMoments: form.pollMoments.map((one, place) => (place === at ? { ...one, ...part } : one)) });
  const missing = problem('moments');
  return (
    <>
      <ul className={styles.moments}>
        {form.pollMoments.map((moment, at) => (
          <li key={moment.id}>
            <TextField kind="date" name={`date-${at}`} label={t('agenda.momentDate', { number: at + 1 })} value={moment.date} onChange={(date) => set(at, { date })} problem={problemText(t, failure, `moments.${at}.day`) ?? problemText(t, failure, `moments.${at}`) ?? (moment.date === '' ? missing : undefined)} />
            <TextField kind="time" name={`time-${at}`} label={t('agenda.momentTime', { number: at + 1 })} value={moment.time} onChange={(time) => set(at, { time })} problem={moment.date !== '' && moment.time === '' ? missing : undefined} />
            {form.pollMoments.length > limits.pollMomentsMin && (
              <IconButton label={t('agenda.dropMoment', { number: at + 1 })} onClick={() => change({ pollMoments: form.pollMoments.filter((_, place) => place !== at) })}>
                <IconX size={18} stroke={1.75} aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {form.pollMoments.length < limits.pollMomentsMax && (
        <div>
          <Button variant="subtle" leftSection={<IconPlus size={18} stroke={1.75} aria-hidden />} onClick={() => change({ pollMoments: [...form.pollMoments, { id: newId(), date: '', time: form.pollMoments.at(-1)?.time ?? '' }] })}>
            {t('agenda.addMoment')}
          </Button>
        </div>
      )}
      <TextField kind="date" name="answerBy" label={t('agenda.answerByLabel')} hint={t('agenda.answerByHint')} value={form.answerBy} onChange={(answerBy) => change({ answerBy })} problem={problemText(t, failure, 'answerBy')} />
      <Checkbox.Group label={t('agenda.neededLabel')} description={t('agenda.neededHint')} value={form.neededIds} onChange={(neededIds) => change({ neededIds })}>
        <div className={styles.people}>
          {people.filter(({ id }) => id !== form.facilitatorId).map((person) => (
            <Checkbox key={person.id} value={person.id} label={person.name} />
          ))}
        </div>
      </Checkbox.Group>
    </>
  );
}
