/**
 * What can be wrong with a method that people compose themselves. Each has a sentence in the client's catalogues
 * (`methods.fault`), and comes with the path of the setting that it is about.
 */
export const methodFaultCodes = [
  // the method as a whole
  'NAME_MISSING',
  'NO_BLOCKS',
  'TOO_MANY_BLOCKS',
  'TOO_LONG',
  'GROUP_TOO_SMALL',
  'GROUP_BOUNDS',
  'BASIS_UNKNOWN',
  // one block by itself
  'UNKNOWN_BLOCK',
  'KEY_TWICE',
  'BLOCK_NAME_MISSING',
  'INSTRUCTION_MISSING',
  'MINUTES',
  'CHOICE',
  'MAX_EACH',
  'MAX_EACH_MISSING',
  'NAMES_MISSING',
  'NAMELESS_SEEN',
  'NAMELESS_ONE_WRITER',
  'NAMELESS_FEW',
  'WRITER_MISSING',
  'WRITER_ELSEWHERE',
  'WRITER_SILENT',
  'SURVEY_EMPTY',
  'SURVEY_NAMED',
  'FORM_EMPTY',
  'FIELDS_ELSEWHERE',
  'FIELD_UNKNOWN',
  'GROUP_NOT_SILENT',
  'DIALOGUE_ANSWERS',
  'SPEAKER_SILENT',
  'HIDES_NOTHING',
  'NOTHING_SEALED',
  'PRESENT_MISSING',
  // a block among the others
  'CONTRIBUTOR_LATER',
  'SHOWS_MISSING',
  'SHOWS_NOT_EARLIER',
  'SHOWS_NO_TEXTS',
  'SHOWN_TWICE',
  'NEVER_SHOWN',
  'RATES_NOTHING',
  'RATES_CONTRIB',
  'RATING_SCALE',
  'RATING_ORDER',
  'RATINGS_WITHOUT_TEXTS',
  'RATINGS_OF_OTHERS',
  'BALLOT_ELSEWHERE',
  'BALLOT_MISSING',
  'BALLOT_CHOICES',
  'OPTIONS_MODULES',
  'OPTIONS_NOT_EARLIER',
  'OPTIONS_NO_CARDS',
  'CONTRIBUTOR_WITHOUT_NAME',
  'VOTE_NAMED',
] as const;

export type MethodFaultCode = (typeof methodFaultCodes)[number];

/** Sizes of a method of one's own; lengths in code points. */
export const methodLimits = {
  name: 80,
  purpose: 300,
  instruction: 400,
  rule: 140,
  ballot: 200,
  item: 200,
  key: 40,
  blocks: 24,
  rules: 8,
  items: 10,
  fields: 12,
  /** minutes of one phase; the same bounds as when a session is planned */
  minutesLeast: 1,
  minutesMost: 60,
  /** minutes of all phases together, every round counted */
  coreMinutes: 240,
  peopleLeast: 2,
  peopleMost: 20,
  maxEach: 10,
  choices: 5,
  /** methods of one circle or organisation, those that were put away too */
  methodsPerOwner: 60,
  dryRunLeast: 3,
  dryRunMost: 8,
} as const;

/**
 * What a method is made of, in the words that people use: a block is one phase, and its kind says which settings it has and
 * what each may be. `talk`: somebody speaks and nothing is written. `show`: texts of an earlier phase come back. An empty
 * list: no such setting. What two settings rule out together is a fault (`methodFaultCodes`).
 */
export const blockChoices = {
  talk: { input: 'none', speak: ['all', 'contributor', 'facilitator', 'round', 'pairs', 'dialogue', 'group'], contrib: ['speaks', 'answers', 'listens', 'away'], writer: [], names: [], hidden: 'never', maxEach: false, shows: 'never' },
  write: { input: 'private_reveal', speak: ['solo', 'round', 'pairs', 'group'], contrib: ['listens', 'writes', 'away'], writer: [], names: ['named', 'nameless', 'author_choice'], hidden: 'always', maxEach: false, shows: 'never' },
  questions: { input: 'questions', speak: ['solo', 'round', 'all', 'group'], contrib: ['listens', 'writes', 'away', 'speaks'], writer: [], names: ['named', 'nameless', 'author_choice'], hidden: 'choice', maxEach: true, shows: 'never' },
  dialogue: { input: 'questions', speak: ['dialogue'], contrib: ['answers'], writer: [], names: ['named'], hidden: 'never', maxEach: true, shows: 'never' },
  round: { input: 'card_each', speak: ['round', 'all', 'group', 'solo', 'pairs'], contrib: ['speaks', 'listens', 'away', 'writes'], writer: [], names: ['named', 'nameless', 'author_choice'], hidden: 'choice', maxEach: false, shows: 'never' },
  discuss: { input: 'free', speak: ['all', 'group', 'dialogue', 'round', 'pairs'], contrib: ['speaks', 'listens', 'away', 'answers', 'writes'], writer: [], names: [], hidden: 'never', maxEach: false, shows: 'may' },
  show: { input: 'none', speak: ['all', 'dialogue', 'round', 'group', 'contributor', 'facilitator', 'solo', 'pairs'], contrib: ['speaks', 'answers', 'listens', 'away'], writer: [], names: [], hidden: 'never', maxEach: false, shows: 'needed' },
  rate: { input: 'question_rating', speak: ['contributor', 'solo'], contrib: ['rates'], writer: [], names: [], hidden: 'never', maxEach: false, shows: 'needed' },
  vote: { input: 'vote', speak: ['solo', 'all'], contrib: ['writes', 'speaks'], writer: [], names: [], hidden: 'never', maxEach: false, shows: 'never' },
  statement: { input: 'statement', speak: ['contributor', 'all', 'solo'], contrib: ['speaks', 'writes', 'listens'], writer: ['contributor', 'notetaker', 'previous_contributor', 'each'], names: [], hidden: 'never', maxEach: false, shows: 'may' },
  form: { input: 'grid', speak: ['contributor', 'group', 'solo', 'all'], contrib: ['speaks', 'listens', 'writes', 'away'], writer: ['contributor', 'notetaker', 'each', 'everyone'], names: ['named', 'nameless', 'author_choice'], hidden: 'choice', maxEach: false, shows: 'never' },
  scale: { input: 'scale', speak: ['dialogue', 'contributor', 'solo', 'all'], contrib: ['answers', 'speaks', 'writes'], writer: ['contributor', 'notetaker', 'each'], names: [], hidden: 'never', maxEach: false, shows: 'never' },
  actions: { input: 'actions', speak: ['contributor', 'all', 'solo'], contrib: ['speaks', 'writes'], writer: ['contributor', 'notetaker', 'each', 'everyone'], names: [], hidden: 'never', maxEach: false, shows: 'never' },
  notes: { input: 'notes', speak: ['solo', 'group', 'all'], contrib: ['listens', 'writes', 'away'], writer: [], names: [], hidden: 'never', maxEach: false, shows: 'never' },
  survey: { input: 'survey', speak: ['solo'], contrib: ['writes'], writer: [], names: [], hidden: 'never', maxEach: false, shows: 'never' },
  pause: { input: 'none', speak: ['all'], contrib: ['speaks'], writer: [], names: [], hidden: 'never', maxEach: false, shows: 'never' },
} as const;

export type BlockKind = keyof typeof blockChoices;
export const blockKinds = Object.keys(blockChoices) as readonly BlockKind[];
