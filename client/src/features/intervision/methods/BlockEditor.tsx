import { NativeSelect } from '@mantine/core';
import { type BlockKind, blockKinds, methodLimits } from '../../../../../schema/methods.js';
import type { MethodSheetFieldsFragment } from '../../../generated/graphql.js';
import { useT, type Translate } from '../../../platform/i18n/i18n.js';
import { LongTextField, TextField } from '../../../ui/TextField.js';
import { useSay } from '../use-say.js';
import { asKind, choicesOf, faultAt, isHidden, isKind, shownLater, textsBefore, withSpeak, type Block, type Composition, type Fault } from './composition.js';
import { FormFields, SurveyItems, VoteFields } from './BlockParts.js';
import { faultSentence } from './fault-sentence.js';
import styles from './Methods.module.css';
import { NumberField } from './NumberField.js';

interface Props {
  sheet: MethodSheetFieldsFragment;
  method: Composition;
  at: number;
  faults: readonly Fault[];
  onChange: (change: (before: Block) => Block) => void;
}

/** One choice out of those that this kind of phase has; what was there and is not allowed stays visible until another is chosen. */
function Choice<Value extends string>({ label, value, values, say, problem, onChange, hint }: { label: string; value: string | null; values: readonly Value[]; say: (value: Value) => string; problem: string | undefined; onChange: (value: Value) => void; hint?: string | undefined }) {
  const t = useT();
  const strange = value === null || !values.some((each) => each === value);
  return (
    <NativeSelect
      label={label}
      description={hint}
      error={problem}
      data-fault={problem !== undefined || undefined}
      value={strange ? '' : value}
      onChange={(event) => onChange(event.currentTarget.value as Value)}
      data={[...(strange ? [{ value: '', label: t('methods.chooseOne'), disabled: true }] : []), ...values.map((each) => ({ value: each, label: say(each) }))]}
    />
  );
}

const hiddenChoices = (block: Block): readonly ('no' | 'here' | 'later')[] => (choicesOf(block).hidden === 'choice' ? ['no', 'here', 'later'] : ['here', 'later']);

