/** What the app may use of practising. */
export { Colleagues } from './actions/colleagues.js';
export { ColleaguesModule } from './colleagues.module.js';
export { practiceEntities } from './data/practice.entities.js';
export { readPracticeWords } from './data/read-practice-words.js';
export { wordsFor, caseOf } from './domain/practice-words.js';
export { PracticeModule } from './practice.module.js';
