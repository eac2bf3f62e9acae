import { Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useApolloClient } from '@apollo/client/react';
import type { SurveyItemFieldsFragment } from '../../generated/graphql.js';
import { useT } from '../../platform/i18n/i18n.js';
import { SavedState, type SaveState } from '../../ui/SavedState.js';
import { Visibility } from '../../ui/Visibility.js';
import styles from './Forms.module.css';
import { refusalSentence } from './refusal-words.js';
import { changeSession } from './session-cache.js';
import { useOpenSession, type Phase } from './session-context.js';
import { useSay } from './use-say.js';

/** After the last change (milliseconds). */
const pause = 500;
const agree = ['1', '2', '3', '4', '5'] as const;

/** Short questions without a name; only the picture of the group is ever shown. Every answer is kept as it is given. */
export function SurveyForm({ phase }: { phase: Phase }) {
  const t = useT();
  const client = useApolloClient();
  const { page, acts } = useOpenSession();
  const { me } = page;
  const { act } = acts;
  const [changed, setChanged] = useState<Record<string, string>>({});
  const [state, setState] = useState<SaveState>({ kind: 'none' });
  const given = { ...Object.fromEntries(me.myAnswers.map(({ item, value }) => [item, value])), ...changed };
  const items = [...phase.items, ...(me.roles.includes('contributor') ? phase.contributorItems : [])];
  const latest = useRef(given);
  latest.current = given;

  useEffect(() => {
    if (Object.keys(changed).length === 0) return undefined;
    setState({ kind: 'saving' });
    const timer = setTimeout(() => {
      const answers = Object.entries(latest.current).flatMap(([item, value]) => (value.trim() === '' ? [] : [{ item, value }]));
      void act('answerSurvey', { phase: phase.index, answers }).then((done) => {
        setState(done ? { kind: 'saved', at: new Date() } : { kind: 'local' });
        if (done) changeSession(client.cache, page.session.id, (known) => ({ me: { ...known.me, myAnswers: answers.map((answer) => ({ __typename: 'Answer' as const, ...answer })) } }));
      });
    }, pause);
    return () => clearTimeout(timer);
  }, [changed, act, phase.index, client, page.session.id]);

  if (!me.mayWrite && me.refusal !== 'ENOUGH') return <p className="second">{refusalSentence(t, me.refusal) ?? t('intervision.nothingToWrite')}</p>;
  return (
    <div className={styles.form}>
      <div className="row-wrap">
        <Visibility reach="circle">{t('intervision.survey.reach')}</Visibility>
        <SavedState state={state} />
      </div>
      {items.map((item) => (
        <Item key={item.key} item={item} value={given[item.key] ?? ''} onChange={(value) => setChanged((all) => ({ ...all, [item.key]: value }))} />
      ))}
    </div>
  );
}

function Item({ item, value, onChange }: { item: SurveyItemFieldsFragment; value: string; onChange: (value: string) => void }) {
  const t = useT();
  const say = useSay();
  const label = item.optional ? t('intervision.survey.optional', { question: say(item.words) }) : say(item.words);
  if (item.text) return <Textarea autosize minRows={2} label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
  return (
    <fieldset className={styles.agree}>
      <legend>{label}</legend>
      {agree.map((step) => (
        <label key={step}>
          <input type="radio" className="hidden-text" name={item.key} value={step} checked={value === step} onChange={() => onChange(step)} />
          <span>{t(`intervision.agree.${step}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
