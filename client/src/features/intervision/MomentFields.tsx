import { IconCalendarEvent } from '@tabler/icons-react';
import type { MethodFieldsFragment } from '../../generated/graphql.js';
import { problemText } from '../../platform/errors/error-sentence.js';
import type { KringError } from '../../platform/errors/kring-error.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { TextField } from '../../ui/TextField.js';
import styles from './Plan.module.css';
import { endOf, minutesOf, startOf, type PlanForm } from './plan-form.js';

export interface MomentProps {
  form: PlanForm;
  change: (part: Partial<PlanForm>) => void;
  /** what is missing, in a sentence, once somebody tried */
  problem: (...of: ('date' | 'time' | 'past' | 'moments' | 'until' | 'days')[]) => string | undefined;
  failure: KringError | undefined;
}

/** One moment that is known already. */
export function FixedMoment({ form, change, problem, failure, method }: MomentProps & { method: MethodFieldsFragment | undefined }) {
  const t = useT();
  const formats = useFormats();
  const start = startOf(form);
  const end = endOf(form, method);
  return (
    <>
      <DateAndTime form={form} change={change} problem={problem} failure={failure} />
      <p className={styles.preview} role="status">
        <IconCalendarEvent size={20} stroke={1.75} aria-hidden />
        <span>
          {start && end ? t('intervision.preview', { day: formats.day(start), from: formats.time(start), to: formats.time(end), count: (method && minutesOf(method, form.short)) ?? 0 }) : t('intervision.previewMissing')}
        </span>
      </p>
    </>
  );
}

/** The browser's own fields: they know the keyboard, the screen reader and the phone. */
export function DateAndTime({ form, change, problem, failure }: MomentProps) {
  const t = useT();
  return (
    <div className={styles.pair}>
      <TextField kind="date" name="date" label={t('intervision.date')} value={form.date} onChange={(date) => change({ date })} problem={problem('date', 'past') ?? problemText(t, failure, 'startsAt')} />
      <TextField kind="time" name="time" label={t('intervision.time')} value={form.time} onChange={(time) => change({ time })} problem={problem('time')} />
    </div>
  );
}
