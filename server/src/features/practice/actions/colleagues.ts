import { Injectable } from '@nestjs/common';
import { CommitHints } from '../../../platform/database/commit-hints.js';
import { Reads } from '../../../platform/database/reads.js';
import { KringLogger } from '../../../platform/telemetry/kring-logger.js';
import { readOpenPractices } from '../data/practice.repository.js';
import { readPracticeWords } from '../data/read-practice-words.js';
import { practicesMost } from '../domain/practice-plan.js';
import { ColleagueHands } from './colleague-hands.js';
import { PlayedSession } from './played-session.js';
import { PracticeBoard } from './practice-board.js';
import { RunningNow } from './running-now.js';

/** How often it is looked whether one runs for whoever comes by (milliseconds). */
const renewMs = 3 * 3_600_000;

/** The simulated colleagues of this server: plays every practice that is open, those of before a restart too. */
@Injectable()
export class Colleagues {
  private readonly played = new Map<string, PlayedSession>();
  private readonly words = readPracticeWords();
  private unsubscribe: (() => void) | null = null;
  private renewal: NodeJS.Timeout | undefined;
  private waking: Promise<void> = Promise.resolve();

  constructor(
    private readonly hints: CommitHints,
    private readonly reads: Reads,
    private readonly hands: ColleagueHands,
    private readonly board: PracticeBoard,
    private readonly now: RunningNow,
    private readonly logger: KringLogger,
  ) {}

  /** From here on they play. Called when the server serves; commands that only borrow its actions do not call it. */
  start(): void {
    this.board.onChange((ids) => this.wake(ids));
    this.unsubscribe = this.hints.onCommit((streams) => {
      for (const stream of streams) this.played.get(stream.startsWith('session:') ? stream.split(':')[1]! : '')?.nudge();
    });
    this.renew();
    this.renewal = setInterval(() => this.renew(), renewMs).unref();
  }

  async stop(): Promise<void> {
    this.board.onChange(null);
    this.unsubscribe?.();
    clearInterval(this.renewal);
    await this.waking;
    await Promise.all([...this.played.values()].map((played) => played.stop()));
    this.played.clear();
  }

  private renew(): void {
    this.inTurn(async () => {
      await this.now.ensure();
      await this.take(null);
    });
  }

  private wake(ids: readonly string[]): void {
    this.inTurn(() => this.take(ids));
  }

  private inTurn(work: () => Promise<void>): void {
    this.waking = this.waking.then(work).catch((error: unknown) => this.logger.failure('the simulated colleagues did not wake', error));
  }

  /** @param ids `null`: every session that is open */
  private async take(ids: readonly string[] | null): Promise<void> {
    for (const practice of await readOpenPractices(this.reads, ids)) {
      const known = this.played.get(practice.sessionId);
      if (known) known.nudge(practice);
      else if (this.played.size < 2 * practicesMost) this.play(practice);
    }
  }

  private play(practice: Awaited<ReturnType<typeof readOpenPractices>>[number]): void {
    const { sessionId } = practice;
    const played = new PlayedSession(practice, this.hands, this.words, {
      over: () => void this.played.delete(sessionId),
      trouble: (error) => this.logger.failure('a simulated colleague failed', error),
    });
    this.played.set(sessionId, played);
    played.nudge();
  }
}
