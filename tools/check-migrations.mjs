// The history of the tables: numbered without gaps, listed in order, importing nothing that can change.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../migrations');
const problems = [];
const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && file !== 'index.ts' && !file.endsWith('.test.ts')).sort();
const index = readFileSync(path.join(folder, 'index.ts'), 'utf8');
const listed = [...index.slice(index.indexOf('export const')).matchAll(/^\s+(\w+),?$/gm)].map((m) => m[1]);

let lastStamp = 0;
files.forEach((file, i) => {
  const text = readFileSync(path.join(folder, file), 'utf8');
  const number = String(i + 1).padStart(4, '0');
  if (!file.startsWith(`${number}-`)) problems.push(`${file}: expected number ${number}`);
  const name = /export class (\w+?)(\d{13}) implements MigrationInterface/.exec(text);
  if (!name) {
    problems.push(`${file}: no class Name1700000000000 implements MigrationInterface`);
    return;
  }
  const full = name[1] + name[2];
  if (!text.includes(`name = '${full}'`)) problems.push(`${file}: the name it writes down is not ${full}`);
  if (listed[i] !== full) problems.push(`${file}: place ${i + 1} of migrations/index.ts has ${listed[i] ?? 'nothing'}`);
  if (Number(name[2]) <= lastStamp) problems.push(`${file}: its time stamp is not after the one before it`);
  lastStamp = Number(name[2]);
  for (const [, from] of text.matchAll(/from '([^']+)'/g)) if (from !== 'typeorm') problems.push(`${file}: imports ${from}`);
});
if (listed.length !== files.length) problems.push(`index.ts lists ${listed.length} steps, there are ${files.length} files`);

for (const problem of problems) console.error(`  ${problem}`);
console.log(`migrations: ${files.length} steps in order`.replace('in order', problems.length ? `${problems.length} problems` : 'in order'));
process.exitCode = problems.length ? 1 : 0;
