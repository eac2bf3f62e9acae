// Dutch and English say the same things: the same keys, each used, each used key there, each code of the contract worded.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { walk } from './walk.mjs';
import { wordProblems, wrongCases } from './words/word-problems.mjs';

const root = path.resolve(import.meta.dirname, '..');
const problems = [];

function flatten(value, prefix, into, file) {
  for (const [key, inner] of Object.entries(value)) {
    const full = prefix ? `${prefix}.${key}` : key;
    if (typeof inner === 'string') {
      if (full in into) problems.push(`${file}: "${full}" is in another file too`);
      into[full] = inner;
    } else flatten(inner, full, into, file);
  }
}

const catalogues = { nl: {}, en: {} };
for (const file of walk(path.join(root, 'client/src'), /(^|\/)(nl|en)(-[\w-]+)?\.json$/)) {
  const language = path.basename(file).slice(0, 2);
  flatten(JSON.parse(readFileSync(file, 'utf8')), '', catalogues[language], path.relative(root, file));
}

const sources = walk(path.join(root, 'client/src'), /\.tsx?$/)
  .filter((file) => !/\.test\.tsx?$|\/generated\//.test(file))
  .map((file) => ({ file: path.relative(root, file), text: readFileSync(file, 'utf8') }));

const contract = readFileSync(path.join(root, 'schema/errors.ts'), 'utf8');
const membersOf = (start) => {
  const from = contract.indexOf(start);
  if (from < 0) throw new Error(`schema/errors.ts has no "${start}"`);
  const text = contract.slice(from + start.length);
  return [...text.slice(0, text.search(/[;\]]/)).matchAll(/'([A-Z_]+)'/g)].map((m) => m[1]);
};
const families = [
  { prefix: 'errors.code.', members: membersOf('errorCodes = [') },
  { prefix: 'errors.field.', members: membersOf('type FieldProblemCode =') },
  { prefix: 'errors.reason.', members: membersOf('type DenyReason =') },
];

problems.push(...wordProblems(catalogues, sources, families));
const missed = wrongCases.filter(([reason, found]) => !found.some((problem) => problem.includes(reason)));
for (const [reason] of missed) console.error(`  control: a wrong catalogue passed ("${reason}")`);
for (const problem of problems) console.error(`  ${problem}`);
const count = Object.keys(catalogues.nl).length;
if (count === 0) console.error('  no catalogues found in client/src');
console.log(`words: ${count} in Dutch and English, ${sources.length} files, ${problems.length} problems; control: ${wrongCases.length - missed.length} of ${wrongCases.length} wrong catalogues refused`);
process.exitCode = problems.length || missed.length || count === 0 ? 1 : 0;
