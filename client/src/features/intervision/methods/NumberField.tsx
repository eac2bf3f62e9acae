import { TextInput } from '@mantine/core';
import { useState } from 'react';

interface Props {
  name: string;
  label: string;
  value: number;
  onChange: (value: number) => void;
  problem?: string | undefined;
}

/** A whole number to type. Half typed or empty counts as 0, which the check has a sentence for; what was typed stays. */
export function NumberField({ name, label, value, onChange, problem }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const faulty = problem !== undefined;
  return (
    <TextInput
      name={name}
      label={label}
      inputMode="numeric"
      value={typed ?? String(value)}
      error={problem}
      data-fault={faulty || undefined}
      onChange={(event) => {
        const text = event.currentTarget.value.replace(/[^0-9]/g, '').slice(0, 3);
        setTyped(text);
        onChange(Number(text));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
