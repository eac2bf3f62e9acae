import { randomBytes } from 'node:crypto';
import { CommitHints } from '../../src/platform/database/commit-hints.js';
import { createDataSource } from '../../src/platform/database/data-source.js';
import { platformEntities } from '../../src/platform/database/platform.entities.js';
import { Reads } from '../../src/platform/database/reads.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { RateLimiter } from '../../src/platform/identity/rate-limiter.js';
import { newToken } from '../../src/platform/identity/secret-token.js';
import { SignInCookie } from '../../src/platform/identity/sign-in-cookie.js';
import { SignInService } from '../../src/platform/identity/sign-in.service.js';
import { WriteLimit } from '../../src/platform/identity/write-limit.js';
import type { Viewer } from '../../src/platform/identity/viewer.js';
import { accountEntities } from '../../src/features/accounts/public.js';
import { loadRights, OrganisationAccess, organisationEntities } from '../../src/features/organisations/public.js';
import { ManagerRule, ManagerRuleListeners, peopleEntities, PersonAccess } from '../../src/features/people/public.js';
import { cloneDatabase, type TestDatabase } from './test-database.js';

/** The parts of the server below circles, on a database of their own, without HTTP: for tests of actions and jobs. */
export interface ServerParts {
  database: TestDatabase;
  sql: TestDatabase['sql'];
  reads: Reads;
  uow: UnitOfWork;
  hints: CommitHints;
  limiter: RateLimiter;
  cookie: SignInCookie;
  signIns: SignInService;
  rights: ReturnType<typeof loadRights>;
  organisations: OrganisationAccess;
  people: PersonAccess;
  managerRule: ManagerRule;
  listeners: ManagerRuleListeners;
  /** someone as a viewer, without signing in */
  as(person: { id: string }): Viewer;
  close(): Promise<void>;
}

export async function serverParts(): Promise<ServerParts> {
  const database = await cloneDatabase();
  const dataSource = createDataSource(database.urls.runtime, {
    entities: [...platformEntities, ...organisationEntities, ...peopleEntities, ...accountEntities],
  });
  await dataSource.initialize();
  const hints = new CommitHints();
  const reads = new Reads(dataSource);
  const uow = new UnitOfWork(dataSource, hints, randomBytes(32), new WriteLimit(0));
  const cookie = new SignInCookie({ insecureLan: false });
  const rights = loadRights();
  const organisations = new OrganisationAccess(rights);
  const listeners = new ManagerRuleListeners();
  return {
    database,
    sql: database.sql,
    reads,
    uow,
    hints,
    limiter: new RateLimiter(reads, randomBytes(32)),
    cookie,
    signIns: new SignInService(reads, cookie, hints),
    rights,
    organisations,
    people: new PersonAccess(reads, rights, organisations),
    managerRule: new ManagerRule(rights, listeners),
    listeners,
    as: (person) => ({ personId: person.id, signInId: newToken() }),
    close: async () => {
      await dataSource.destroy();
      await database.drop();
    },
  };
}
