import { useT } from '../../platform/i18n/i18n.js';
import styles from './Forms.module.css';

const steps = ['1', '2', '3', '4', '5'] as const;

interface Props {
  /** what a row is */
  heading: string;
  /** how many chose each step, most disagreement first */
  rows: readonly { key: string; name: string; distribution: readonly number[] }[];
  /** makes of the table a region of its own, which keys can scroll */
  region?: string;
}

/** Answers on the scale of agreement as numbers: for who would rather read than look. */
export function AnswersTable({ heading, rows, region }: Props) {
  const t = useT();
  return (
    <div className={styles.scroll} {...(region === undefined ? {} : { role: 'region', 'aria-label': region, tabIndex: 0 })}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{heading}</th>
            {steps.map((step) => (
              <th key={step} scope="col">
                {t(`intervision.agree.${step}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, distribution }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {distribution.map((count, at) => (
                <td key={steps[at]} data-col={t(`intervision.agree.${steps[at]!}`)}>
                  {count}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
