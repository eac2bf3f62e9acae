import { Combobox } from '@mantine/core';
import { IconCircles, IconMessage, IconUser } from '@tabler/icons-react';
import { useT } from '../../platform/i18n/i18n.js';
import styles from './GoTo.module.css';
import type { Found } from './use-go-to.js';

const sign = { size: 18, stroke: 1.75, 'aria-hidden': true as const };
const kinds = ['GROUP', 'TOPIC', 'PERSON'] as const;
const signs = { GROUP: <IconCircles {...sign} />, TOPIC: <IconMessage {...sign} />, PERSON: <IconUser {...sign} /> };

/** What was found, by kind; or that nothing was. */
export function FoundOptions({ found, asked, settled }: { found: Found[]; asked: string; settled: boolean }) {
  const t = useT();
  if (asked.length === 0) return <Combobox.Empty>{t('goTo.start')}</Combobox.Empty>;
  if (found.length === 0) return settled ? <Combobox.Empty>{t('goTo.nothing', { text: asked })}</Combobox.Empty> : null;
  return (
    <>
      {kinds.map((kind) => {
        const of = found.filter((item) => item.kind === kind);
        if (of.length === 0) return null;
        return (
          <Combobox.Group key={kind} label={t(`goTo.kind.${kind}`)}>
            {of.map((item) => (
              <Combobox.Option key={item.id} value={item.id} className={styles['option'] ?? ''}>
                {signs[kind]}
                <span className="grow">
                  <span className={styles['title']}>{item.title}</span>
                  {item.subtitle ? <span className={styles['subtitle']}>{item.subtitle}</span> : null}
                </span>
              </Combobox.Option>
            ))}
          </Combobox.Group>
        );
      })}
    </>
  );
}
