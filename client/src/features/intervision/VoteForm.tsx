import { Button } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../platform/i18n/i18n.js';
import { Tag } from '../../ui/Tag.js';
import styles from './Forms.module.css';
import { changeSession } from './session-cache.js';
import { refusalSentence } from './refusal-words.js';
import { useOpenSession, type OpenSession, type Phase } from './session-context.js';
import { useSay } from './use-say.js';
import { useApolloClient } from '@apollo/client/react';

/** A secret vote: nobody sees who chose what, and nothing is counted aloud before it is closed. */
export function VoteForm({ phase }: { phase: Phase }) {
  const { page } = useOpenSession();
  const counted = page.options.some(({ votes }) => votes !== null);
  return counted ? <VoteResult /> : <Ballot key={phase.id} phase={phase} />;
}

type VoteOption = OpenSession['page']['options'][number];

function Ballot({ phase }: { phase: Phase }) {
  const t = useT();
  const say = useSay();
  const client = useApolloClient();
  const { page, acts, leads } = useOpenSession();
  const { me, options } = page;
  const most = phase.choices ?? 1;
  const [picked, setPicked] = useState<readonly string[]>(me.myVote);
  const [touched, setTouched] = useState(false);
  const chosen = touched ? picked : me.myVote;
  const voted = me.myVote.length > 0 && chosen.length === me.myVote.length && chosen.every((id) => me.myVote.includes(id));
  if (!me.mayWrite && me.refusal !== 'ENOUGH') return <p className="second">{refusalSentence(t, me.refusal) ?? t('intervision.nothingToWrite')}</p>;
  const toggle = (id: string) => {
    setTouched(true);
    if (most === 1) setPicked([id]);
    else if (chosen.includes(id)) setPicked(chosen.filter((each) => each !== id));
    else if (chosen.length < most) setPicked([...chosen, id]);
  };
  const vote = async () => {
    const optionIds = [...chosen];
    if (optionIds.length === 0 || !(await acts.act('castVote', { phase: phase.index, optionIds }))) return;
    changeSession(client.cache, page.session.id, (known) => ({ me: { ...known.me, myVote: optionIds } }));
    setTouched(false);
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void vote();
      }}
    >
      <fieldset className={styles.options}>
        <legend className="small second">{phase.ballot ? say(phase.ballot) : t('intervision.vote.choose', { count: most })}</legend>
        {options.map((option) => {
          const on = chosen.includes(option.id);
          return (
            <label key={option.id} className={styles.option}>
              <input type={most === 1 ? 'radio' : 'checkbox'} name="vote" checked={on} disabled={!on && most > 1 && chosen.length >= most} onChange={() => toggle(option.id)} />
              <OptionWords option={option} />
            </label>
          );
        })}
      </fieldset>
      {most > 1 && <p className="small second">{t('intervision.vote.chosen', { count: chosen.length, most })}</p>}
      <div className="row-wrap">
        {/* whoever leads has one filled button, and that closes the vote */}
        <Button type="submit" size="md" variant={voted || leads ? 'default' : 'filled'} loading={acts.busy === 'castVote'}>
          {t(me.myVote.length > 0 ? 'intervision.vote.again' : 'intervision.vote.cast')}
        </Button>
        <span className="small second" role="status">
          {voted ? t('intervision.vote.counts') : t('intervision.vote.secret')}
        </span>
      </div>
    </form>
  );
}

/** What somebody wrote is in their voice; what the method brings is in the language of the screen. */
function OptionWords({ option: { words, brought } }: { option: Pick<VoteOption, 'words' | 'brought'> }) {
  const say = useSay();
  return brought ? <span>{say(brought)}</span> : <span className="voice">{words}</span>;
}

function VoteResult() {
  const t = useT();
  const { page } = useOpenSession();
  const most = Math.max(1, ...page.options.map(({ votes }) => votes ?? 0));
  const options = [...page.options].sort((a, b) => (b.votes ?? 0) - (a.votes ?? 0));
  return (
    <ul className={styles.result} aria-label={t('intervision.vote.result')}>
      {options.map((option) => (
        <li key={option.id}>
          <OptionWords option={option} />
          <span className={styles.bar} aria-hidden="true">
            <i style={{ width: `${((option.votes ?? 0) / most) * 100}%` }} />
          </span>
          <span className="small">
            {t('intervision.vote.votes', { count: option.votes ?? 0 })} {option.leading && <Tag tone="now">{t('intervision.vote.most')}</Tag>}
          </span>
        </li>
      ))}
    </ul>
  );
}
