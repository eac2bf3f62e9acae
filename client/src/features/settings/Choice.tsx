import { Radio, Switch } from '@mantine/core';
import styles from './Settings.module.css';

interface ChoiceProps<Value extends string> {
  label: string;
  hint?: string;
  value: Value;
  onChange: (value: Value) => void;
  options: { value: Value; label: string; hint?: string; lang?: string }[];
  name: string;
}

/** One of a few, each with what it means. */
export function Choice<Value extends string>({ label, hint, value, onChange, options, name }: ChoiceProps<Value>) {
  return (
    <Radio.Group name={name} label={label} description={hint} value={value} onChange={(next) => onChange(next as Value)} className={styles['choice'] ?? ''}>
      <div className={styles['options']}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} label={<span lang={option.lang}>{option.label}</span>} description={option.hint} size="md" />
        ))}
      </div>
    </Radio.Group>
  );
}

/** On or off. */
export function OnOff({ label, hint, value, onChange }: { label: string; hint?: string; value: boolean; onChange: (value: boolean) => void }) {
  return (
    <Switch className={styles['switch'] ?? ''} size="md" label={label} description={hint} checked={value} withThumbIndicator={false} onChange={(event) => onChange(event.currentTarget.checked)} />
  );
}
