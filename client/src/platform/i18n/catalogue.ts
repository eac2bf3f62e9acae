import en from './en.json' with { type: 'json' };
import enAfter from './en-after.json' with { type: 'json' };
import enAgenda from './en-agenda.json' with { type: 'json' };
import enBefore from './en-before.json' with { type: 'json' };
import enCircles from './en-circles.json' with { type: 'json' };
import enDemo from './en-demo.json' with { type: 'json' };
import enIntervision from './en-intervision.json' with { type: 'json' };
import enRoom from './en-room.json' with { type: 'json' };
import enMethods from './en-methods.json' with { type: 'json' };
import enProtocols from './en-protocols.json' with { type: 'json' };
import enWritten from './en-written.json' with { type: 'json' };
import nl from './nl.json' with { type: 'json' };
import nlAfter from './nl-after.json' with { type: 'json' };
import nlAgenda from './nl-agenda.json' with { type: 'json' };
import nlBefore from './nl-before.json' with { type: 'json' };
import nlCircles from './nl-circles.json' with { type: 'json' };
import nlDemo from './nl-demo.json' with { type: 'json' };
import nlIntervision from './nl-intervision.json' with { type: 'json' };
import nlRoom from './nl-room.json' with { type: 'json' };
import nlMethods from './nl-methods.json' with { type: 'json' };
import nlProtocols from './nl-protocols.json' with { type: 'json' };
import nlWritten from './nl-written.json' with { type: 'json' };

export type Locale = 'nl' | 'en';

/** Dutch is the first language of the product; its keys are the keys there are. */
export const dutch = { ...nl, ...nlAgenda, ...nlCircles, ...nlIntervision, ...nlRoom, ...nlDemo, ...nlMethods, ...nlBefore, ...nlWritten, ...nlAfter, ...nlProtocols };
type Sentences = Record<keyof typeof dutch, string>;
/** A sentence that is missing in English does not compile. */
export const english: Sentences = { ...en, ...enAgenda, ...enCircles, ...enIntervision, ...enRoom, ...enDemo, ...enMethods, ...enBefore, ...enWritten, ...enAfter, ...enProtocols };

type WithoutPlural<Key extends string> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;
/** What `t` takes: plurals are asked without their `_one` and `_other`. */
export type MessageKey = WithoutPlural<Extract<keyof typeof dutch, string>>;

/** Every key is in both languages, also the other way round; used by a test. */
export type ExtraInEnglish = Exclude<keyof typeof en | keyof typeof enAgenda | keyof typeof enCircles | keyof typeof enIntervision | keyof typeof enRoom | keyof typeof enDemo | keyof typeof enMethods | keyof typeof enBefore | keyof typeof enWritten | keyof typeof enAfter | keyof typeof enProtocols, keyof typeof dutch>;
