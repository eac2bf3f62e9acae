// No file of the project names a package registry, a folder of one machine, or anything that looks like a secret.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { walk } from './walk.mjs';

const root = path.resolve(import.meta.dirname, '..');
// Written in pieces, so that this file does not refuse itself.
const rules = [
  ['a package registry', new RegExp(['registry\\.(npm', 'js|yarnpkg)|npm\\.pkg\\.git', 'hub|artif', 'actory|verd', 'accio|/nex', 'us/'].join(''), 'i')],
  ['an address in the lock file', new RegExp(['"resol', 'ved": "(?!file:|git)'].join(''))],
  ['a folder of one machine', new RegExp(['(?<![\\w.])/', '(work|root|home|Users)/[\\w.-]+/'].join(''))],
  ['a private key', new RegExp(['-----BEGIN ', '(RSA |EC |OPENSSH )?PRIVATE KEY'].join(''))],
  ['an access token', new RegExp(['\\b(gh[pousr]_[A-Za-z0-9]{30,}|', 'npm_[A-Za-z0-9]{30,}|', 'AKIA[0-9A-Z]{16})\\b'].join(''))],
];

/** Which rules a text breaks, with the line. */
function wrongIn(text) {
  return text.split('\n').flatMap((line, i) => rules.filter(([, pattern]) => pattern.test(line)).map(([what]) => ({ line: i + 1, what })));
}

const bait = ['https://registry.' + 'npmjs.org/x', '"resol' + 'ved": "https://example.org/x.tgz"', 'cd /wo' + 'rk/main/x', '-----BEGIN ' + 'PRIVATE KEY-----', 'ghp_' + 'a'.repeat(36)];
const control = bait.every((text, i) => wrongIn(text).some(({ what }) => what === rules[i][0])) && wrongIn('a network/of/homes, client/src/home/x').length === 0;

function files() {
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
    const found = listed.split('\0').filter(Boolean);
    if (found.length > 0) return found;
  } catch {
    // a copy without its history
  }
  return walk(root).map((file) => path.relative(root, file));
}

let read = 0;
let problems = 0;
for (const file of files()) {
  if (/\.(png|jpe?g|webp|ico|woff2?|pdf|gz)$/.test(file)) continue;
  let text;
  try {
    text = readFileSync(path.join(root, file), 'utf8');
  } catch {
    continue;
  }
  read += 1;
  for (const { line, what } of wrongIn(text)) {
    problems += 1;
    console.error(`  ${file}:${line}: ${what}`);
  }
}
console.log(`hosts: ${read} files, ${problems} problems; control: ${control ? `${bait.length} baits refused` : 'FAILED'}`);
process.exitCode = problems || !control || read === 0 ? 1 : 0;
