// Who may import whom, and the proof that the rules can complain: a small house that breaks every rule once
// must be refused for every rule, and the files in it that are right must not be.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const depcruise = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const config = path.join(root, '.dependency-cruiser.cjs');

const alpha = 'server/src/features/alpha';
const beta = 'server/src/features/beta';

/** [file, what it imports, the rule that must refuse it]; without a rule the file is right. */
const house = [
  ['schema/bad.ts', "import 'zod';", 'schema-imports-nothing'],
  ['schema/limits.ts', '', null],
  ['schema/errors.ts', '', null],
  ['schema/realtime/streams.ts', '', null],
  ['migrations/0001-right.ts', "import type { QueryRunner } from 'typeorm';", null],
  ['migrations/0002-bad.ts', "import '../schema/limits.js';", 'migrations-only-typeorm'],
  ['client/src/main.tsx', "import '../../schema/limits.js';", null],
  ['client/src/bad.ts', "import type { x } from '../../server/src/platform/config/settings.js';", 'client-never-server'],
  ['client/src/ui/Bad.tsx', "import '@apollo/client';", 'ui-knows-no-feature'],
  ['client/src/features/alpha/Page.tsx', "import '../../ui/Bad.js';", null],
  ['client/src/features/alpha/Bad.tsx', "import '../../app/router.js';", 'client-feature-never-app'],
  ['client/src/app/router.ts', '', null],
  ['client/src/platform/bad.ts', "import '../features/alpha/Page.js';", 'client-platform-never-feature'],
  ['server/src/bad-client.ts', "import '../../client/src/app/router.js';", 'server-never-client'],
  ['server/src/bad-nowhere.ts', "import './does-not-exist.js';", 'resolvable'],
  ['server/src/bad-test.ts', "import '../test/harness/world.js';", 'product-never-tests'],
  ['server/src/bad-dev.ts', "import 'vite';", 'product-never-dev-packages'],
  ['server/src/bad-barrel.ts', "import './platform/config/index.js';", 'no-barrels'],
  ['server/test/harness/world.ts', '', null],
  ['server/src/platform/config/index.ts', '', null],
  ['server/src/platform/config/settings.ts', '', null],
  ['server/src/platform/identity/viewer.ts', "import '../config/settings.js';", null],
  ['server/src/platform/database/data-source.ts', "import 'typeorm';", null],
  ['server/src/platform/database/bad.ts', "import '../../features/alpha/domain/rule.js';", 'platform-never-feature'],
  ['server/src/platform/errors/kring-error.ts', "import '../../../../schema/errors.js';", null],
  ['server/src/platform/mail/mailer.ts', "import '../jobs/queue.js';", null],
  ['server/src/platform/jobs/queue.ts', '', null],
  ['server/src/platform/jobs/other.ts', "import type { it } from '../mail/mailer.js';", null],
  ['server/src/platform/realtime/gateway.ts', "import 'socket.io';", null],
  ['server/src/platform/realtime/bad.ts', "import 'typeorm';", 'typeorm-has-two-homes'],
  ['server/src/app.module.ts', "import { AlphaModule } from './features/alpha/alpha.module.js';\nimport { BetaModule } from './features/beta/beta.module.js';\nexport const features = [AlphaModule, BetaModule];", null],
  [`${alpha}/alpha.module.ts`, "import './api/alpha.resolver.js';\nexport class AlphaModule {}", null],
  [`${beta}/beta.module.ts`, "import '../alpha/alpha.module.js';\nexport class BetaModule {}", null],
  [`${beta}/bad.module.ts`, "import '../alpha/actions/do-it.js';", 'feature-door-of-modules'],
  [`${alpha}/public.ts`, "export { rule } from './domain/rule.js';", null],
  [`${beta}/public.ts`, "export { other } from './domain/other.js';", null],
  [`${alpha}/domain/rule.ts`, "import type { x } from '../../../../../schema/errors.js';\nimport './part.js';\nexport const rule = 1;", null],
  [`${alpha}/domain/part.ts`, '', null],
  [`${beta}/domain/other.ts`, 'export const other = 1;', null],
  [`${alpha}/domain/bad-nest.ts`, "import '@nestjs/common';", 'domain-pure'],
  [`${alpha}/domain/bad-node.ts`, "import 'node:crypto';", 'domain-pure'],
  [`${alpha}/domain/bad-graphql.ts`, "import type { X } from 'graphql';", 'domain-pure'],
  [`${alpha}/domain/bad-up.ts`, "import '../data/rows.repository.js';", 'domain-pure'],
  [`${alpha}/domain/bad-values.ts`, "import { x } from '../../../../../schema/errors.js';", 'domain-schema-types-only'],
  [`${beta}/domain/bad-neighbour.ts`, "import '../../alpha/public.js';", 'feature-domain-alone'],
  [`${alpha}/data/rows.repository.ts`, "import 'typeorm';\nimport '../domain/rule.js';\nimport '../../../platform/database/data-source.js';", null],
  [`${alpha}/data/rows.loaders.ts`, "import './rows.repository.js';", null],
  [`${alpha}/data/bad.repository.ts`, "import '../../../platform/errors/kring-error.js';", 'data-shelf'],
  [`${alpha}/access/rows.access.ts`, "import '../data/rows.repository.js';\nimport '../domain/rule.js';\nimport '../../../platform/errors/kring-error.js';", null],
  [`${alpha}/access/bad.access.ts`, "import '../actions/do-it.js';", 'access-shelf'],
  [`${alpha}/actions/do-it.ts`, "import '../access/rows.access.js';\nimport '../data/rows.repository.js';", null],
  [`${alpha}/actions/bad-it.ts`, "import '../api/alpha.resolver.js';", 'actions-shelf'],
  [`${alpha}/actions/bad-sql.ts`, "import 'typeorm';", 'typeorm-has-two-homes'],
  [`${alpha}/actions/bad-driver.ts`, "import 'pg';", 'driver-below-features'],
  [`${alpha}/realtime/alpha.realtime.ts`, "import '../access/rows.access.js';\nimport '../../../../../schema/realtime/streams.js';\nimport '../../../platform/realtime/gateway.js';", null],
  [`${alpha}/realtime/bad.realtime.ts`, "import '../data/rows.repository.js';", 'realtime-shelf'],
  [`${alpha}/realtime/bad-mail.realtime.ts`, "import '../../../platform/mail/mailer.js';", 'realtime-platform'],
  [`${alpha}/realtime/types.realtime.ts`, "import type { it } from '../../../platform/mail/mailer.js';", null],
  [`${alpha}/realtime/bad-socket.realtime.ts`, "import 'socket.io';", 'socket-io-has-one-home'],
  [`${alpha}/api/alpha.resolver.ts`, "import '../actions/do-it.js';\nimport '../data/rows.loaders.js';\nimport '../domain/rule.js';\nimport './one.model.js';", null],
  [`${alpha}/api/one.model.ts`, '', null],
  [`${alpha}/api/bad.resolver.ts`, "import '../data/rows.repository.js';", 'api-shelf'],
  [`${alpha}/api/alpha.edges.model.ts`, "import './one.model.js';", null],
  [`${alpha}/api/bad.model.ts`, "import './one.model.js';", 'model-scalars-only'],
  [`${alpha}/actions/bad-right.ts`, "import '../../beta/public.js';", 'features-leftwards'],
  [`${beta}/actions/go-left.ts`, "import '../../alpha/public.js';", null],
  [`${beta}/actions/bad-window.ts`, "import '../../alpha/domain/rule.js';", 'feature-door'],
  [`${beta}/actions/bad-own-door.ts`, "import '../public.js';", 'feature-door-not-for-itself'],
  [`${beta}/actions/bad-app.ts`, "import '../../../app.module.js';", 'feature-never-app'],
  [`${beta}/actions/circle-b.ts`, "import './circle-a.js';", null],
  [`${beta}/actions/circle-a.ts`, "import './circle-b.js';", 'no-cycles'],
];

