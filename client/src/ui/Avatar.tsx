import styles from './Avatar.module.css';

/** First letters of the first and the last name: `Noor van der Berg` → `NB`. */
export function initialsOf(name: string): string {
  const parts = name.trim().split(/\s+/).filter(Boolean);
  const first = parts[0]?.[0] ?? '?';
  const last = parts.length > 1 ? (parts[parts.length - 1]?.[0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}

/** One of six colours, always the same for the same person. */
export function colourOf(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return sum % 6;
}

interface Props {
  /** the person's id: decides the colour */
  id: string;
  name: string;
  /** pixels across */
  size?: 24 | 28 | 32 | 40 | 56;
  /** has the circle open now */
  here?: boolean;
  /** the name is already beside it */
  decorative?: boolean;
  /** what to say for `here`, in the language of the screen */
  hereLabel?: string;
}

/** A person, by initials. */
export function Avatar({ id, name, size = 32, here = false, decorative = false, hereLabel }: Props) {
  const label = here && hereLabel ? `${name}, ${hereLabel}` : name;
  const naming = decorative ? { 'aria-hidden': true as const } : { role: 'img', 'aria-label': label, title: name };
  return (
    <span className={styles['avatar']} data-size={size} data-colour={colourOf(id)} {...naming}>
      <span aria-hidden="true">{initialsOf(name)}</span>
      {here ? <i className={styles['here']} /> : null}
    </span>
  );
}

interface StackProps {
  people: { id: string; name: string }[];
  /** at most this many faces; the rest is `+n` */
  max?: number;
  /** how many there are in all, when `people` is only some of them */
  count?: number;
  size?: 24 | 28 | 32 | 40;
}

/** People beside each other, at most six, then `+n`. */
export function AvatarStack({ people, max = 6, count = people.length, size = 32 }: StackProps) {
  const shown = people.slice(0, max);
  const rest = Math.max(0, count - shown.length);
  return (
    <span className={styles['stack']}>
      {shown.map((person) => (
        <Avatar key={person.id} id={person.id} name={person.name} size={size} />
      ))}
      {rest > 0 ? <span className={styles['rest']}>+{rest}</span> : null}
    </span>
  );
}
