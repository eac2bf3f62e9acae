import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { UpdateSettingsDocument, type UpdateSettingsInput } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError, type KringError } from '../../platform/errors/kring-error.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import type { SaveState } from '../../ui/SavedState.js';

type Change = Omit<UpdateSettingsInput, 'mutationId'>;

/** Changes one setting at once, without a button; says in words that it is kept. */
export function useSetting(): { change: (change: Change) => void; state: SaveState; failure: KringError | undefined } {
  const me = useViewer();
  const [state, setState] = useState<SaveState>({ kind: 'none' });
  const [update, { error }] = useMutation(UpdateSettingsDocument);
  const change = (wanted: Change) => {
    setState({ kind: 'saving' });
    const present = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value != null));
    update({
      variables: { input: { mutationId: newId(), ...wanted } },
      optimisticResponse: { __typename: 'Mutation', updateSettings: { ...me, ...present } },
    })
      .then(() => setState({ kind: 'saved', at: new Date() }))
      .catch(() => setState({ kind: 'none' }));
  };
  return { change, state, failure: error && asKringError(error) };
}
