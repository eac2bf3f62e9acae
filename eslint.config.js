import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { houseRules } from './tools/eslint/house-rules.js';

/** Selectors for `no-restricted-syntax`: a later block replaces the whole list, so blocks are built from these parts. */
const everywhere = [
  { selector: 'ExportDefaultDeclaration', message: 'No default exports: one name, everywhere the same.' },
  { selector: 'ExportAllDeclaration', message: 'No `export *`: name what others may use, one by one.' },
  { selector: 'TSInterfaceDeclaration[id.name=/^I[A-Z]/]', message: 'No I… interfaces.' },
  { selector: 'CallExpression[callee.name="forwardRef"]', message: 'No forwardRef: arrows point one way.' },
];
const writes = [
  {
    selector: 'CallExpression[callee.property.name="save"]',
    message: 'No save(): it reads, compares and then writes. Use insert or an explicit update with the version.',
  },
  { selector: 'CallExpression[callee.property.name="createQueryRunner"]', message: 'Only platform/database opens transactions.' },
  { selector: 'Property[key.name="scope"] > MemberExpression[object.name="Scope"]', message: 'No request scope: it builds a service per field.' },
];
const pure = [
  { selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]', message: 'The domain has no clock: `now` is a parameter.' },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'The domain has no clock: `now` is a parameter.' },
  { selector: 'CallExpression[callee.name="Date"]', message: 'The domain has no clock: `now` is a parameter.' },
  { selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]', message: 'The domain has no dice: chance is a parameter.' },
  { selector: 'Identifier[name=/^(process|performance|crypto|fetch|setTimeout|setInterval|globalThis)$/]', message: 'The domain is pure: no I/O, no timers, no globals.' },
  { selector: ':function[async=true]', message: 'The domain never waits.' },
];
const noSleep = [
  { selector: 'CallExpression[callee.name=/^(setTimeout|setInterval)$/]', message: 'Tests do not sleep: wait for the thing itself (`until`).' },
  { selector: 'ImportDeclaration[source.value=/timers/]', message: 'Tests do not sleep: wait for the thing itself (`until`).' },
];

const noSkip = [
  { selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo|failing)$/]', message: 'A test runs, or it is not there.' },
  { selector: 'CallExpression[callee.name=/^(xit|fit|xdescribe|fdescribe|xtest)$/]', message: 'A test runs, or it is not there.' },
];

const restrict = (...parts) => ({ 'no-restricted-syntax': ['error', ...parts.flat()] });
const tests = ['**/*.test.ts', '**/*.test.tsx', '**/*.e2e.ts'];

export default [
  { ignores: ['**/node_modules/', 'dist/', 'coverage/', '.nx/', '.data/', 'test-results/', 'client/src/generated/', '**/*.cjs', 'bench/report/', 'client/public/'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    plugins: { house: houseRules },
    rules: {
      ...restrict(everywhere),
      'house/file-name': 'error',
      'max-lines': ['error', { max: 400 }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-eval': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
    },
  },
  {
    // A promise that nobody waits for loses its failure: this one rule is worth reading the types for.
    files: ['server/**/*.ts', 'proofs/**/*.ts', 'bench/**/*.ts'],
    languageOptions: { parserOptions: { project: './server/tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, attributes: false } }],
    },
  },
  {
    // Nest reads parameter types at run time, so an import that looks like a type may be needed as a value.
    files: ['server/src/**/*.ts', 'server/test/**/*.ts'],
    plugins: { house: houseRules },
    rules: { '@typescript-eslint/consistent-type-imports': 'off', 'house/column-type': 'error', 'house/relation-type': 'error', ...restrict(everywhere, writes), 'no-console': 'error' },
  },
  { files: ['server/**/*.ts', 'schema/**/*.ts', 'migrations/**/*.ts'], plugins: { house: houseRules }, rules: { 'house/kebab-case': 'error' } },
  { files: ['server/src/platform/database/**/*.ts'], rules: restrict(everywhere) },
  { files: ['server/src/features/*/domain/**/*.ts'], ignores: tests, rules: restrict(everywhere, pure) },
  { files: ['server/src/start.ts', 'server/src/start/**/*.ts', 'server/src/commands/**/*.ts', 'server/src/print-schema.ts', 'tools/**', 'server/seeds/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['client/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-console': ['error', { allow: ['error', 'warn'] }],
      ...restrict(everywhere, [
        // the product's own name is the same in every language
        { selector: 'JSXText[value=/[A-Za-zÀ-ž]{2,}/]:not([value=/^\\s*Kring\\s*$/])', message: 'Words live in the catalogues (client/src/platform/i18n), in nl and en.' },
        { selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', message: 'What people write is never HTML.' },
      ]),
    },
  },
  { files: tests, rules: { 'max-lines': 'off', 'no-console': 'off', ...restrict(everywhere, noSleep, noSkip) } },
  { files: ['**/*.config.{js,mjs,ts}', 'client/codegen.ts', 'tools/jest/**'], rules: restrict(everywhere.slice(1)) },
];
