import { IconEyeOff, IconVolumeOff } from '@tabler/icons-react';
import type { SessionTextFieldsFragment } from '../../generated/graphql.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ConfirmInline } from '../../ui/ConfirmInline.js';
import { Tag } from '../../ui/Tag.js';
import { EntryWords } from './EntryFields.js';
import styles from './Reveal.module.css';
import { useOpenSession } from './session-context.js';
import { useOwnTextList } from './use-own-texts.js';
import { useSay } from './use-say.js';

/** Opened texts of a phase in their order on the sheet. */
export const openedOf = (texts: readonly SessionTextFieldsFragment[], phase: number): SessionTextFieldsFragment[] =>
  texts.filter((text) => text.phase === phase && text.kind === 'ENTRY' && text.opened).sort((a, b) => (a.position ?? 0) - (b.position ?? 0));

/** What was written, as it is opened: the note that everyone looks at large, the others small, the closed ones as their number. */
export function RevealBoard({ of }: { of: number }) {
  const t = useT();
  const { page, may, acts } = useOpenSession();
  const { state, script } = page;
  const opened = openedOf(page.texts, of);
  const sheet = page.sheets.find(({ phase }) => phase === of);
  const sealed = script.phases[of]?.sealed ?? false;
  const total = sheet?.total ?? opened.length;
  const current = opened.find(({ id }) => id === state.spotlightId) ?? null;
  const closed = sealed && sheet?.total != null ? closedNumbers(opened, sheet.total) : [];
  if (total === 0 && sealed && sheet?.total === 0) return <p className="second">{t('intervision.nobodyShared')}</p>;
  if (opened.length === 0 && closed.length === 0) return <p className="second">{t('intervision.nothingOpenYet')}</p>;
  const turnable = may('REVEAL') && state.showing === null;
  return (
    <div className={styles.board}>
      {/* in the page before the first note opens, so that the note is said when it comes */}
      <div aria-live="polite" aria-atomic="true">
        {current && <Big text={current} total={total} />}
      </div>
      <ul className={styles.small} data-alone={current === null || undefined}>
        {opened
          .filter((text) => text !== current)
          .map((text) => (
            <li key={text.id} className={styles.open}>
              <EntryWords phase={script.phases[of]} body={text.body} />
              <span className={styles.by}>
                <By text={text} /> <RatingTag textId={text.id} />
              </span>
              {turnable && (
                <button type="button" className={styles.turn} onClick={() => void acts.act('turnToText', { turn: state.turn, textId: text.id })}>
                  {t('intervision.turnTo', { number: text.position ?? 0 })}
                </button>
              )}
            </li>
          ))}
        {closed.map((number) => (
          <li key={number} className={styles.shut}>
            <IconEyeOff size={20} stroke={1.75} aria-hidden />
            <span>{t('intervision.stillClosed', { number })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The numbers of a sheet that nobody has seen yet. */
export function closedNumbers(opened: readonly Pick<SessionTextFieldsFragment, 'position'>[], total: number): number[] {
  const seen = new Set(opened.map(({ position }) => position));
  const numbers = Array.from({ length: total }, (_, at) => at + 1).filter((number) => !seen.has(number));
  return numbers.slice(0, Math.max(0, total - opened.length));
}

function By({ text }: { text: SessionTextFieldsFragment }) {
  const t = useT();
  const name = text.author?.name ?? t('intervision.sharing.NAMELESS');
  return <>{text.position === null ? name : t('intervision.numberBy', { number: text.position, name })}</>;
}

function Big({ text, total }: { text: SessionTextFieldsFragment; total: number }) {
  const t = useT();
  const { page, leads } = useOpenSession();
  const silent = leads && text.author !== null && page.people.some(({ person, silent: isSilent }) => person.id === text.author!.id && isSilent);
  return (
    <article className={styles.big}>
      <div className="row-wrap">
        {text.position !== null && <b className="small">{t('intervision.noteOf', { number: text.position, total })}</b>}
        {silent && (
          <Tag icon={<IconVolumeOff size={15} stroke={1.75} aria-hidden />}>
            {t('intervision.readAloud')}
          </Tag>
        )}
        <span className="grow" />
        <RatingTag textId={text.id} />
        <span className="small muted">{text.author?.name ?? t('intervision.sharing.NAMELESS')}</span>
      </div>
      <EntryWords phase={page.script.phases[text.phase]} body={text.body} />
    </article>
  );
}

function RatingTag({ textId }: { textId: string }) {
  const say = useSay();
  const { page } = useOpenSession();
  const value = page.ratings.find((rating) => rating.textId === textId)?.value;
  if (!value) return null;
  const label = page.script.phases.flatMap(({ ratingScale }) => ratingScale).find(({ key }) => key === value);
  return label ? <Tag tone="accent">{say(label.words)}</Tag> : null;
}

/** One's own notes that are still closed: until they are opened their author can take them back (decisions 20). */
export function MyClosedNotes({ of }: { of: number }) {
  const t = useT();
  const { page, texts } = useOpenSession();
  const opened = new Set(page.texts.filter((text) => text.opened).map(({ id }) => id));
  const mine = useOwnTextList(texts).filter((text) => text.phase === of && text.kind === 'ENTRY' && text.version > 0 && text.sharing !== 'NOT_SHARED' && !opened.has(text.id));
  if (mine.length === 0) return null;
  return (
    <section className={styles.mine}>
      <h2>{t('intervision.myClosed', { count: mine.length })}</h2>
      <ul>
        {mine.map((text) => (
          <li key={text.key}>
            <EntryWords phase={page.script.phases[of]} body={text.body} />
            <ConfirmInline label={t('intervision.withdraw')} question={t('intervision.withdrawQuestion')} confirm={t('intervision.withdraw')} onConfirm={() => void texts.remove(text.key).catch(() => undefined)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
