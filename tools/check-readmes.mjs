// Every feature says its words, rules, roles and events on one page of 15 to 40 lines.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const features = path.join(root, 'server/src/features');
const [least, most] = [15, 40];

/** Why a README is not one, or null. */
function wrongWith(text) {
  if (text === null) return 'has no README.md';
  const lines = text.trimEnd().split('\n').length;
  if (lines < least || lines > most) return `README.md has ${lines} lines; ${least} to ${most} fit a reader`;
  if (!/^# \S/.test(text)) return 'README.md does not begin with a title';
  return null;
}

const control = [null, '# x\n', `# x\n${'y\n'.repeat(50)}`, 'y\n'.repeat(20)].every((text) => wrongWith(text) !== null) && wrongWith(`# x\n${'y\n'.repeat(20)}`) === null;

const names = existsSync(features) ? readdirSync(features, { withFileTypes: true }).filter((e) => e.isDirectory()).map((e) => e.name) : [];
const problems = names.flatMap((name) => {
  const file = path.join(features, name, 'README.md');
  const wrong = wrongWith(existsSync(file) ? readFileSync(file, 'utf8') : null);
  return wrong ? [`features/${name}: ${wrong}`] : [];
});
for (const problem of problems) console.error(`  ${problem}`);
console.log(`readmes: ${names.length} features, ${problems.length} problems; control: ${control ? 'four wrong pages refused' : 'FAILED'}`);
process.exitCode = problems.length || !control || names.length === 0 ? 1 : 0;
