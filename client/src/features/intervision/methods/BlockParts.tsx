import { Button, Checkbox, NativeSelect, Switch } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { methodLimits } from '../../../../../schema/methods.js';
import type { MethodSheetFieldsFragment } from '../../../generated/graphql.js';
import { useT } from '../../../platform/i18n/i18n.js';
import { IconButton } from '../../../ui/IconButton.js';
import { TextField } from '../../../ui/TextField.js';
import { useSay } from '../use-say.js';
import { cardsBefore, faultAt, type Block, type Composition, type Fault } from './composition.js';
import { faultSentence } from './fault-sentence.js';
import styles from './Methods.module.css';
import { NumberField } from './NumberField.js';

type SetPart = (part: Partial<Block>) => void;

/** What a vote is about, and out of what is chosen. */
export function VoteFields({ method, at, faults, set }: { method: Composition; at: number; faults: readonly Fault[]; set: SetPart }) {
  const t = useT();
  const say = useSay();
  const block = method.blocks[at]!;
  const ballot = block.ballot ?? { from: 'phase', phase: null, choices: 1, nl: '', en: '', skipBelow: null, makesContributor: false };
  const put = (part: Partial<typeof ballot>): void => set({ ballot: { ...ballot, ...part } });
  const fault = faultAt(faults, `blocks.${at}.ballot`);
  const sentence = faultSentence(t, fault);
  const at_ = (codes: string[]): string | undefined => (fault && codes.includes(fault.code) ? sentence : undefined);
  const cards = cardsBefore(method, at);
  const modules = ballot.from === 'modules';
  return (
    <div className={styles.part}>
      <div data-fault={at_(['BALLOT_MISSING']) !== undefined || undefined} tabIndex={at_(['BALLOT_MISSING']) ? -1 : undefined}>
        <TextField name={`ballot-${block.key}`} label={t('methods.ballot')} maxLength={methodLimits.ballot} value={ballot.nl} onChange={(nl) => put({ nl })} problem={at_(['BALLOT_MISSING'])} />
      </div>
      <TextField name={`ballotEn-${block.key}`} label={t('methods.ballotEn')} hint={t('methods.enHint')} maxLength={methodLimits.ballot} value={ballot.en} onChange={(en) => put({ en })} />
      <div className={styles.pair}>
        <NativeSelect
          label={t('methods.ballotFrom')}
          error={at_(['OPTIONS_NOT_EARLIER', 'OPTIONS_NO_CARDS', 'OPTIONS_MODULES', 'CONTRIBUTOR_WITHOUT_NAME', 'CHOICE', 'BALLOT_ELSEWHERE'])}
          data-fault={at_(['OPTIONS_NOT_EARLIER', 'OPTIONS_NO_CARDS', 'OPTIONS_MODULES', 'CONTRIBUTOR_WITHOUT_NAME', 'CHOICE', 'BALLOT_ELSEWHERE']) !== undefined || undefined}
          value={modules ? 'modules' : (cards.find(({ key }) => key === ballot.phase)?.key ?? '')}
          onChange={(event) => (event.currentTarget.value === 'modules' ? put({ from: 'modules', phase: null }) : put({ from: 'phase', phase: event.currentTarget.value }))}
          data={[
            { value: '', label: t('methods.chooseOne'), disabled: true },
            ...(modules ? [{ value: 'modules', label: t('methods.ballotModules') }] : []),
            ...cards.map((card) => ({ value: card.key, label: t('methods.phaseNumber', { number: method.blocks.indexOf(card) + 1, name: say(card.name) || card.name.nl }) })),
          ]}
        />
        <NumberField name={`choices-${block.key}`} label={t('methods.choices')} value={ballot.choices} onChange={(choices) => put({ choices })} problem={at_(['BALLOT_CHOICES'])} />
      </div>
      {!modules && <Switch label={t('methods.makesContributor')} checked={ballot.makesContributor} onChange={(event) => put({ makesContributor: event.currentTarget.checked })} />}
    </div>
  );
}

/** Which fields a form has, out of those that have a label. */
export function FormFields({ sheet, block, problem, set }: { sheet: MethodSheetFieldsFragment; block: Block; problem: string | undefined; set: SetPart }) {
  const t = useT();
  const say = useSay();
  return (
    <div className={styles.part}>
      <Checkbox.Group label={t('methods.fields')} error={problem} value={[...block.fields]} onChange={(fields) => set({ fields: sheet.fields.map(({ key }) => key).filter((key) => fields.includes(key)).slice(0, methodLimits.fields) })}>
        <div className={styles.checks} data-fault={problem !== undefined || undefined} tabIndex={problem ? -1 : undefined}>
          {sheet.fields.map(({ key, words }) => (
            <Checkbox key={key} value={key} label={say(words)} />
          ))}
        </div>
      </Checkbox.Group>
      <Switch label={t('methods.manyRows')} checked={block.manyRows} onChange={(event) => set({ manyRows: event.currentTarget.checked })} />
    </div>
  );
}

/** The questions of a survey, each with how it is answered. */
export function SurveyItems({ block, problem, set }: { block: Block; problem: string | undefined; set: SetPart }) {
  const t = useT();
  const { items } = block;
  const change = (at: number, part: Partial<Block['items'][number]>): void => set({ items: items.map((item, place) => (place === at ? { ...item, ...part } : item)) });
  const fresh = (): string => {
    for (let n = items.length + 1; ; n += 1) if (!items.some(({ key }) => key === `i${n}`)) return `i${n}`;
  };
  return (
    <section className={styles.part} aria-label={t('methods.items')} data-fault={problem !== undefined || undefined} tabIndex={problem ? -1 : undefined}>
      <h4>{t('methods.items')}</h4>
      {problem && <p className={styles.fault}>{problem}</p>}
      {items.map((item, at) => (
        <div className={styles.line} key={item.key}>
          <TextField name={`item-${block.key}-${item.key}`} label={t('methods.itemNumber', { number: at + 1 })} maxLength={methodLimits.item} value={item.nl} onChange={(nl) => change(at, { nl })} />
          <NativeSelect
            aria-label={t('methods.itemKind', { number: at + 1 })}
            value={item.text ? 'text' : 'agree'}
            onChange={(event) => change(at, { text: event.currentTarget.value === 'text', optional: event.currentTarget.value === 'text' })}
            data={[
              { value: 'agree', label: t('methods.itemAgree') },
              { value: 'text', label: t('methods.itemText') },
            ]}
          />
          <IconButton label={t('methods.removeItem', { number: at + 1 })} onClick={() => set({ items: items.filter((_, place) => place !== at) })}>
            <IconTrash size={20} stroke={1.75} aria-hidden />
          </IconButton>
        </div>
      ))}
      {items.length < methodLimits.items && (
        <div className="row-wrap">
          <Button size="sm" variant="default" onClick={() => set({ items: [...items, { key: fresh(), nl: '', en: '', text: false, optional: false }] })}>
            {t('methods.addItem')}
          </Button>
        </div>
      )}
    </section>
  );
}
