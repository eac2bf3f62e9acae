import { useQuery } from '@apollo/client/react';
import { useId, useMemo } from 'react';
import { MembersDocument } from '../../generated/graphql.js';
import { useT } from '../../platform/i18n/i18n.js';
import { membersPage } from '../groups/members-page.js';
import styles from './After.module.css';
import type { Page } from './session-context.js';
import { findTraces, type Known } from './traces.js';

/** Who and what would be recognised by people who know this circle. */
export function useKnown(page: Page): Known {
  const members = useQuery(MembersDocument, { variables: { groupId: page.session.groupId, first: membersPage } });
  return useMemo<Known>(
    () => ({
      people: page.people.map(({ person }) => person.name),
      places: [...new Set((members.data?.members.nodes ?? []).flatMap(({ organisationName }) => organisationName ?? []))],
    }),
    [page.people, members.data],
  );
}

/** The same words with what might be recognised marked. It is found here, on this device. */
export function Traces({ text, known }: { text: string; known: Known }) {
  const t = useT();
  const id = useId();
  const traces = findTraces(text, known);
  if (traces.length === 0) return null;
  let at = 0;
  const pieces = traces.flatMap(({ from, to, kind }) => {
    const before = text.slice(at, from);
    at = to;
    return [before, <mark key={`${id} ${from}`} title={t(`after.trace.${kind}`)}>{text.slice(from, to)}</mark>];
  });
  const kinds = [...new Set(traces.map(({ kind }) => kind))].map((kind) => t(`after.trace.${kind}`)).join(', ');
  return (
    <div className={styles.traces}>
      <p>
        <b>{t('after.harvest.marked', { kinds })}</b>
      </p>
      <p>
        {pieces}
        {text.slice(at)}
      </p>
    </div>
  );
}
