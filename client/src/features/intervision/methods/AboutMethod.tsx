import { IconTrash } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { methodLimits } from '../../../../../schema/methods.js';
import { useT } from '../../../platform/i18n/i18n.js';
import { IconButton } from '../../../ui/IconButton.js';
import { Segmented } from '../../../ui/Segmented.js';
import { LongTextField, TextField } from '../../../ui/TextField.js';
import { faultAt, type Composition, type Fault } from './composition.js';
import { faultSentence } from './fault-sentence.js';
import styles from './Methods.module.css';
import { NumberField } from './NumberField.js';

interface Props {
  method: Composition;
  faults: readonly Fault[];
  onChange: (next: (before: Composition) => Composition) => void;
}

/** What it is called, what it is for, for how many, and its rules. */
export function AboutMethod({ method, faults, onChange }: Props) {
  const t = useT();
  const problem = (path: string): string | undefined => faultSentence(t, faultAt(faults, path));
  const part = (change: Partial<Composition>): void => onChange((before) => ({ ...before, ...change }));
  const rule = (at: number, nl: string): void => part({ rules: method.rules.map((each, place) => (place === at ? { ...each, nl } : each)) });
  return (
    <section className={styles.part} aria-label={t('methods.about')}>
      <h3>{t('methods.about')}</h3>
      <div data-fault={problem('name') !== undefined || undefined} tabIndex={problem('name') ? -1 : undefined}>
        <TextField name="methodName" label={t('methods.name')} maxLength={methodLimits.name} value={method.name.nl} onChange={(nl) => part({ name: { ...method.name, nl } })} problem={problem('name')} />
      </div>
      <LongTextField name="methodPurpose" label={t('methods.purpose')} rows={2} maxLength={methodLimits.purpose} value={method.purpose.nl} onChange={(nl) => part({ purpose: { ...method.purpose, nl } })} />
      <details>
        <summary>{t('methods.english')}</summary>
        <div className={styles.part}>
          <TextField name="methodNameEn" label={t('methods.nameEn')} hint={t('methods.enHint')} maxLength={methodLimits.name} value={method.name.en} onChange={(en) => part({ name: { ...method.name, en } })} />
          <LongTextField name="methodPurposeEn" label={t('methods.purposeEn')} rows={2} maxLength={methodLimits.purpose} value={method.purpose.en} onChange={(en) => part({ purpose: { ...method.purpose, en } })} />
        </div>
      </details>
      <div className={styles.pair}>
        <NumberField name="groupMin" label={t('methods.groupMin')} value={method.groupMin} onChange={(groupMin) => part({ groupMin })} problem={problem('groupMin')} />
        <NumberField name="groupMax" label={t('methods.groupMax')} value={method.groupMax} onChange={(groupMax) => part({ groupMax })} problem={problem('groupMax')} />
      </div>
      <Segmented
        label={t('methods.facilitator')}
        showLabel
        options={[
          { value: 1, label: t('methods.facilitatorOnly') },
          { value: 0, label: t('methods.facilitatorJoins') },
        ]}
        value={method.facilitatorRequired ? 1 : 0}
        onChange={(value) => part({ facilitatorRequired: value === 1 })}
      />
      <h4>{t('methods.rules')}</h4>
      {method.rules.map((each, at) => (
        <div className={styles.line} key={at}>
          <TextField name={`rule${at}`} label={t('methods.ruleNumber', { number: at + 1 })} maxLength={methodLimits.rule} value={each.nl} onChange={(nl) => rule(at, nl)} />
          <IconButton label={t('methods.removeRule', { number: at + 1 })} onClick={() => part({ rules: method.rules.filter((_, place) => place !== at) })}>
            <IconTrash size={20} stroke={1.75} aria-hidden />
          </IconButton>
        </div>
      ))}
      {method.rules.length < methodLimits.rules && (
        <div className="row-wrap">
          <Button size="sm" variant="default" onClick={() => part({ rules: [...method.rules, { nl: '', en: '' }] })}>
            {t('methods.addRule')}
          </Button>
        </div>
      )}
    </section>
  );
}
