import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { parseInput, whole } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { movedDeadlines } from '../domain/written-deadlines.js';
import { SessionRunner } from './session-runner.js';
import { WrittenSchedule } from './written-schedule.js';

/** School days that one extension gives at most. */
export const mostExtraDays = 5;

const shape = z.object({ mutationId: z.string(), sessionId: z.string(), turn: z.number(), days: whole(1, mostExtraDays) });

/** Once per phase of a written session: so many school days more, for this phase and for what comes. */
@Injectable()
export class ExtendDeadline {
  constructor(
    private readonly runner: SessionRunner,
    private readonly schedule: WrittenSchedule,
  ) {}

  /** @throws FORBIDDEN EXTENDED_ALREADY, CLOSING, WRITTEN_ONLY, or with the reason of the right */
  run(viewer: Viewer, raw: unknown): Promise<{ sessionId: string }> {
    const input = parseInput(shape, raw);
    return this.runner.run(viewer, 'extendDeadline', input, async (_, at) => {
      const { deadlines, phase } = at.state;
      const later = at.script.written ? movedDeadlines(deadlines, phase, input.days, await this.schedule.calendar(at.groupId)) : [];
      return { type: 'extendDeadline', turn: input.turn, deadlines: later };
    });
  }
}
