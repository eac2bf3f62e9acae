import { useRef, useState, type KeyboardEvent } from 'react';
import type { MomentAnswer } from '../../generated/graphql.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { Avatar } from '../../ui/Avatar.js';
import { AnswerButton, AnswerMark } from './AnswerMark.js';
import styles from './Poll.module.css';
import { answeredBy, answersOf, choices, nextAnswer, type Poll } from './poll-answers.js';

interface Props {
  poll: Poll;
  viewerId: string;
  onAnswer: (momentId: string, answer: MomentAnswer) => void;
}

/** Everyone's answers beside each other. Arrows move along one's own row, space goes round (ux.md §4.3). */
export function PollMatrix({ poll, viewerId, onAnswer }: Props) {
  const t = useT();
  const formats = useFormats();
  const row = useRef<HTMLTableRowElement>(null);
  const [at, setAt] = useState(0);
  const name = (startsAt: string): string => `${formats.shortDay(startsAt)}, ${formats.time(startsAt)}`;
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(poll.moments.length - 1, Math.max(0, at + step));
    setAt(next);
    row.current?.querySelectorAll('button')[next]?.focus();
  };
  const best = (id: string): string | undefined => (poll.moments.find((moment) => moment.id === id)?.best ? styles['best'] : undefined);
  return (
    <div className={styles['scroll']}>
      <table className={styles['table']}>
        <caption className="hidden-text">{t('agenda.matrix')}</caption>
        <thead>
          <tr>
            <th>
              <span className="small second">{t('agenda.answersIn', { count: answeredBy(poll), people: poll.people.length })}</span>
            </th>
            {poll.moments.map((moment) => (
              <th key={moment.id} scope="col" className={best(moment.id)}>
                <span className={styles['head']}>
                  {moment.best && <span className={styles['fit']}>{t('agenda.best')}</span>}
                  <b>{formats.shortDay(moment.startsAt)}</b>
                  <span>{formats.time(moment.startsAt)}</span>
                  {moment.suggestedBy && <span className="small second">{t('agenda.suggestedBy', { name: moment.suggestedBy.name })}</span>}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {poll.people.map((person) => {
            const answers = answersOf(poll, person.id);
            const mine = person.id === viewerId && poll.mayAnswer;
            return (
              <tr key={person.id} ref={mine ? row : undefined} onKeyDown={mine ? move : undefined}>
                <th scope="row">
                  <span className={styles['who']}>
                    <Avatar id={person.id} name={person.name} size={28} decorative />
                    {person.name}
                    {poll.neededIds.includes(person.id) && <span className="small second">{t('agenda.needed')}</span>}
                  </span>
                </th>
                {poll.moments.map((moment, place) => (
                  <td key={moment.id} className={best(moment.id)}>
                    {mine ? (
                      <AnswerButton answer={answers.get(moment.id)} moment={name(moment.startsAt)} focusable={place === at} onFocus={() => setAt(place)} onPress={() => onAnswer(moment.id, nextAnswer(answers.get(moment.id)))} />
                    ) : (
                      <AnswerMark answer={answers.get(moment.id)} />
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('agenda.surely')}</th>
            {poll.moments.map((moment) => (
              <td key={moment.id} className={best(moment.id)}>
                {t('agenda.surelyOf', { count: moment.yes, people: poll.people.length })}
                {moment.ratherNot > 0 && <span className="small second">{` ${t('agenda.andRatherNot', { count: moment.ratherNot })}`}</span>}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
      <p className={styles['legend']}>
        {choices.map((choice) => (
          <span key={choice}>
            <AnswerMark answer={choice} />
            <span aria-hidden="true">{t(`agenda.answer.${choice}`)}</span>
          </span>
        ))}
      </p>
    </div>
  );
}
