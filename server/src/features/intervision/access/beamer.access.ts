import { Injectable } from '@nestjs/common';
import { beamerStream } from '../../../../../schema/realtime/streams.js';
import { Reads } from '../../../platform/database/reads.js';
import { notFound } from '../../../platform/errors/kring-error.js';
import { brand } from '../../../platform/graphql/brand.js';
import { hashToken, isToken } from '../../../platform/identity/secret-token.js';
import type { Screens } from '../../../platform/realtime/stream-doors.js';
import { streamPosition } from '../../../platform/realtime/stream-position.js';
import { type BeamerHead, type BeamerTextRow, findScreen, readBeamer, readBeamerWords, screensLasting } from '../data/beamer.reads.js';
import { stateFrom } from '../data/session-state.js';
import { beamerSight, type BeamerSight, readAcross, titleOf, voteIsKnown } from '../domain/beamer.js';
import { voteResult } from '../domain/results.js';
import type { Script, ScriptPhase } from '../domain/script.js';
import { entryRefusal } from '../domain/sealing.js';
import { phaseNow, remainingMs, type SessionState } from '../domain/session.js';
import { words } from './methods.js';
import { moduleId } from './session-options.js';
import { SessionSeal, type SessionSealing } from './session-seal.js';
import { upper } from './session-view.js';

type Sight = BeamerSight<BeamerTextRow>;
type Shown = ReturnType<typeof shownText>;

/**
 * The only door for a screen in the room. A screen is nobody: its token finds one session, and from the database it gets
 * what is open and on the screen now, without authors. No viewer passes here, and no person's rights count.
 */
@Injectable()
export class BeamerAccess {
  constructor(
    private readonly reads: Reads,
    private readonly seal: SessionSeal,
  ) {}

  /** For sockets: who a token is, and whether it still is. */
  readonly screens: Screens = {
    fromToken: async (token) => {
      const found = isToken(token) ? await findScreen(this.reads, hashToken(token)) : null;
      return found && { id: found.id, stream: beamerStream(found.session_id) };
    },
    lasting: (ids) => screensLasting(this.reads, ids),
  };

  /** What the screen shows now. @throws NOT_FOUND for a token that waits, is over, or never was */
  async page(token: string) {
    const hash = isToken(token) ? hashToken(token) : null;
    const head = hash && (await readBeamer(this.reads, hash));
    if (!hash || !head) throw notFound();
    const script = head.session.script;
    const state = stateFrom(head.session);
    const counting = state.status === 'running' && state.clock === 'running' && head.session.beamer_shows === 'all';
    const sealing = counting ? await this.seal.forBeamer(this.reads, hash, head.session.id) : null;
    const found = sealing ? await readBeamerWords(this.reads, hash) : { texts: [], ballots: [] };
    const sight = beamerSight(state, script, head.session.beamer_shows, found.texts);
    return brand('BeamerPage', {
      ...this.about(head, state, script, sight),
      ...numbersOf(sight),
      texts: counting ? textsOf(state, script, sight, found.ballots, sealing) : [],
      asOf: streamPosition(beamerStream(head.session.id), { seq: head.stream_seq, epoch: head.stream_epoch }),
    });
  }

  private about(head: BeamerHead, state: SessionState, script: Script, { scene, phase }: Sight) {
    const blank = scene === 'nothing';
    const { people, now } = head;
    const running = phaseNow(state, script);
    const writers = scene === 'writing' && running ? people.filter((each) => each.here && entryRefusal(state, script, running, each) === null) : null;
    return {
      scene: upper(scene),
      circle: blank ? '' : head.circle,
      method: words(script.name),
      place: scene === 'lobby' ? head.session.place : '',
      roomCode: scene === 'lobby' ? head.session.room_code : null,
      here: people.filter((each) => each.here).length,
      people: people.length,
      phases: blank ? [] : script.phases.map((each) => brand('BeamerPhase', { name: words(each.name), minutes: each.minutes })),
      phase: state.phase,
      speed: script.speed ?? 1,
      name: phase && words(phase.name),
      instruction: phase && words(phase.instruction),
      listening: phase?.contrib === 'listens' || phase?.contrib === 'away',
      clock: upper(state.clock),
      closing: state.entry === 'closing',
      endsAt: state.status === 'running' && state.endsAt !== null ? new Date(state.endsAt) : null,
      remainingMs: remainingMs(state, now),
      at: new Date(now),
      ready: writers && writers.filter(({ readyTurn }) => readyTurn === state.turn).length,
      writers: writers && writers.length,
    };
  }
}

const numbersOf = ({ scene, texts: [text] }: Sight) => ({
  number: scene === 'note' ? (text?.position ?? null) : null,
  of: scene === 'note' && text?.position != null ? text.of : null,
});

const shownText = (body: string, votes: number | null = null, leading = false, brought: ReturnType<typeof words> | null = null) => brand('BeamerText', { body, votes, leading, brought });

function textsOf(state: SessionState, script: Script, sight: Sight, ballots: readonly string[], sealing: SessionSealing | null): Shown[] {
  const { scene, phase, texts } = sight;
  if (scene === 'vote' && phase) return optionsOn(state, script, phase, texts, ballots, sealing);
  if (!sealing) return [];
  return texts.map((text) => shownText(readAcross(script.phases[text.phase], sealing.openText(text.id, text.body))));
}

/** While people choose: titles. When it is closed: how many chose each, never who. What the method brings needs no key: there is none before somebody wrote. */
function optionsOn(state: SessionState, script: Script, phase: ScriptPhase, texts: readonly BeamerTextRow[], ballots: readonly string[], sealing: SessionSealing | null): Shown[] {
  const brought = phase.ballot!.options.map((label) => ({ id: moduleId(script, label.key), title: words(label).nl, brought: words(label) }));
  const options = brought.length > 0 ? brought : texts.map(({ id, body }) => ({ id, title: sealing ? titleOf(sealing.openText(id, body)) : '', brought: null }));
  const given = sealing && voteIsKnown(state, phase) ? ballots.map((sealed) => sealing.openBallot(phase.index, sealed)) : [];
  const result = voteResult(state, phase, options.map(({ id }) => id), given);
  return options.map(({ id, title, brought: both }) => shownText(title, result?.options.find(({ option }) => option === id)?.votes ?? null, result?.leading.includes(id) ?? false, both));
}
