import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { type Tx, UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, invalidInput } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { type InSession, present, SessionDoor } from '../access/session-door.js';
import { optionsOf } from '../access/session-options.js';
import { SessionSeal, type SessionSealing } from '../access/session-seal.js';
import { lockWriter, setReady } from '../data/session.repository.js';
import { findMarks, putAnswers, putBallot, putRating } from '../data/session-text.repository.js';
import { ballotFits, fits } from '../domain/results.js';
import type { ScriptPhase } from '../domain/script.js';
import { entryRefusal, mayWrite, sharingsOffered } from '../domain/sealing.js';
import { rightToEnter } from '../domain/session-policy.js';
import { rolesOf } from '../domain/session.js';
import { intervisionRealtime } from '../realtime/intervision.realtime.js';

const inPhase = { mutationId: z.string(), sessionId: z.string(), phase: z.number() };
const vote = z.object({ ...inPhase, optionIds: z.array(z.string()).max(limits.pageSize) });
const survey = z.object({ ...inPhase, answers: z.array(z.object({ item: z.string(), value: text(limits.sessionText, 0) })).min(1).max(limits.pageSize) });
const rating = z.object({ ...inPhase, textId: z.string(), value: z.string().max(limits.name) });
const readiness = z.object({ mutationId: z.string(), sessionId: z.string(), turn: z.number(), ready: z.boolean() });

type Entered = Promise<{ sessionId: string }>;

/** What people enter besides texts: a vote, a survey, a rating, and that they are ready. */
@Injectable()
export class EnterAnswers {
  constructor(
    private readonly work: UnitOfWork,
    private readonly door: SessionDoor,
    private readonly seal: SessionSeal,
  ) {}

  /** A secret vote; until it is closed it can be cast again. @throws INVALID_INPUT when it is not filled in well */
  castVote(viewer: Viewer, raw: unknown): Entered {
    const input = parseInput(vote, raw);
    return this.enter(viewer, 'castVote', input, 'vote', async (tx, at, phase, { sealing, tag }) => {
      const options = optionsOf(at.script, phase, await findMarks(tx, at.id));
      if (!ballotFits(phase, options, input.optionIds)) throw invalidInput({ path: 'input.optionIds', code: 'NOT_ALLOWED' });
      await putBallot(tx, at.id, phase.index, tag, sealing.ballot(phase.index, input.optionIds));
    });
  }

  /** @throws INVALID_INPUT for an item that was not asked of this person, or an answer that cannot be one */
  answerSurvey(viewer: Viewer, raw: unknown): Entered {
    const input = parseInput(survey, raw);
    return this.enter(viewer, 'answerSurvey', input, 'survey', async (tx, at, phase, { sealing, tag }) => {
      const asked = [...phase.items, ...(rolesOf(at.state, at.script, at.me!).has('contributor') ? phase.contributorItems : [])];
      const wrong = input.answers.findIndex(({ item, value }, place) => {
        const known = asked.find(({ key }) => key === item);
        return !known || !fits(known, known.type === 'text' ? value : Number(value)) || input.answers.findIndex((each) => each.item === item) !== place;
      });
      if (wrong >= 0) throw invalidInput({ path: `input.answers.${wrong}`, code: 'NOT_ALLOWED' });
      const given = input.answers.filter(({ value }) => value !== '');
      await putAnswers(tx, at.id, phase.index, tag, sealing.answers(phase.index, given));
    });
  }

  /** What the contributor makes of a question; an empty value takes it back. */
  rateText(viewer: Viewer, raw: unknown): Entered {
    const input = parseInput(rating, raw);
    return this.enter(viewer, 'rateText', input, 'question_rating', async (tx, at, phase) => {
      const text = (await findMarks(tx, at.id)).find(({ id, opened }) => id === input.textId && opened);
      if (!text || text.phase !== phase.shows) throw invalidInput({ path: 'input.textId', code: 'NOT_ALLOWED' });
      if (input.value !== '' && !phase.ratingScale.some(({ key }) => key === input.value)) throw invalidInput({ path: 'input.value', code: 'NOT_ALLOWED' });
      await putRating(tx, at.id, phase.index, text.id, input.value);
      tx.emit(intervisionRealtime.textChanged(at.id, phase.index));
    });
  }

  /** "I am ready", in a sealed phase, for whoever writes in it. Others hear how many, never who. */
  sayReady(viewer: Viewer, raw: unknown): Entered {
    const input = parseInput(readiness, raw);
    return this.work.run({ viewer, operation: 'sayReady', mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.door.enter(tx, viewer, input.sessionId, 'change');
      this.door.require(at, 'write_own');
      const phase = at.script.phases[at.state.phase]!;
      if (input.turn !== at.state.turn) return { sessionId: at.id };
      if (!phase.sealed || at.state.entry === 'closed') throw forbidden('NOT_NOW');
      const refusal = entryRefusal(at.state, at.script, phase, at.me!);
      if (refusal) throw forbidden(refusal);
      await lockWriter(tx, at.id, viewer.personId);
      if ((at.me!.readyTurn === input.turn) !== input.ready) {
        await setReady(tx, at.id, viewer.personId, input.ready ? input.turn : null);
        const people = present(at).map((person) => (person.id === viewer.personId ? { ...person, readyTurn: input.ready ? input.turn : null } : person));
        const writers = people.filter((person) => entryRefusal(at.state, at.script, phase, person) === null);
        tx.emit(intervisionRealtime.readyChanged(at.id, writers.filter(({ readyTurn }) => readyTurn === input.turn).length, writers.length), ...intervisionRealtime.beamerChanged(at));
      }
      return { sessionId: at.id };
    });
  }

  /** In the phase that runs, when it asks for this and this person gives it. */
  private enter(
    viewer: Viewer,
    operation: string,
    input: { mutationId: string; sessionId: string; phase: number },
    what: ScriptPhase['input'],
    put: (tx: Tx, at: InSession, phase: ScriptPhase, own: { sealing: SessionSealing; tag: Buffer }) => Promise<void>,
  ): Entered {
    return this.work.run({ viewer, operation, mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.door.enter(tx, viewer, input.sessionId, 'write');
      const phase = at.script.phases[at.state.phase];
      if (phase) this.door.require(at, rightToEnter(phase));
      else this.door.require(at, 'write_own');
      if (!phase || phase.index !== input.phase) throw forbidden('ENTRY_CLOSED');
      if (phase.input !== what) throw forbidden('NOTHING_TO_ENTER');
      const may = mayWrite(at.state, at.script, at.me!, { kind: 'entry', sharing: sharingsOffered(at.state, phase)[0]!, already: 0 }, at.now);
      if (!may.ok) throw forbidden(may.refusal);
      await lockWriter(tx, at.id, viewer.personId);
      await put(tx, at, phase, await this.seal.forWriter(tx, at.id, viewer.personId));
      return { sessionId: at.id };
    });
  }
}
