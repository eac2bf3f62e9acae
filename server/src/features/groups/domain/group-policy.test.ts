import { describe, expect, it } from '@jest/globals';
import { type CircleRights, type CircleRole, circleRoles, decideGroup, type GroupRight, groupRights, mayLoseLead, rightsNow } from './group-policy.js';

const all: CircleRole[] = ['lead', 'co_lead', 'member', 'follower', 'guest'];
const rights: CircleRights = new Map<string, ReadonlySet<CircleRole>>([
  ['read', new Set(all)],
  ['post', new Set<CircleRole>(['lead', 'co_lead', 'member', 'guest'])],
  ['record_decision', new Set<CircleRole>(['lead', 'co_lead', 'member'])],
  ['invite', new Set<CircleRole>(['lead', 'co_lead'])],
  ['remove_member', new Set<CircleRole>(['lead', 'co_lead'])],
  ['change_pact', new Set<CircleRole>(['lead', 'co_lead'])],
  ['accept_pact', new Set<CircleRole>(['lead', 'co_lead', 'member', 'guest'])],
  ['archive', new Set<CircleRole>(['lead'])],
  ['leave', new Set(all)],
]);

/** Rows: rights. Columns: lead, co_lead, member, follower, guest, nobody. Every deny is written out. */
const matrix: Record<GroupRight, [boolean, boolean, boolean, boolean, boolean, false]> = {
  read: [true, true, true, true, true, false],
  post: [true, true, true, false, true, false],
  record_decision: [true, true, true, false, false, false],
  invite: [true, true, false, false, false, false],
  remove_member: [true, true, false, false, false, false],
  change_role: [true, false, false, false, false, false],
  change_group: [true, true, false, false, false, false],
  change_pact: [true, true, false, false, false, false],
  accept_pact: [false, false, false, false, false, false],
  archive: [true, false, false, false, false, false],
  leave: [true, true, true, true, true, false],
};

describe('the policy of a circle', () => {
  const open = { archived: false, pactOpen: false };

  it.each(groupRights)('%s: every role has its cell', (right) => {
    const answers = [...circleRoles, null].map((role) => decideGroup(rights, right, { ...open, role }).allow);
    expect(answers).toEqual(matrix[right]);
  });

  it('an archived circle is for reading and leaving; only a lead opens it again', () => {
    for (const role of circleRoles) {
      const now = rightsNow(rights, { role, archived: true, pactOpen: false });
      expect(now).toEqual(role === 'lead' ? ['read', 'archive', 'leave'] : ['read', 'leave']);
    }
  });

  it('a new pact is accepted before anyone writes or invites again; reading goes on', () => {
    const at = { role: 'lead', archived: false, pactOpen: true } as const;
    expect(decideGroup(rights, 'post', at)).toEqual({ allow: false, reason: 'PACT_NOT_ACCEPTED' });
    expect(decideGroup(rights, 'record_decision', at)).toEqual({ allow: false, reason: 'PACT_NOT_ACCEPTED' });
    expect(decideGroup(rights, 'invite', at)).toEqual({ allow: false, reason: 'PACT_NOT_ACCEPTED' });
    expect(decideGroup(rights, 'read', at)).toEqual({ allow: true });
    expect(decideGroup(rights, 'accept_pact', at)).toEqual({ allow: true });
    expect(decideGroup(rights, 'accept_pact', { ...at, role: 'follower' })).toEqual({ allow: false, reason: 'ROLE' });
  });

  it('the last lead stays until there is another', () => {
    expect(mayLoseLead({ role: 'lead', suspended: false }, 1)).toEqual({ allow: false, reason: 'LAST_LEAD' });
    expect(mayLoseLead({ role: 'lead', suspended: false }, 2)).toEqual({ allow: true });
    expect(mayLoseLead({ role: 'lead', suspended: true }, 1)).toEqual({ allow: true });
    expect(mayLoseLead({ role: 'member', suspended: false }, 1)).toEqual({ allow: true });
  });
});
