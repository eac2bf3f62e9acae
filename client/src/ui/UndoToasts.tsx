import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useT } from '../platform/i18n/i18n.js';
import styles from './UndoToasts.module.css';

/** How long one stays (milliseconds), unless it is looked at: hovered or focused. */
const staysFor = 8_000;

interface Toast {
  id: number;
  text: string;
  undo?: (() => void) | undefined;
  /** what to do when it goes without having been undone */
  gone?: (() => void) | undefined;
}

type Show = (text: string, options?: { undo?: () => void; gone?: () => void }) => void;

const ToastContext = createContext<Show>(() => undefined);

/** Tells that something is done, with a way back: `show('Concept weggegooid', { undo, gone })`. */
export const useUndoToast = (): Show => useContext(ToastContext);

export function UndoToasts({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const next = useRef(1);
  const remove = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const show = useCallback<Show>((text, options = {}) => {
    const id = next.current++;
    setToasts((all) => {
      // One at a time: the older ones have been seen, and are done now.
      for (const toast of all) toast.gone?.();
      return [{ id, text, undo: options.undo, gone: options.gone }];
    });
  }, []);
  const value = useMemo(() => show, [show]);
  return (
    <ToastContext.Provider value={value}>
      {children}
      <div className={styles['place']} role="status" aria-live="polite">
        {toasts.map((toast) => (
          <OneToast key={toast.id} toast={toast} onClose={() => remove(toast.id)} />
        ))}
      </div>
    </ToastContext.Provider>
  );
}

function OneToast({ toast, onClose }: { toast: Toast; onClose: () => void }) {
  const t = useT();
  const [held, setHeld] = useState(false);
  const done = useCallback(() => {
    toast.gone?.();
    onClose();
  }, [toast, onClose]);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(done, staysFor);
    return () => clearTimeout(timer);
  }, [held, done]);
  return (
    <div
      className={styles['toast']}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onKeyDown={(event) => event.key === 'Escape' && done()}
    >
      <span className="grow">{toast.text}</span>
      {toast.undo ? (
        <Button
          variant="subtle"
          onClick={() => {
            toast.undo?.();
            onClose();
          }}
        >
          {t('action.undo')}
        </Button>
      ) : null}
      <button type="button" className={styles['close']} aria-label={t('action.close')} onClick={done}>
        <IconX size={18} stroke={1.75} aria-hidden="true" />
      </button>
    </div>
  );
}
