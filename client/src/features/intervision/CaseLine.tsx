import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useT } from '../../platform/i18n/i18n.js';
import { Avatar } from '../../ui/Avatar.js';
import { EntryWords } from './EntryFields.js';
import { fieldsOf } from './entry-body.js';
import styles from './Live.module.css';
import { useOpenSession } from './session-context.js';

const told = new Set(['statement', 'grid', 'scale']);

/** Whose case it is and what they told: at the left on a desktop; where there is no room one line that opens. */
export function CaseLine() {
  const t = useT();
  const { page, nameOf, firstNameOf, phase } = useOpenSession();
  const [open, setOpen] = useState(false);
  const { contributorId } = page.state;
  const name = nameOf(contributorId);
  const words = page.texts.filter(
    (text) => text.kind === 'ENTRY' && text.opened && page.script.phases[text.phase]?.writer === 'contributor' && told.has(page.script.phases[text.phase]?.input ?? '') && text.phase !== phase?.index,
  );
  if (!name || !contributorId) return null;
  const last = words[words.length - 1];
  const title = t('intervision.caseOf', { name: firstNameOf(contributorId) ?? name });
  const line = last ? (Object.values(fieldsOf(last.body) ?? {})[0] ?? last.body) : title;
  return (
    <section className={styles.case} aria-label={t('intervision.case')}>
      <button type="button" className={styles.caseLine} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className={last ? 'voice' : undefined}>{line}</span>
        <IconChevronDown size={20} stroke={1.75} aria-hidden />
      </button>
      <div className={styles.caseFull} data-open={open || undefined}>
        <div className="row">
          <Avatar id={contributorId} name={name} size={28} decorative />
          <span className="small second">{title}</span>
        </div>
        {words.map((text) => (
          <EntryWords key={text.id} phase={page.script.phases[text.phase]} body={text.body} />
        ))}
        {words.length === 0 && <p className="small muted">{t('intervision.nothingTold')}</p>}
      </div>
    </section>
  );
}
