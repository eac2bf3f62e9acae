const parser = { syntax: 'typescript', decorators: true, tsx: false };
const swc = (jsc) => [
  '@swc/jest',
  { swcrc: false, sourceMaps: 'inline', module: { type: 'es6' }, jsc: { target: 'es2022', keepClassNames: true, ...jsc } },
];
const serverCode = swc({ parser, transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false } });
const clientCode = swc({
  parser: { syntax: 'typescript', tsx: true },
  transform: { react: { runtime: 'automatic' } },
  experimental: { keepImportAttributes: true },
});

const base = {
  rootDir: import.meta.dirname,
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'tsx', 'json', 'node'],
  resolver: '<rootDir>/tools/jest/resolve-ts.cjs',
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.nx/', '<rootDir>/.data/'],
  testEnvironment: 'node',
};

/** Four kinds of test (CONTRIBUTING.md): `node tools/jest.mjs <kind>` runs one. */
export default {
  maxWorkers: 2,
  testTimeout: 30_000,
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/{server/src,schema,server/catalogue,server/seeds,proofs,tools}/**/*.test.ts'],
      testPathIgnorePatterns: ['\\.int\\.test\\.ts$', '/node_modules/'],
      transform: { '\\.ts$': serverCode },
    },
    {
      ...base,
      displayName: 'integration',
      testMatch: ['<rootDir>/{server,migrations}/**/*.int.test.ts'],
      transform: { '\\.ts$': serverCode },
      globalSetup: '<rootDir>/tools/jest/integration-setup.mjs',
      globalTeardown: '<rootDir>/tools/jest/integration-teardown.mjs',
    },
    {
      ...base,
      displayName: 'client',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/client/src/**/*.test.{ts,tsx}'],
      transform: { '\\.tsx?$': clientCode },
      moduleNameMapper: { '\\.(css|svg|png|woff2)$': '<rootDir>/tools/jest/style-stub.cjs' },
      setupFiles: ['<rootDir>/tools/jest/browser-gaps.mjs'],
    },
    {
      ...base,
      displayName: 'e2e',
      testMatch: ['<rootDir>/client/e2e/**/*.e2e.ts'],
      transform: { '\\.ts$': serverCode },
    },
  ],
};
