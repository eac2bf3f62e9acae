import { Button } from '@mantine/core';
import { useState } from 'react';
import type { MomentAnswer } from '../../generated/graphql.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import styles from './Poll.module.css';
import { answersOf, choices, type Poll } from './poll-answers.js';

interface Props {
  poll: Poll;
  viewerId: string;
  busy: boolean;
  onSend: (answers: { momentId: string; answer: MomentAnswer }[]) => Promise<boolean>;
}

/** On a phone only the questions: one sheet per date with three buttons, sent together. */
export function PollSheets({ poll, viewerId, busy, onSend }: Props) {
  const t = useT();
  const formats = useFormats();
  const said = answersOf(poll, viewerId);
  const [chosen, setChosen] = useState<Record<string, MomentAnswer>>({});
  const [sent, setSent] = useState(false);
  const answer = (momentId: string): MomentAnswer | undefined => chosen[momentId] ?? said.get(momentId);
  const missing = poll.moments.find((moment) => !moment.past && answer(moment.id) === undefined);
  const send = (): void => {
    if (missing) {
      document.querySelector<HTMLElement>(`[data-moment="${missing.id}"] button`)?.focus();
      return;
    }
    const answers = poll.moments.flatMap(({ id }) => (answer(id) ? [{ momentId: id, answer: answer(id)! }] : []));
    void onSend(answers).then(setSent);
  };
  return (
    <div className={styles['sheets']}>
      {poll.moments.map((moment) => {
        const name = `${formats.shortDay(moment.startsAt)}, ${formats.time(moment.startsAt)}`;
        return (
          <section key={moment.id} className={styles['sheet']} aria-label={name} data-moment={moment.id}>
            <header>
              <b>{name}</b>
              <span className="small second">{t('agenda.canCome', { count: moment.yes })}</span>
            </header>
            <div className={styles['three']} role="group" aria-label={t('agenda.yourAnswer', { moment: name })}>
              {choices.map((choice) => (
                <button key={choice} type="button" data-answer={choice} aria-pressed={answer(moment.id) === choice} onClick={() => { setChosen({ ...chosen, [moment.id]: choice }); setSent(false); }}>
                  {t(`agenda.answer.${choice}`)}
                </button>
              ))}
            </div>
          </section>
        );
      })}
      <Button variant={missing || (sent && !busy) ? 'default' : 'filled'} onClick={send} loading={busy} size="md" fullWidth>
        {missing ? t('agenda.toMissing') : t('agenda.sendAnswer')}
      </Button>
      <p role="status">{sent ? t('agenda.answerSent') : ''}</p>
    </div>
  );
}