function cruise(cwd) {
  const folders = ['server/src', 'schema', 'migrations', 'client/src'];
  const text = execFileSync(process.execPath, [depcruise, '--config', config, '--output-type', 'json', ...folders], { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  const { modules, summary } = JSON.parse(text);
  return { modules, ...summary };
}

const platformFolder = (file) => /^server\/src\/platform\/([^/]+)\//.exec(file)?.[1];

/** Platform folders that lean on each other in a ring; types do not count, they are gone when the code runs. */
function ringsInPlatform(modules) {
  const leansOn = new Map();
  for (const { source, dependencies } of modules) {
    const from = platformFolder(source);
    if (!from || source.endsWith('.test.ts')) continue;
    for (const { resolved, dependencyTypes } of dependencies) {
      const to = platformFolder(resolved);
      if (to && to !== from && !dependencyTypes.includes('type-only')) leansOn.set(from, (leansOn.get(from) ?? new Set()).add(to));
    }
  }
  const rings = [];
  for (const start of leansOn.keys()) {
    const reached = new Set();
    const visit = (folder) => {
      for (const next of leansOn.get(folder) ?? []) {
        if (!reached.has(next)) {
          reached.add(next);
          visit(next);
        }
      }
    };
    visit(start);
    if (reached.has(start)) rings.push(start);
  }
  return rings;
}

const ringControl = () => {
  const module = (source, resolved, ...dependencyTypes) => ({ source: `server/src/platform/${source}/x.ts`, dependencies: [{ resolved: `server/src/platform/${resolved}/x.ts`, dependencyTypes }] });
  const ring = [module('a', 'b', 'local'), module('b', 'c', 'local'), module('c', 'a', 'local')];
  const line = [module('a', 'b', 'local'), module('b', 'a', 'local', 'type-only')];
  return ringsInPlatform(ring).length === 3 && ringsInPlatform(line).length === 0;
};

function selfTest() {
  const cwd = mkdtempSync(path.join(tmpdir(), 'house-'));
  try {
    symlinkSync(path.join(root, 'node_modules'), path.join(cwd, 'node_modules'));
    cpSync(path.join(root, 'package.json'), path.join(cwd, 'package.json'));
    for (const [file, text] of house) {
      mkdirSync(path.dirname(path.join(cwd, file)), { recursive: true });
      writeFileSync(path.join(cwd, file), `${text}\nexport const it = true;\n`);
    }
    const { violations } = cruise(cwd);
    const found = violations.map((v) => ({ from: v.from, rule: v.rule.name }));
    const silent = house.filter(([file, , rule]) => rule && !found.some((v) => v.rule === rule && (v.from === file || path.dirname(file) === v.from)));
    const wrong = found.filter((v) => house.some(([file, , rule]) => file === v.from && !rule && v.rule !== 'no-cycles'));
    const names = new Set(createRequire(import.meta.url)(config).forbidden.map((r) => r.name));
    const untried = [...names].filter((name) => name !== 'features-leftwards' && !house.some(([, , rule]) => rule === name));
    for (const [file, , rule] of silent) console.error(`  the rule "${rule}" did not see ${file}`);
    for (const v of wrong) console.error(`  the rule "${v.rule}" complains about ${v.from}, which is right`);
    for (const name of untried) console.error(`  the rule "${name}" has no wrong example`);
    return silent.length + wrong.length + untried.length === 0;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

const { violations, totalCruised, modules } = cruise(root);
const rings = ringsInPlatform(modules);
if (rings.length > 0) console.error(`  platform-downward: ${rings.join(', ')} lean on each other in a ring`);
for (const v of violations) {
  console.error(`  ${v.rule.name}: ${v.from} → ${v.to}`);
}
const control = selfTest() && ringControl();
console.log(`boundaries: ${totalCruised} files, ${violations.length + rings.length} wrong imports; control: ${control ? `${house.filter(([, , r]) => r).length} wrong imports all refused` : 'FAILED'}`);
process.exitCode = violations.length + rings.length === 0 && control ? 0 : 1;
