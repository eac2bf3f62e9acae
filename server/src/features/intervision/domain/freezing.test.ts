import { describe, expect, it } from '@jest/globals';
import { readCatalogue } from '../../../platform/catalogue/read-catalogue.js';
import { loadMethodCatalogue } from '../data/method-catalogue.js';
import { sessionRightsFile } from '../data/session-rights.js';
import { methodNamed } from './method.js';
import { resolveScript } from './resolve-script.js';
import { mayReceive } from './sealing.js';
import type { Command } from './session-command.js';
import { decide } from './session-machine.js';
import { decideSession, rightsNow, type SessionRight } from './session-policy.js';
import { plannedSession, type Person, type SessionState } from './session.js';

const catalogue = loadMethodCatalogue();
const rights = readCatalogue('positions-and-rights', sessionRightsFile);
const resolved = resolveScript(catalogue, methodNamed(catalogue, 'incident'), { frame: 'full', profile: 'normal', written: false, people: 6, previousContributor: false, caseChosen: false, options: null, minutes: {} });
if (!resolved.ok) throw new Error(resolved.refusal);
const { script } = resolved;
const planned = plannedSession({ facilitatorId: 'lead', coFacilitatorId: 'second', contributorId: 'case', caseId: null, previousContributorId: null, notetakerId: null, timekeeperId: null, startsAt: 0 });
const running: SessionState = { ...planned, status: 'running', startedAt: 0, phase: 0, furthest: 0, turn: 1, entry: 'open', endsAt: 60_000, phaseStartedAt: 0 };
const ended: SessionState = { ...running, status: 'ended', endedAt: 90_000, entry: 'closed', endsAt: null };
const room = { present: [], options: null };

function after(state: SessionState, command: Command, now = 10_000): SessionState {
  const outcome = decide(state, script, command, now);
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.next;
}
const refusal = (state: SessionState, command: Command): string | null => {
  const outcome = decide(state, script, command, 10_000);
  return outcome.ok ? null : outcome.refusal;
};
const who = (id: string, more: Partial<Person> = {}): Person => ({ id, observer: false, seat: null, ...more });
const may = (state: SessionState, person: Person, right: SessionRight) => decideSession(rights, right, { state, script, person, pactOpen: false, now: 0 });

describe('a freeze', () => {
  it('is possible before, during and after a session, and holds until it is lifted', () => {
    for (const state of [planned, running, ended]) {
      const frozen = after(state, { type: 'freeze', by: 'lead' });
      expect(frozen).toMatchObject({ frozenAt: 10_000, frozenBy: 'lead', status: state.status });
      expect(after(frozen, { type: 'freeze', by: 'second' })).toBe(frozen);
      expect(after(frozen, { type: 'lift' })).toMatchObject({ frozenAt: null, frozenBy: null, status: state.status });
    }
  });

  it('refuses every other command, those of the server too', () => {
    const frozen = after(running, { type: 'freeze', by: 'lead' });
    const turn = frozen.turn;
    const commands: Command[] = [
      { type: 'advance', turn, room }, { type: 'closeGrace', turn, room }, { type: 'end', turn, room }, { type: 'enter', personId: 'a' }, { type: 'takeOver', by: who('second') },
      { type: 'extend', turn, minutes: 1 }, { type: 'cancel' }, { type: 'deadlinePassed', turn, everyonePosted: true, room }, { type: 'goBack', turn, to: 0 },
    ];
    expect(commands.map((command) => refusal(frozen, command))).toEqual(commands.map(() => 'FROZEN'));
  });

  it('stops a running clock, which goes on where it stood', () => {
    const frozen = after(running, { type: 'freeze', by: 'lead' }, 20_000);
    expect(frozen).toMatchObject({ clock: 'paused', haltedAt: 20_000 });
    const lifted = after(frozen, { type: 'lift' }, 50_000);
    expect(after(lifted, { type: 'resume', turn: lifted.turn }, 50_000).endsAt).toBe(60_000 + 30_000);
  });

  it('leaves nobody a text, not even their own', () => {
    const frozen = after(running, { type: 'freeze', by: 'lead' });
    const text = { id: 't', phase: 0, kind: 'entry', sharing: 'named', opened: true, position: 1 } as const;
    expect([mayReceive(running, script, who('a'), text, false), mayReceive(frozen, script, who('a'), text, false), mayReceive(frozen, script, who('a'), text, true)]).toEqual([true, false, false]);
  });

  it('is given by who facilitates and by who leads the circle and came in; they lift it too', () => {
    expect(may(running, who('lead'), 'freeze')).toEqual({ allow: true });
    expect(may(ended, who('x', { leadsCircle: true }), 'freeze')).toEqual({ allow: true });
    for (const person of [who('second'), who('case'), who('x')]) expect(may(running, person, 'freeze')).toEqual({ allow: false, reason: 'ROLE' });
    const frozen = after(running, { type: 'freeze', by: 'lead' });
    expect(rightsNow(rights, { state: frozen, script, person: who('lead'), pactOpen: false, now: 0 })).toEqual(['read', 'freeze']);
    expect(may(frozen, who('case'), 'write_own')).toEqual({ allow: false, reason: 'FROZEN' });
  });
});
