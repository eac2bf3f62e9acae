import { dice } from './dice.js';
import { planned, type SeenPhase } from './seen.js';

export type What = 'enter' | 'write' | 'ready' | 'vote' | 'survey' | 'rate' | 'withdraw' | 'askTime';

/** Something that one simulated person means to do in a phase. Whether they may then is for the session to say. */
export interface Intent {
  readonly personId: string;
  readonly what: What;
  /** which of their texts, from 0; 0 for the rest */
  readonly nth: number;
  /** milliseconds after the phase began */
  readonly after: number;
}

/** So many of them bring a case; a choice between more takes a newcomer too long. */
const pitchers = 3;
/** So often a contributor looks for the next text to rate. */
const ratingTries = 16;

/** How many texts one person means to write in a phase, where the phase takes any. */
function countFor(phase: SeenPhase, place: number, chance: number): number {
  if (phase.key === 'pitches') return place < pitchers ? 1 : 0;
  switch (phase.input) {
    case 'questions':
      return chance < 0.25 ? Math.max(1, (phase.maxEach ?? 2) - 1) : Math.min(phase.maxEach ?? 2, 3);
    case 'free':
      return chance < 0.5 ? 1 : 2;
    case 'actions':
      return phase.writer === 'contributor' ? 2 : 1;
    case 'grid':
      return phase.maxEach === null ? 2 : 1;
    case 'private_reveal':
    case 'card_each':
    case 'statement':
    case 'scale':
      return 1;
    default:
      return 0;
  }
}

/**
 * What the simulated people mean to do in a phase, in order of time: the same for the same seed. In a sealed phase they
 * think, write, now and then take one back, and say that they are ready; in a round they come one after the other.
 * @param people in a fixed order
 */
export function intentsFor(phase: SeenPhase, speed: number, people: readonly string[], seed: string): Intent[] {
  const whole = planned(phase, speed);
  const chance = dice(`${seed}|${phase.id}`);
  const intents: Intent[] = [];
  const mean = (personId: string, what: What, share: number, nth = 0): void => void intents.push({ personId, what, nth, after: Math.round(share * whole) });
  let takesBack = chance() < 0.5;
  people.forEach((personId, place) => {
    if (phase.input === 'vote') return mean(personId, 'vote', 0.2 + 0.5 * chance());
    if (phase.input === 'survey') return mean(personId, 'survey', 0.15 + 0.55 * chance());
    if (phase.input === 'question_rating') {
      for (let nth = 0; nth < ratingTries; nth++) mean(personId, 'rate', 0.1 + (0.8 * nth) / ratingTries, nth);
      return undefined;
    }
    const count = countFor(phase, place, chance());
    let last = 0;
    for (let nth = 0; nth < count; nth++) {
      last = phase.sealed
        ? 0.08 + (0.55 * (nth + 0.3 + 0.7 * chance())) / count
        : phase.input === 'free'
          ? 0.08 + 0.75 * ((nth + (place + chance()) / people.length) / count)
          : 0.06 + (0.7 * (place + chance())) / people.length + 0.04 * nth;
      mean(personId, 'write', Math.min(0.85, last), nth);
    }
    if (!phase.sealed) return undefined;
    if (takesBack && count > 1) {
      mean(personId, 'withdraw', last + 0.04);
      takesBack = false;
    }
    return mean(personId, 'ready', Math.min(0.88, last + 0.08 + 0.12 * chance()));
  });
  if (phase.section === 'core' && phase.sealed && chance() < 0.4) mean(people[Math.floor(chance() * people.length)]!, 'askTime', 0.72);
  return intents.sort((a, b) => a.after - b.after);
}
