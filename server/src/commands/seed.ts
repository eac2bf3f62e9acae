import { CommandError } from '../platform/backup/command-error.js';
import { checkMasterKey } from '../platform/database/boot-check.js';
import { migrate } from '../platform/database/migrate.js';
import { connect } from '../start/connect.js';
import { isEmpty, seed } from '../start/demo.js';
import { findMasterKey } from '../start/master-key.js';
import { needUrl } from '../start/open-database.js';
import { say } from '../start/say.js';
import { runCommand } from './run-command.js';

const scales = ['demo', 'medium', 'big'] as const;
type Scale = (typeof scales)[number];

/** `--scale=big` in any place; without it the demo region. */
function wantedScale(args: readonly string[]): Scale {
  const given = args.find((arg) => arg.startsWith('--scale='))?.slice('--scale='.length) ?? 'demo';
  const scale = scales.find((one) => one === given);
  if (!scale) throw new CommandError(`--scale is one of ${scales.join(', ')}, not ${given}.`);
  return scale;
}

/** A bar that grows in place on a terminal; a line every tenth elsewhere. */
function progressBar(): (done: number, total: number, what: string) => void {
  let tenths = -1;
  return (done, total, what) => {
    const share = total === 0 ? 1 : done / total;
    if (process.stdout.isTTY) {
      const filled = Math.round(share * 30);
      process.stdout.write(`\r  ${'█'.repeat(filled)}${'░'.repeat(30 - filled)} ${String(Math.round(share * 100)).padStart(3)} %  ${what.padEnd(40).slice(0, 40)}`);
      if (done >= total) process.stdout.write('\n');
    } else if (Math.floor(share * 10) > tenths) {
      tenths = Math.floor(share * 10);
      say(`  ${tenths * 10} %  ${what}`);
    }
  };
}

/**
 * `npm run seed`: fills an empty installation with the demo region; what `npm start` does by itself for a demo.
 * `npm run seed -- --scale=big` (or `medium`): the load set, for measuring.
 */
await runCommand('share', async ({ settings, log }) => {
  const scale = wantedScale(process.argv);
  if (scale === 'demo' && !settings.demo) {
    throw new CommandError('The demo is off for this installation. Set KRING_DEMO=1 if you really want invented people in this database.');
  }
  const ownerUrl = needUrl(settings, 'DATABASE_OWNER_URL');
  await migrate({ ownerUrl, jobsUrl: settings.databaseJobsUrl || undefined, log });
  const owner = await connect(ownerUrl);
  try {
    if (!(await isEmpty(owner.run))) throw new CommandError('There are people in this database already; seeds only go into an empty one.');
    const { master } = await findMasterKey(settings, owner.run);
    await checkMasterKey(owner.run, master.id);
    if (scale === 'demo') {
      await seed(settings, ownerUrl, master, log);
      say('The demo region is filled in.');
      return;
    }
    const { seedBig } = await import('../../seeds/seed-big.js');
    const made = await seedBig({ ownerUrl, scale, password: settings.demoPassword, progress: progressBar() });
    say(`The load set is there: ${made.people} people, ${made.groups} circles, ${made.messages} messages. Sign in as persoon1@meetlat.example.`);
  } finally {
    await owner.close();
  }
});
