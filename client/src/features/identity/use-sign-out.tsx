import { useApolloClient } from '@apollo/client/react';
import { Button, Modal } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { asKringError, type KringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { signOut } from '../../platform/session/sign-out.js';

interface SigningOut {
  leave: () => void;
  busy: boolean;
  error: KringError | null;
  /** asks whether to go although something would be lost; to be drawn by whoever has the button */
  question: ReactNode;
}

/** The way out, from wherever there is a button for it. */
export function useSignOut({ everywhere = false }: { everywhere?: boolean } = {}): SigningOut {
  const t = useT();
  const client = useApolloClient();
  const [step, setStep] = useState<'here' | 'leaving' | 'asking'>('here');
  const [error, setError] = useState<KringError | null>(null);
  const leave = (evenSo: boolean): void => {
    setStep('leaving');
    setError(null);
    signOut(client, { everywhere, evenSo }).then(
      (out) => !out && setStep('asking'),
      (failure: unknown) => {
        setError(asKringError(failure));
        setStep('here');
      },
    );
  };
  const stay = (): void => setStep('here');
  const question = (
    <Modal opened={step === 'asking'} onClose={stay} title={t('signOut.unsafe')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <div className="stack">
        <p>{t('signOut.unsafeText')}</p>
        <div className="row-wrap">
          <Button onClick={stay}>{t('signOut.stay')}</Button>
          <Button variant="default" onClick={() => leave(true)}>
            {t('signOut.evenSo')}
          </Button>
        </div>
      </div>
    </Modal>
  );
  return { leave: () => leave(false), busy: step === 'leaving', error, question };
}
