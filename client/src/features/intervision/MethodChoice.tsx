import { useQuery } from '@apollo/client/react';
import { Radio } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { MethodShelfDocument, MethodSuggestionsDocument, type MethodFieldsFragment } from '../../generated/graphql.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Loading } from '../../ui/Loading.js';
import { Segmented } from '../../ui/Segmented.js';
import { useCircle } from '../groups/circle-context.js';
import { methodsPath } from './methods/method-paths.js';
import styles from './Plan.module.css';
import type { PlanForm } from './plan-form.js';
import { useSay } from './use-say.js';

/** Kinds of case that a suggestion goes by; the keys are those of the catalogue of methods. */
const caseTags = [
  'concrete_event', 'what_to_do', 'practical_question', 'unclear_question', 'stuck', 'own_part', 'blind_spot', 'difficult_pupil', 'difficult_parent', 'irritation',
  'collaboration', 'strong_emotion', 'dilemma', 'moral_question', 'value_question', 'product_or_plan',
] as const;
const slots = [45, 60, 75, 90, 120] as const;
/** How many suggestions are looked over at once; the others stand under one link, the best first. */
const atOnce = 5;

interface Props {
  form: Pick<PlanForm, 'slot' | 'caseTags' | 'methodKey' | 'short'>;
  people: number;
  problem: string | undefined;
  onChange: (part: Partial<PlanForm>) => void;
}

/** How much time there is and what kind of case it is about; what fits comes first, with why; every other method stays to be had. */
export function MethodChoice({ form, people, problem, onChange }: Props) {
  const t = useT();
  const say = useSay();
  const { group } = useCircle();
  const shelf = useQuery(MethodShelfDocument, { variables: { groupId: group.id } }).data?.methodShelf;
  const all = (shelf?.methods ?? []).filter(({ archived }) => !archived);
  const own = all.filter(({ origin }) => origin !== 'CATALOGUE');
  const suggested = useQuery(MethodSuggestionsDocument, { variables: { minutes: form.slot, people, caseTags: form.caseTags } });
  const shownBefore = suggested.data ?? suggested.previousData;
  const suggestions = shownBefore?.methodSuggestions ?? [];
  const [more, setMore] = useState(false);
  const [first, further] = [suggestions.slice(0, atOnce), suggestions.slice(atOnce)];
  const rest = all.filter((method) => method.origin === 'CATALOGUE' && !suggestions.some((one) => one.method.key === method.key));
  const chosenIsInRest = [...further.map(({ method }) => method), ...rest].some(({ key }) => key === form.methodKey);
  const toggle = (tag: string) => onChange({ caseTags: form.caseTags.includes(tag) ? form.caseTags.filter((each) => each !== tag) : [...form.caseTags, tag] });
  const pick = (key: string) => {
    const suggestion = suggestions.find((one) => one.method.key === key);
    const method = suggestion?.method ?? all.find((one) => one.key === key);
    if (method) onChange({ methodKey: key, short: suggestion?.short ?? false });
  };
  const chosen = suggestions.find(({ method }) => method.key === form.methodKey)?.method ?? all.find(({ key }) => key === form.methodKey);
  return (
    <div className={styles.stack}>
      <Segmented label={t('intervision.slot')} showLabel options={slots.map((value) => ({ value, label: t('intervision.min', { count: value }) }))} value={form.slot} onChange={(slot) => onChange({ slot })} />
      <fieldset className={styles.tags}>
        <legend>{t('intervision.caseKind')}</legend>
        {caseTags.map((tag) => (
          <button key={tag} type="button" aria-pressed={form.caseTags.includes(tag)} onClick={() => toggle(tag)}>
            {t(`intervision.caseTag.${tag}`)}
          </button>
        ))}
      </fieldset>
      {!shownBefore && suggested.loading && <Loading label={t('intervision.methodsLoading')} withFace={false} />}
      {suggested.error && <ErrorNote error={asKringError(suggested.error)} onRetry={() => void suggested.refetch().catch(() => undefined)} />}
      <Radio.Group name="method" label={t('intervision.method')} value={form.methodKey} onChange={pick} error={problem}>
        {own.length > 0 && (
          <div className={styles.methods}>
            {own.map((method) => (
              <Radio key={method.key} size="md" value={method.key} label={t('intervision.methodIn', { name: say(method.name), count: method.minutes })} description={`${whose(method)}. ${describe(method)}`} />
            ))}
          </div>
        )}
        {shownBefore && suggestions.length === 0 && <p className="second">{t('intervision.noSuggestion')}</p>}
        <div className={styles.methods}>
          {first.map(asRadio)}
        </div>
        {further.length + rest.length > 0 && (
          <>
            <button type="button" className="text-button small" aria-expanded={more || chosenIsInRest} onClick={() => setMore(!more)}>
              {t('intervision.otherMethods', { count: further.length + rest.length })}
            </button>
            {(more || chosenIsInRest) && (
              <div className={styles.methods}>
                {further.map(asRadio)}
                {rest.map((method) => (
                  <Radio key={method.key} size="md" value={method.key} label={t('intervision.methodIn', { name: say(method.name), count: method.minutes })} description={describe(method)} />
                ))}
              </div>
            )}
          </>
        )}
      </Radio.Group>
      {(shelf?.mayMake || (shelf?.makeFor.length ?? 0) > 0) && (
        <Link className="small" to={methodsPath(group.id)}>
          {t('methods.make')}
        </Link>
      )}
      {chosen?.shortMinutes != null && (
        <Segmented
          label={t('intervision.length')}
          showLabel
          options={[
            { value: 0, label: t('intervision.whole', { count: chosen.minutes }) },
            { value: 1, label: t('intervision.shortened', { count: chosen.shortMinutes }) },
          ]}
          value={form.short ? 1 : 0}
          onChange={(value) => onChange({ short: value === 1 })}
        />
      )}
    </div>
  );

  function asRadio({ method, minutes, short, reasons }: (typeof suggestions)[number]) {
    return (
      <Radio
        key={method.key}
        size="md"
        value={method.key}
        label={t('intervision.methodIn', { name: say(method.name), count: minutes })}
        description={[say(method.purpose), short ? t('intervision.shortForm') : '', ...reasons.map(say)].filter(Boolean).join(' ')}
      />
    );
  }

  function whose({ origin, ownerName }: MethodFieldsFragment): string {
    return origin === 'ORGANISATION' ? t('methods.ofOrganisation', { name: ownerName ?? '' }) : t('methods.ofCircle');
  }

  function describe(method: MethodFieldsFragment): string {
    const size = t('intervision.groupSize', { min: method.groupMin, max: method.groupMax });
    return `${say(method.purpose)} ${size}`;
  }
}
