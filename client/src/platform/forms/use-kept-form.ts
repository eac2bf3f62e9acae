import { useCallback, useState } from 'react';
import { useViewer } from '../session/SessionProvider.js';

export const keptFormPrefix = 'kring.form.';

function read<Form extends object>(key: string, initial: Form): Form {
  try {
    const text = sessionStorage.getItem(keptFormPrefix + key);
    return text ? { ...initial, ...(JSON.parse(text) as Partial<Form>) } : initial;
  } catch {
    return initial;
  }
}

/**
 * A form of this person that survives back, reload and sleep: its fields stay in this tab until it is sent. Never for passwords, and
 * never for what people bring into a circle (that has drafts).
 */
export function useKeptForm<Form extends object>(name: string, initial: Form): [Form, (part: Partial<Form>) => void, () => void] {
  const key = `${useViewer().id}.${name}`;
  const [form, setForm] = useState(() => read(key, initial));
  const change = useCallback(
    (part: Partial<Form>) =>
      setForm((before) => {
        const next = { ...before, ...part };
        try {
          sessionStorage.setItem(keptFormPrefix + key, JSON.stringify(next));
        } catch {
          // Full or forbidden: the form holds as long as the screen is open.
        }
        return next;
      }),
    [key],
  );
  const clear = useCallback(() => {
    try {
      sessionStorage.removeItem(keptFormPrefix + key);
    } catch {
      // Nothing was kept then.
    }
  }, [key]);
  return [form, change, clear];
}

/** After signing out: no form of anybody stays in this tab. */
export function clearKeptForms(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(keptFormPrefix)) sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept then.
  }
}
