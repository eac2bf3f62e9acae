// What is generated and committed is what the code generates now: schema.graphql from the decorators, the client's
// types from schema.graphql. The files are put back as they were; `npm run generate` renews them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { walk } from './walk.mjs';

const root = path.resolve(import.meta.dirname, '..');

function snapshot() {
  const files = [path.join(root, 'schema/schema.graphql'), ...walk(path.join(root, 'client/src/generated'))];
  return new Map(files.map((file) => [path.relative(root, file), readFileSync(file, 'utf8')]));
}

/** Files that differ, came or went between two snapshots. */
function differences(before, after) {
  return [...new Set([...before.keys(), ...after.keys()])].filter((file) => before.get(file) !== after.get(file)).sort();
}

const control = differences(new Map([['a', '1'], ['b', '1'], ['c', '1']]), new Map([['a', '1'], ['b', '2'], ['d', '1']])).join() === 'b,c,d';

const before = snapshot();
let failed = false;
for (const script of ['schema:print', 'client:codegen']) {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '-s', script], { cwd: root, encoding: 'utf8' });
  if (status !== 0) {
    console.error(`  npm run ${script} failed:\n${stdout}${stderr}`);
    failed = true;
    break;
  }
}
const after = snapshot();
const drifted = failed ? [] : differences(before, after);
for (const [file, text] of before) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  if (after.get(file) !== text) writeFileSync(path.join(root, file), text);
}
for (const file of after.keys()) if (!before.has(file)) rmSync(path.join(root, file));

for (const file of drifted) {
  const [old = '', now = ''] = [before.get(file), after.get(file)].map((text) => text ?? '');
  const oldLines = new Set(old.split('\n'));
  const newLines = new Set(now.split('\n'));
  console.error(`  ${file} is not what the code generates (npm run generate renews it)`);
  for (const line of [...oldLines].filter((l) => !newLines.has(l)).slice(0, 8)) console.error(`    - ${line}`);
  for (const line of [...newLines].filter((l) => !oldLines.has(l)).slice(0, 8)) console.error(`    + ${line}`);
}
console.log(`drift: ${after.size} generated files, ${failed ? 'not generated' : `${drifted.length} differ`}; control: ${control ? 'a changed, a lost and a new file seen' : 'FAILED'}`);
process.exitCode = failed || drifted.length || !control ? 1 : 0;
