import { useState } from 'react';
import type { Phase } from './session-context.js';
import { useOpenSession } from './session-context.js';
import { useT } from '../../platform/i18n/i18n.js';
import { AnswersTable } from './AnswersTable.js';
import styles from './Forms.module.css';
import { useSay } from './use-say.js';

const steps = ['1', '2', '3', '4', '5'] as const;

/** How the group answered: one bar per question, most disagreement at the left. Under four answers there is no picture. */
export function SurveyPictures({ phase }: { phase: Phase }) {
  const t = useT();
  const say = useSay();
  const { page } = useOpenSession();
  const [table, setTable] = useState(false);
  const items = [...phase.items, ...phase.contributorItems];
  const shown = page.pictures.flatMap((picture) => {
    const item = items.find(({ key }) => key === picture.item);
    return item ? [{ ...picture, question: say(item.words), isText: item.text }] : [];
  });
  const bars = shown.filter(({ isText }) => !isText);
  if (shown.length === 0) return <p className="second">{t('intervision.survey.tooFew')}</p>;
  return (
    <div className={styles.form}>
      {bars.length > 0 && (
        <>
          {table ? (
            <AnswersTable heading={t('intervision.survey.question')} rows={bars.map(({ item, question, distribution }) => ({ key: item, name: question, distribution }))} />
          ) : (
            <>
              <ul className={styles.legend} aria-hidden="true">
                {steps.map((step) => (
                  <li key={step}>
                    <i data-step={step} /> {t(`intervision.agree.${step}`)}
                  </li>
                ))}
              </ul>
              {bars.map((picture) => (
                <Bar key={picture.item} {...picture} />
              ))}
            </>
          )}
          <button type="button" className="text-button small" onClick={() => setTable(!table)}>
            {t(table ? 'intervision.survey.asPicture' : 'intervision.survey.asTable')}
          </button>
        </>
      )}
      {shown
        .filter(({ isText }) => isText)
        .map(({ item, question, texts }) => (
          <section key={item} className={styles.said}>
            <h3>{question}</h3>
            <ul>
              {texts.map((text, at) => (
                <li key={at} className="voice">
                  {text}
                </li>
              ))}
            </ul>
          </section>
        ))}
    </div>
  );
}

function Bar({ question, distribution }: { question: string; distribution: number[] }) {
  const t = useT();
  const total = distribution.reduce((sum, count) => sum + count, 0);
  const agreeing = (distribution[3] ?? 0) + (distribution[4] ?? 0);
  const summary = t('intervision.survey.summary', { question, count: agreeing, total });
  return (
    <figure className={styles.picture}>
      <figcaption>
        {question} <span className="muted small">{t('intervision.survey.answers', { count: total })}</span>
      </figcaption>
      <div className={styles.steps} role="img" aria-label={summary}>
        {distribution.map((count, at) =>
          count === 0 ? null : (
            <i key={steps[at]} data-step={steps[at]} style={{ flexGrow: count }}>
              {count}
            </i>
          ),
        )}
      </div>
    </figure>
  );
}
