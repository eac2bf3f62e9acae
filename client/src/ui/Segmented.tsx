import styles from './Segmented.module.css';

interface Props<Value extends string | number> {
  label: string;
  /** the label stands beside the buttons; else it is only heard */
  showLabel?: boolean;
  options: { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
  className?: string | undefined;
}

/** A few choices beside each other, one of them pressed. */
export function Segmented<Value extends string | number>({ label, showLabel = false, options, value, onChange, className }: Props<Value>) {
  return (
    <div className={`${styles['whole']} ${className ?? ''}`} role="group" aria-label={label}>
      {showLabel ? (
        <span className={styles['label']} aria-hidden="true">
          {label}
        </span>
      ) : null}
      <div className={styles['segments']}>
        {options.map((option) => (
          <button key={option.value} type="button" aria-pressed={option.value === value} onClick={() => onChange(option.value)}>
            {option.label}
          </button>
        ))}
      </div>
    </div>
  );
}
