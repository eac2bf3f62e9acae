import type { MasterKey } from '../platform/config/key-file.js';
import type { Settings } from '../platform/config/settings.js';
import type { RunSql } from '../platform/database/run-sql.js';

/** Someone to sign in as, for the start's output. */
export interface DemoFace {
  name: string;
  email: string;
  position: string;
}

/** Whether nobody is in this installation yet. */
export async function isEmpty(run: RunSql): Promise<boolean> {
  const [row] = await run<{ some: boolean }>(`SELECT EXISTS (SELECT FROM people) AS some`);
  return !row?.some;
}

/** Fills an empty installation with the demo region: all of it or nothing, so a start that is cut off leaves it empty. */
export async function seed(settings: Settings, ownerUrl: string, masterKey: MasterKey, log: (line: string) => void): Promise<void> {
  log('Filling in the demo region');
  // the seeds are only loaded when they are needed
  const { seedDemo } = await import('../../seeds/seed-demo.js');
  let said = performance.now();
  const made = await seedDemo({
    ownerUrl,
    masterKey,
    password: settings.demoPassword,
    progress: (done, total) => {
      if (performance.now() - said < 2000) return;
      said = performance.now();
      log(`The demo region: ${Math.round((100 * done) / total)} %`);
    },
  });
  log(`The demo region is there: ${made.people} people, ${made.groups} circles, ${made.messages} messages`);
}

/** A handful of people for the terminal, as the seeds wrote them down. */
export async function demoFaces(run: RunSql): Promise<DemoFace[]> {
  const [row] = await run<{ value: unknown }>(`SELECT value FROM installation WHERE key = 'demoPeople'`);
  return Array.isArray(row?.value) ? (row.value as DemoFace[]).slice(0, 6) : [];
}
