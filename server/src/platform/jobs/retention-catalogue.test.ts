import { describe, expect, it } from '@jest/globals';
import { daysOf, loadRetention } from './retention-catalogue.js';

describe('the retention schedule', () => {
  const retention = loadRetention();

  it('has the periods that housekeeping works with', () => {
    const periods = ['receipts', 'realtime_log', 'mail_ledger', 'drafts', 'invitations', 'audit_log'].map((data) => [data, daysOf(retention, data)]);
    expect(periods).toEqual([
      ['receipts', 30],
      ['realtime_log', 7],
      ['mail_ledger', 90],
      ['drafts', 90],
      ['invitations', 30],
      ['audit_log', 365],
    ]);
  });

  it('never guesses', () => {
    expect(() => daysOf(retention, 'own_record')).toThrow('no period for own_record');
    expect(() => daysOf(retention, 'something')).toThrow('no period for something');
  });
});
