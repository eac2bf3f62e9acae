import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { invalidInput } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import type { Insider } from '../data/session.repository.js';
import { setObserver } from '../data/room.repository.js';
import { intervisionRealtime } from '../realtime/intervision.realtime.js';
import type { InSession } from '../access/session-door.js';
import { SessionRunner } from './session-runner.js';

const session = { mutationId: z.string(), sessionId: z.string() };
const role = z.object({ ...session, role: z.enum(['NOTETAKER', 'TIMEKEEPER', 'OBSERVER']), personId: z.string(), on: z.boolean() });
const speakers = z.array(z.string()).max(100).refine((ids) => ids.length > 0, { params: { problem: 'TOO_FEW', limit: 1 } });
const order = z.object({ ...session, turn: z.number(), order: speakers });

/** Who takes notes, watches the time or looks on, and in which order people speak. */
@Injectable()
export class RoomRoles {
  constructor(private readonly runner: SessionRunner) {}

  /** Before the start. @throws FORBIDDEN ALREADY_STARTED; OBSERVER for who leads or brings the case; INVALID_INPUT for who is not in it */
  give(viewer: Viewer, raw: unknown): Promise<{ sessionId: string }> {
    const input = parseInput(role, raw);
    return this.runner.run(
      viewer,
      'giveRole',
      input,
      (_, at) => ({ type: 'giveRole', role: input.role.toLowerCase() as 'notetaker', person: insider(at, input.personId, 'input.personId'), on: input.on }),
      async (tx, at) => {
        if (input.role === 'OBSERVER' && (await setObserver(tx, at.id, input.personId, input.on))) tx.emit(intervisionRealtime.peopleChanged(at.id));
      },
    );
  }

  /** @throws INVALID_INPUT for who is not in it, or looks on, and for an order of nobody */
  order(viewer: Viewer, raw: unknown): Promise<{ sessionId: string }> {
    const input = parseInput(order, raw);
    return this.runner.run(viewer, 'setSpeakers', input, (_, at) => {
      for (const [place, id] of input.order.entries()) insider(at, id, `input.order.${place}`);
      return { type: 'setSpeakers', turn: input.turn, order: input.order };
    });
  }
}

function insider(at: InSession, id: string, path: string): Insider {
  const person = at.people.find((each) => each.id === id);
  if (!person) throw invalidInput({ path, code: 'NOT_ALLOWED' });
  return person;
}
