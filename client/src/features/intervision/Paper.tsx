import { Button } from '@mantine/core';
import { useId, type KeyboardEvent, type ReactNode } from 'react';
import type { Sharing } from '../../generated/graphql.js';
import { errorSentence } from '../../platform/errors/error-sentence.js';
import { useT } from '../../platform/i18n/i18n.js';
import { SavedState } from '../../ui/SavedState.js';
import { Visibility } from '../../ui/Visibility.js';
import { EntryFields, EntryWords } from './EntryFields.js';
import { namesSomebody } from './name-hint.js';
import type { OwnText } from './own-text.js';
import styles from './Paper.module.css';
import { useOpenSession, type Phase } from './session-context.js';

interface Props {
  text: OwnText;
  phase: Phase;
  label: string;
  /** the choices the author has; one choice is said, not asked; none: it is never shared */
  sharings?: readonly Sharing[];
  placeholder?: string;
  autoFocus?: boolean;
  onKeyDown?: (event: KeyboardEvent) => void;
  /** at the right of the foot */
  action?: ReactNode;
  /** everyone in the session reads it as it is written */
  shared?: boolean;
}

/** Private paper: only its author sees it, it says so, and it is kept while it is written. */
export function Paper({ text, phase, label, sharings = [], placeholder, autoFocus, onKeyDown, action, shared = false }: Props) {
  const t = useT();
  const id = useId();
  const { texts, page } = useOpenSession();
  const names = page.people.map(({ person }) => person.name);
  return (
    <section className={styles.paper} aria-label={label}>
      <div className={styles.head}>
        {shared ? <Visibility reach="circle">{t('after.later.shared')}</Visibility> : <Visibility reach="me">{t('intervision.onlyYou')}</Visibility>}
        <SavedState id={id} state={text.state} />
      </div>
      <EntryFields
        phase={phase}
        label={label}
        value={text.body}
        describedBy={id}
        onChange={(body) => texts.write(text.key, body)}
        {...(placeholder ? { placeholder } : {})}
        {...(autoFocus ? { autoFocus } : {})}
        {...(onKeyDown ? { onKeyDown } : {})}
      />
      {namesSomebody(text.body, names) && <p className={styles.hint}>{t('intervision.nameHint')}</p>}
      {text.conflict && <TwoDevices text={text} phase={phase} />}
      {text.refused && (
        <div className={styles.refused} role="alert">
          <p>
            {t('intervision.notTaken')} {errorSentence(t, text.refused)}
          </p>
          {text.kind === 'ENTRY' && page.state.status === 'RUNNING' && (
            <Button size="sm" variant="default" onClick={() => texts.keepAsNote(text.key)}>
              {t('intervision.keepAsNote')}
            </Button>
          )}
        </div>
      )}
      {(sharings.length > 0 || action) && (
        <div className={styles.foot}>
          {sharings.length > 1 && <span className={styles.lead}>{t('intervision.shareLater')}</span>}
          {sharings.length > 1 && (
            <fieldset className={styles.how}>
              <legend className="hidden-text">{t('intervision.shareLater')}</legend>
              {sharings.map((sharing) => (
                <label key={sharing}>
                  <input type="radio" className="hidden-text" name={`how-${text.key}`} checked={text.sharing === sharing} onChange={() => texts.share(text.key, sharing)} />
                  <span>{t(`intervision.sharing.${sharing}`)}</span>
                </label>
              ))}
            </fieldset>
          )}
          {sharings.length === 1 && <span>{t(`intervision.sharedAs.${sharings[0]!}`)}</span>}
          {action && <span className="grow" />}
          {action}
        </div>
      )}
    </section>
  );
}

/** Written on two devices at the same time: both are shown, one is chosen; nothing is overwritten in silence. */
function TwoDevices({ text, phase }: { text: OwnText; phase: Phase }) {
  const t = useT();
  const { texts } = useOpenSession();
  return (
    <div className={styles.two} role="alert">
      <p>{t('intervision.otherDevice')}</p>
      <EntryWords phase={phase} body={text.conflict!.body} />
      <div className="row-wrap">
        <Button size="sm" variant="default" onClick={() => texts.resolve(text.key, 'theirs')}>
          {t('intervision.takeTheirs')}
        </Button>
        <Button size="sm" variant="default" onClick={() => texts.resolve(text.key, 'mine')}>
          {t('intervision.takeMine')}
        </Button>
      </div>
    </div>
  );
}
