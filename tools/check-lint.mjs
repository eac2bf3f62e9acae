// ESLint over the whole house, and the proof that its rules can complain: each wrong piece must be refused by the rule
// that is meant, each right piece by none.
import { ESLint } from 'eslint';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const domain = 'server/src/features/alpha/domain/rule.ts';
const entity = 'server/src/features/alpha/data/row.entity.ts';
const action = 'server/src/features/alpha/actions/do-it.ts';
const screen = 'client/src/features/alpha/Page.tsx';
const syntax = 'no-restricted-syntax';

/** [file, text, rule that must complain or null] */
const pieces = [
  ['server/src/platform/x/settings-reader.ts', 'export const a = 1;', null],
  ['server/src/platform/x/string-utils.ts', 'export const a = 1;', 'house/file-name'],
  ['server/src/platform/x/session-manager.ts', 'export const a = 1;', 'house/file-name'],
  ['server/src/features/alpha/domain/manager-relation.ts', 'export const a = 1;', null],
  ['client/src/features/alpha/DateHelpers.ts', 'export const a = 1;', 'house/file-name'],
  ['server/src/platform/x/someThing.ts', 'export const a = 1;', 'house/kebab-case'],
  [action, 'export default class A {}', syntax],
  [action, "export * from './other.js';", syntax],
  [action, 'export interface ISession { a: string }', syntax],
  [action, 'export const a = forwardRef(() => 1);', syntax],
  [action, 'export const a = repository.save({});', syntax],
  [action, 'export const a = source.createQueryRunner();', syntax],
  [action, "console.log('x');", 'no-console'],
  [action, Array.from({ length: 402 }, () => '//').join('\n'), 'max-lines'],
  ['server/src/features/alpha/actions/do-it.test.ts', Array.from({ length: 402 }, () => '//').join('\n'), null],
  ['server/src/commands/migrate.ts', "console.log('x');", null],
  [domain, 'export const a = (now: Date) => now.getTime();', null],
  [domain, 'export const a = new Date(0);', null],
  [domain, 'export const a = Date.now();', syntax],
  [domain, 'export const a = new Date();', syntax],
  [domain, 'export const a = Math.random();', syntax],
  [domain, 'export const a = process.env.HOME;', syntax],
  [domain, 'export const a = async () => 1;', syntax],
  [entity, "export class A { @Column({ type: 'text' }) a: string; @Column('text') b: string; }", null],
  [entity, 'export class A { @Column() a: string; }', 'house/column-type'],
  [entity, 'export class A { @Column({ nullable: true }) a: string; }', 'house/column-type'],
  [entity, 'export class A { @ManyToOne(() => B) b: Relation<B>; }', null],
  [entity, 'export class A { @ManyToOne(() => B) b: B; }', 'house/relation-type'],
  ['server/src/features/alpha/actions/do-it.test.ts', 'setTimeout(() => undefined, 100);', syntax],
  ['client/e2e/sign-in.e2e.ts', "it.skip('x', () => undefined);", syntax],
  ['client/e2e/sign-in.e2e.ts', "import { setTimeout as sleep } from 'node:timers/promises'; export const a = sleep;", syntax],
  [screen, "export const Page = () => <p>{t('a.b')}</p>;", null],
  [screen, 'export const Page = () => <p>Welkom</p>;', syntax],
  [screen, 'export const Page = () => <p dangerouslySetInnerHTML={{ __html: text }} />;', syntax],
  [screen, 'export function Page({ a }: { a: boolean }) { if (a) { useState(1); } return null; }', 'react-hooks/rules-of-hooks'],
  [screen, 'export const a: any = 1;', '@typescript-eslint/no-explicit-any'],
];

const eslint = new ESLint({ cwd: root });
const results = await eslint.lintFiles(['.']);
const text = await (await eslint.loadFormatter('stylish')).format(results);
if (text) console.error(text);
const errors = results.reduce((sum, r) => sum + r.errorCount, 0);

// Rules that read types need a file of the project; the pieces are not.
const plain = new ESLint({
  cwd: root,
  overrideConfig: {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { project: null } },
    rules: { '@typescript-eslint/no-floating-promises': 'off', '@typescript-eslint/no-misused-promises': 'off', '@typescript-eslint/no-unused-vars': 'off' },
  },
});
let missed = 0;
for (const [file, piece, rule] of pieces) {
  const [result] = await plain.lintText(piece, { filePath: path.join(root, file) });
  const found = result.messages.filter((m) => m.severity === 2).map((m) => m.ruleId ?? m.message);
  const right = rule ? found.includes(rule) : found.length === 0;
  if (right) continue;
  missed += 1;
  console.error(`  control: ${file}: "${piece.slice(0, 60)}" should give ${rule ?? 'nothing'}, gave ${found.join(', ') || 'nothing'}`);
}
console.log(`lint: ${results.length} files, ${errors} problems; control: ${pieces.length - missed} of ${pieces.length} pieces judged right`);
process.exitCode = errors || missed ? 1 : 0;
