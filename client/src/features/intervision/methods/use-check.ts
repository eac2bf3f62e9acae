import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { CheckMethodDocument } from '../../../generated/graphql.js';
import type { Composition, Fault } from './composition.js';

export interface Check {
  faults: readonly Fault[];
  /** of a whole session; `null` until it was asked once */
  minutes: number | null;
  /** `waiting`: it was changed since; `unknown`: the server could not be asked */
  state: 'waiting' | 'known' | 'unknown';
}

/** After the last change (milliseconds). */
const pause = 350;

/** What is wrong with the method on screen, asked after each change; nothing is written by asking. */
export function useCheck(method: Composition): Check {
  const client = useApolloClient();
  const [answer, setAnswer] = useState<{ of: Composition | null; check: Check }>({ of: null, check: { faults: [], minutes: null, state: 'waiting' } });
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      client
        .query({ query: CheckMethodDocument, variables: { method }, fetchPolicy: 'no-cache', context: { once: true } })
        .then(({ data }) => current && data && setAnswer({ of: method, check: { ...data.checkMethod, state: 'known' } }))
        .catch(() => current && setAnswer((before) => ({ of: method, check: { ...before.check, state: 'unknown' } })));
    }, pause);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [client, method]);
  return answer.of === method ? answer.check : { ...answer.check, state: answer.check.state === 'unknown' ? 'unknown' : 'waiting' };
}
