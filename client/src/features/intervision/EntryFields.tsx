import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { actionFields, bodyOf, fieldsOf, hasFields } from './entry-body.js';
import styles from './Paper.module.css';
import { useOpenSession, type Phase } from './session-context.js';
import { useSay } from './use-say.js';

interface Props {
  phase: Phase;
  label: string;
  value: string;
  onChange: (body: string) => void;
  describedBy?: string;
  placeholder?: string;
  autoFocus?: boolean;
  onKeyDown?: (event: KeyboardEvent) => void;
}

/** Where the words of one text are written: lines, named fields, or a number from 0 to 10, as the phase asks. */
export function EntryFields(props: Props) {
  if (hasFields(props.phase)) return <NamedFields {...props} />;
  if (props.phase.input === 'scale') return <Scale {...props} />;
  return <Lines {...props} />;
}

function Lines({ label, value, onChange, describedBy, placeholder, autoFocus, onKeyDown }: Props) {
  return (
    <Textarea
      variant="unstyled"
      autosize
      minRows={3}
      aria-label={label}
      aria-describedby={describedBy}
      placeholder={placeholder}
      autoFocus={autoFocus ?? false}
      value={value}
      classNames={{ input: `voice ${styles.words}` }}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}

function NamedFields({ phase, value, onChange, describedBy, onKeyDown }: Props) {
  const t = useT();
  const say = useSay();
  const fields = fieldsOf(value) ?? {};
  const named = phase.input === 'actions' ? [{ key: 'what', label: t('intervision.action.what') }] : phase.fields.map(({ key, words }) => ({ key, label: say(words) }));
  return (
    <div className={styles.fields}>
      {named.map(({ key, label }) => (
        <Textarea
          key={key}
          autosize
          minRows={2}
          label={label}
          aria-describedby={describedBy}
          value={fields[key] ?? ''}
          classNames={{ input: `voice ${styles.field}` }}
          onChange={(event) => onChange(bodyOf({ ...fields, [key]: event.currentTarget.value }))}
          onKeyDown={onKeyDown}
        />
      ))}
      {phase.input === 'actions' && <WhoAndWhen fields={fields} onChange={(key, text) => onChange(bodyOf({ ...fields, [key]: text }))} />}
    </div>
  );
}

/** Whose action it is and by when: somebody of this session, and a day of the calendar. What was typed before stays as it is. */
function WhoAndWhen({ fields, onChange }: { fields: Record<string, string>; onChange: (key: 'owner' | 'due', text: string) => void }) {
  const t = useT();
  const { page } = useOpenSession();
  const { owner = '', due = '' } = fields;
  const known = owner === '' || page.people.some(({ person }) => person.id === owner);
  const people = [{ value: '', label: t('before.action.ownerMe') }, ...page.people.map(({ person }) => ({ value: person.id, label: person.name })), ...(known ? [] : [{ value: owner, label: owner }])];
  return (
    <div className="row-wrap">
      <NativeSelect label={t('intervision.action.owner')} value={owner} data={people} onChange={(event) => onChange('owner', event.currentTarget.value)} />
      <TextInput type="date" label={t('intervision.action.due')} value={due} onChange={(event) => onChange('due', event.currentTarget.value)} />
    </div>
  );
}

const steps = Array.from({ length: 11 }, (_, step) => String(step));

function Scale({ label, value, onChange }: Props) {
  return (
    <fieldset className={styles.scale}>
      <legend className="hidden-text">{label}</legend>
      {steps.map((step) => (
        <label key={step}>
          <input type="radio" className="hidden-text" name={`scale-${label}`} value={step} checked={value === step} onChange={() => onChange(step)} />
          <span>{step}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The words of a text as they are read. */
export function EntryWords({ phase, body }: { phase: Phase | undefined; body: string }) {
  const t = useT();
  const say = useSay();
  const formats = useFormats();
  const { nameOf } = useOpenSession();
  const fields = phase && hasFields(phase) ? fieldsOf(body) : null;
  const wordsOf = (key: string, text: string): string => {
    if (phase?.input !== 'actions') return text;
    if (key === 'owner') return nameOf(text) ?? text;
    return key === 'due' && /^\d{4}-\d{2}-\d{2}$/.test(text) ? formats.day(`${text}T12:00:00`) : text;
  };
  if (!fields || !phase) return <p className={`voice ${styles.read}`}>{body}</p>;
  const labelOf = (key: string): string => {
    const known = actionFields.find((field) => field === key);
    if (phase.input === 'actions' && known) return t(`intervision.action.${known}`);
    const field = phase.fields.find((each) => each.key === key);
    return field ? say(field.words) : key;
  };
  return (
    <dl className={styles.list}>
      {Object.entries(fields).map(([key, text]) => (
        <div key={key}>
          <dt>{labelOf(key)}</dt>
          <dd className="voice">{wordsOf(key, text)}</dd>
        </div>
      ))}
    </dl>
  );
}
