import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { EnterAnswers, RemoveText, SessionAccess, SessionCommands, SessionRunner, WriteText } from '../../intervision/public.js';
import type { Entering } from '../domain/entering.js';
import type { LeadAct } from '../domain/leading.js';
import type { Seen } from '../domain/seen.js';

/** What one simulated person does, besides leading. */
export type Doing = Entering | { readonly do: 'takeOver' };

/**
 * How simulated people read and act: through the same doors and actions as a browser of theirs, as themselves. What those
 * refuse is refused to them too.
 */
@Injectable()
export class ColleagueHands {
  constructor(
    private readonly access: SessionAccess,
    private readonly runner: SessionRunner,
    private readonly commands: SessionCommands,
    private readonly write: WriteText,
    private readonly remove: RemoveText,
    private readonly answers: EnterAnswers,
  ) {}

  /** Their own page of a session, a grace that is over ended first. @throws NOT_FOUND when they are not in it (any more) */
  async page(personId: string, sessionId: string): Promise<Seen> {
    const viewer = simulated(personId);
    const page = await this.access.page(viewer, sessionId);
    if (page.overdueTurn === null) return page;
    await this.runner.settleLate(sessionId, page.overdueTurn, personId);
    return this.access.page(viewer, sessionId);
  }

  async enter(personId: string, sessionId: string, doing: Doing): Promise<void> {
    const viewer = simulated(personId);
    const { do: act, ...fields } = doing;
    const input = { mutationId: randomUUID(), sessionId, ...fields };
    switch (act) {
      case 'writeText':
        return void (await this.write.run(viewer, { id: randomUUID(), kind: 'ENTRY', ifVersion: 0, ...input }));
      case 'removeText':
        return void (await this.remove.run(viewer, input));
      case 'sayReady':
        return void (await this.answers.sayReady(viewer, { ...input, ready: true }));
      case 'castVote':
      case 'answerSurvey':
      case 'rateText':
        return void (await this.answers[act](viewer, input));
      case 'enterSession':
      case 'askExtraTime':
      case 'takeOver':
        return void (await this.commands[act](viewer, input));
    }
  }

  async lead(personId: string, sessionId: string, { act, ...fields }: LeadAct): Promise<void> {
    const viewer = simulated(personId);
    const input = { mutationId: randomUUID(), sessionId, ...fields };
    if (act === 'revealAll' || act === 'revealNext') await this.commands.revealTexts(viewer, { ...input, which: act === 'revealAll' ? 'ALL' : 'NEXT' });
    else await this.commands[act](viewer, input);
  }
}

/** They never sign in, so there is no sign-in of theirs. */
const simulated = (personId: string): Viewer => ({ personId, signInId: 'simulated' });