/** Everything about one phase that can be changed, in words that people use. What its kind does not have is not asked. */
export function BlockEditor({ sheet, method, at, faults, onChange }: Props) {
  const t = useT();
  const say = useSay();
  const block = method.blocks[at]!;
  const choices = choicesOf(block);
  const problem = (setting: string): string | undefined => faultSentence(t, faultAt(faults, `blocks.${at}.${setting}`));
  const set = (part: Partial<Block>): void => onChange((before) => ({ ...before, ...part }));
  const earlier = textsBefore(method, at);
  const hidden = isHidden(block);
  const when = !hidden ? 'no' : block.opensHere ? 'here' : 'later';
  return (
    <div className={styles.editor}>
      <div className={styles.pair}>
        <Choice<BlockKind> label={t('methods.kind')} value={block.kind} values={blockKinds} say={(kind) => t(`methods.kind.${kind}`)} problem={problem('kind')} hint={isKind(block.kind) ? t(`methods.kindMeans.${block.kind}`) : undefined} onChange={(kind) => onChange((before) => asKind(before, kind))} />
        <NumberField name={`minutes-${block.key}`} label={t('methods.minutes')} value={block.minutes} onChange={(minutes) => set({ minutes })} problem={problem('minutes')} />
      </div>
      <div data-fault={problem('name') !== undefined || undefined} tabIndex={problem('name') ? -1 : undefined}>
        <TextField name={`name-${block.key}`} label={t('methods.blockName')} maxLength={methodLimits.name} value={block.name.nl} onChange={(nl) => set({ name: { ...block.name, nl } })} problem={problem('name')} />
      </div>
      <div data-fault={problem('instruction') !== undefined || undefined} tabIndex={problem('instruction') ? -1 : undefined}>
        <LongTextField name={`instruction-${block.key}`} label={t('methods.instruction')} rows={2} maxLength={methodLimits.instruction} value={block.instruction.nl} onChange={(nl) => set({ instruction: { ...block.instruction, nl } })} problem={problem('instruction')} />
      </div>
      <details>
        <summary>{t('methods.english')}</summary>
        <div className={styles.part}>
          <TextField name={`nameEn-${block.key}`} label={t('methods.blockNameEn')} hint={t('methods.enHint')} maxLength={methodLimits.name} value={block.name.en} onChange={(en) => set({ name: { ...block.name, en } })} />
          <LongTextField name={`instructionEn-${block.key}`} label={t('methods.instructionEn')} rows={2} maxLength={methodLimits.instruction} value={block.instruction.en} onChange={(en) => set({ instruction: { ...block.instruction, en } })} />
        </div>
      </details>
      <div className={styles.pair}>
        {choices.speak.length > 1 && <Choice label={t('methods.speak')} value={block.speak} values={choices.speak} say={(value) => t(`methods.speakIs.${value}`)} problem={problem('speak')} onChange={(speak) => onChange((before) => withSpeak(before, speak))} />}
        {(choices.contrib.length > 1 || problem('contrib')) && <Choice label={t('methods.contrib')} value={block.contrib} values={choices.contrib} say={(value) => t(`methods.contribIs.${value}`)} problem={problem('contrib')} onChange={(contrib) => set({ contrib })} />}
        {choices.writer.length > 0 && <Choice label={t('methods.writer')} value={block.writer ?? null} values={choices.writer} say={(value) => t(`methods.writerIs.${value}`)} problem={problem('writer')} onChange={(writer) => set({ writer })} />}
        {choices.hidden !== 'never' && (
          <Choice
            label={t('methods.hidden')}
            value={when}
            values={hiddenChoices(block)}
            say={(value) => t(`methods.hidden.${value}`)}
            problem={problem('opensHere') ?? problem('hidden')}
            hint={when === 'later' && !shownLater(method, at) ? t('methods.hiddenLaterHint') : undefined}
            onChange={(value) => set({ hidden: value !== 'no', opensHere: value === 'here', present: value === 'here' ? (block.present ?? 'together') : null, names: value === 'no' && block.names !== null ? 'named' : (block.names ?? 'author_choice') })}
          />
        )}
        {choices.names.length > 1 && <Choice label={t('methods.names')} value={block.names ?? null} values={choices.names} say={(value) => t(`methods.namesAre.${value}`)} problem={problem('names')} onChange={(names) => set({ names })} />}
        {choices.maxEach && <NumberField name={`maxEach-${block.key}`} label={t('methods.maxEach')} value={block.maxEach ?? 0} onChange={(maxEach) => set({ maxEach })} problem={problem('maxEach')} />}
        {choices.shows !== 'never' && (
          <Choice
            label={t('methods.shows')}
            value={block.shows ?? 'none'}
            values={[...(choices.shows === 'may' ? ['none'] : []), ...earlier.map(({ key }) => key)]}
            say={(key) => (key === 'none' ? t('methods.showsNone') : phaseLabel(t, say, method, key))}
            problem={problem('shows')}
            onChange={(key) => set({ shows: key === 'none' ? null : key, present: key === 'none' ? null : (block.present ?? 'together'), showsRatings: null, orderByRating: [] })}
          />
        )}
        {(block.shows ? choices.shows !== 'never' : hidden && block.opensHere) && (
          <Choice label={t('methods.present')} value={block.present ?? null} values={['together', 'one_by_one'] as const} say={(value) => t(value === 'together' ? 'methods.presentIs.together' : 'methods.presentIs.inTurn')} problem={problem('present')} onChange={(present) => set({ present })} />
        )}
        {block.kind === 'rate' && <Choice label={t('methods.ratingScale')} value={block.ratingScale ?? null} values={sheet.ratingScales.map(({ key }) => key)} say={(key) => say(sheet.ratingScales.find((scale) => scale.key === key)!.words)} problem={problem('ratingScale')} onChange={(ratingScale) => set({ ratingScale })} />}
        {(block.kind === 'show' || block.kind === 'discuss') && block.shows && <Ratings method={method} at={at} problem={problem('showsRatings') ?? problem('orderByRating')} set={set} />}
      </div>
      {problem('key') && <p className={styles.fault}>{problem('key')}</p>}
      {block.kind === 'vote' && <VoteFields method={method} at={at} faults={faults} set={set} />}
      {block.kind === 'form' && <FormFields sheet={sheet} block={block} problem={problem('fields')} set={set} />}
      {block.kind === 'survey' && <SurveyItems block={block} problem={problem('items')} set={set} />}
    </div>
  );
}

const phaseLabel = (t: Translate, say: (words: { nl: string; en: string }) => string, method: Composition, key: string): string => {
  const at = method.blocks.findIndex((block) => block.key === key);
  return at < 0 ? key : t('methods.phaseNumber', { number: at + 1, name: say(method.blocks[at]!.name) || method.blocks[at]!.name.nl });
};

/** What the contributor made of these texts, where an earlier phase asked. */
function Ratings({ method, at, problem, set }: { method: Composition; at: number; problem: string | undefined; set: (part: Partial<Block>) => void }) {
  const t = useT();
  const say = useSay();
  const block = method.blocks[at]!;
  const rates = method.blocks.slice(0, at).filter(({ kind, shows }) => kind === 'rate' && shows === block.shows);
  if (rates.length === 0 && !block.showsRatings && !problem) return null;
  return (
    <Choice
      label={t('methods.showsRatings')}
      value={block.showsRatings ?? 'none'}
      values={['none', ...rates.map(({ key }) => key)]}
      say={(key) => (key === 'none' ? t('methods.showsNone') : phaseLabel(t, say, method, key))}
      problem={problem}
      onChange={(key) => set({ showsRatings: key === 'none' ? null : key, orderByRating: [] })}
    />
  );
}
