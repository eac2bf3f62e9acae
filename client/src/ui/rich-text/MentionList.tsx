import { useT } from '../../platform/i18n/i18n.js';
import type { MentionPerson } from './editor-extensions.js';
import classes from './RichTextEditor.module.css';

/** The people that fit what was typed after `@`. Focus stays in the text; the arrow keys move here. */
export function MentionList({
  id,
  people,
  active,
  onPick,
}: {
  id: string;
  people: MentionPerson[];
  active: number;
  onPick: (person: MentionPerson) => void;
}) {
  const t = useT();
  return (
    <ul id={id} role="listbox" aria-label={t('richText.people')} className={classes.people}>
      {people.map((person, index) => (
        <li
          key={person.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          // pressing must not take the focus out of the text
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(person)}
        >
          {person.name}
        </li>
      ))}
    </ul>
  );
}
