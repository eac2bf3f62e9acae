import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { JobRegistry } from '../../../platform/jobs/job-registry.js';
import { findUnheard, heardOf, type Unheard } from '../data/room.repository.js';
import { SessionCommands } from './session-commands.js';

/** Every server says every ten seconds whose connections it has; two of those missed, and one second, is away. */
const awayAfterSeconds = 21;
const afterStartMs = 22_000;

/**
 * Who is here is known in the database, by when a server had a connection of theirs last: a server that breaks off leaves
 * nobody behind who is counted as here. Who never had one, and came in by a request, stays until they leave.
 * Each looks shortly after its start, and a job looks every minute.
 */
@Injectable()
export class RoomPresence implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly work: UnitOfWork,
    private readonly commands: SessionCommands,
    private readonly jobs: JobRegistry,
  ) {}

  onModuleInit(): void {
    this.jobs.every('* * * * *', 'intervision.lookForAway', async () => void (await this.sweep()));
  }

  onApplicationBootstrap(): void {
    this.timer = setTimeout(() => void this.sweep().catch(() => undefined), afterStartMs).unref();
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
  }

  /** These people have a connection here now. */
  async heard(pairs: readonly Unheard[]): Promise<void> {
    await this.work.runUnsigned((tx) => heardOf(tx, pairs));
  }

  /** Whoever was heard of by no server is not here any more; they may come back. @returns how many that were */
  async sweep(): Promise<number> {
    const unheard = await this.work.runUnsigned((tx) => findUnheard(tx, awayAfterSeconds));
    for (const { sessionId, personId } of unheard) await this.commands.lost(sessionId, personId, awayAfterSeconds);
    return unheard.length;
  }
}
