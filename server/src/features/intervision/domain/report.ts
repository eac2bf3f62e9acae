import type { Words } from './method.js';
import type { Script, ScriptPhase } from './script.js';
import type { TextMark } from './text-mark.js';

/** What a line of a report is; `said`: something one wrote for the others, such as a question or an advice. */
export const reportLineKinds = ['said', 'insight', 'action', 'note'] as const;
export type ReportLineKind = (typeof reportLineKinds)[number];

/** One text of one's own, as a report keeps it. */
export interface ReportLine {
  readonly textId: string;
  readonly kind: ReportLineKind;
  /** the name of the phase in which it was written */
  readonly phase: Words;
  readonly text: string;
  /** what the contributor made of it, where they judged it */
  readonly marked: Words | null;
}

/** Everything a report says, sealed as one. It stands on itself: nothing of it is asked of the session afterwards. */
export interface ReportBody {
  readonly method: Words;
  /** ISO 8601 */
  readonly heldAt: string;
  readonly lines: readonly ReportLine[];
  /** what its owner adds in their own words */
  readonly words: string;
}

/** The inputs in which a case is told: that is the story, and it goes. */
const stories = new Set(['statement', 'grid', 'scale']);

/**
 * What a text of one's own would be in a report; `null` for what does not belong in one: the story of the case, also when
 * one told it oneself, a vote, and an outcome that was written for all.
 */
export function lineKind(phase: Pick<ScriptPhase, 'input' | 'section'>, kind: TextMark['kind']): ReportLineKind | null {
  if (kind === 'note') return 'note';
  if (kind === 'outcome' || stories.has(phase.input)) return null;
  if (phase.input === 'actions') return 'action';
  return phase.section === 'close' ? 'insight' : 'said';
}

/** A body with named fields as one text, without its JSON. */
export function readable(body: string): string {
  if (!body.startsWith('{')) return body;
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return body;
    return Object.values(value).filter((text): text is string => typeof text === 'string' && text.trim() !== '').join('\n');
  } catch {
    return body;
  }
}

export interface OwnWords {
  readonly id: string;
  readonly phase: number;
  readonly kind: TextMark['kind'];
  readonly body: string;
}

export interface Chosen {
  readonly lines: readonly ReportLine[];
  /** places in what was asked for that are not one's own, or belong in no report */
  readonly strange: readonly number[];
}

/**
 * The lines that someone chose: from what is theirs in the session now, else from what their report had already, because
 * the session's own texts go first.
 */
export function chooseLines(
  script: Script,
  textIds: readonly string[],
  own: readonly OwnWords[],
  before: readonly ReportLine[],
  marks: ReadonlyMap<string, { readonly phase: number; readonly value: string }>,
): Chosen {
  const strange: number[] = [];
  const lines = textIds.flatMap((id, place): ReportLine[] => {
    const text = own.find((each) => each.id === id);
    const phase = text && script.phases[text.phase];
    const kind = text && phase ? lineKind(phase, text.kind) : null;
    if (text && phase && kind) return [{ textId: id, kind, phase: phase.name, text: readable(text.body), marked: markOf(script, marks.get(id)) }];
    const kept = before.find(({ textId }) => textId === id);
    if (kept && textIds.indexOf(id) === place) return [kept];
    strange.push(place);
    return [];
  });
  return { lines, strange };
}

function markOf(script: Script, mark: { readonly phase: number; readonly value: string } | undefined): Words | null {
  const label = mark && script.phases[mark.phase]?.ratingScale.find(({ key }) => key === mark.value);
  return label ? { nl: label.nl, en: label.en } : null;
}
