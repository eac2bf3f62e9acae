import { PasswordInput, TextInput, Textarea } from '@mantine/core';
import { useEffect, useRef, type ComponentPropsWithoutRef } from 'react';
import { useT } from '../platform/i18n/i18n.js';

interface Common {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** what is wrong with it, in place; the text stays */
  problem?: string | undefined;
  hint?: string;
  name: string;
  autoComplete?: string;
  maxLength?: number;
  required?: boolean;
  autoFocus?: boolean;
  kind?: 'text' | 'email' | 'password' | 'date' | 'time';
  disabled?: boolean;
}

type Input = HTMLInputElement | HTMLTextAreaElement;

/** Puts the cursor in a field that was refused, once per refusal, when it is the first of its form. */
function useFocusOnProblem(problem: string | undefined) {
  const field = useRef<Input>(null);
  useEffect(() => {
    if (!problem || !field.current) return;
    const first = field.current.form?.querySelector('[aria-invalid="true"]');
    if (!first || first === field.current) field.current.focus();
  }, [problem]);
  return field;
}

/** One line of text with its label, its hint and what is wrong with it. */
export function TextField({ label, value, onChange, problem, hint, kind = 'text', ...rest }: Common) {
  const t = useT();
  const field = useFocusOnProblem(problem);
  const shared = {
    label,
    value,
    description: hint,
    error: problem,
    withAsterisk: false,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
    ...rest,
  } as ComponentPropsWithoutRef<typeof TextInput>;
  if (kind === 'password')
    return (
      <PasswordInput
        ref={field as React.RefObject<HTMLInputElement>}
        {...(shared as ComponentPropsWithoutRef<typeof PasswordInput>)}
        visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
      />
    );
  return <TextInput ref={field as React.RefObject<HTMLInputElement>} type={kind} {...shared} />;
}

interface LongProps extends Common {
  rows?: number;
  /** what people bring is set in the voice face */
  voice?: boolean;
}

/** More lines of text; grows with what is written. */
export function LongTextField({ label, value, onChange, problem, hint, rows = 3, voice = false, kind: _kind, ...rest }: LongProps) {
  const field = useFocusOnProblem(problem);
  return (
    <Textarea
      ref={field as React.RefObject<HTMLTextAreaElement>}
      label={label}
      value={value}
      description={hint}
      error={problem}
      withAsterisk={false}
      autosize
      minRows={rows}
      maxRows={18}
      styles={voice ? { input: { fontFamily: 'var(--k-voice)', fontSize: '1.0625rem', lineHeight: 1.55 } } : {}}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...rest}
    />
  );
}
