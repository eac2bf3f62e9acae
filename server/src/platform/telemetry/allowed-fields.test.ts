import { describe, expect, it } from '@jest/globals';
import { allowedFields, failureFields, safePath } from './allowed-fields.js';

const canary = 'CNRY-7f3a-secret-text';

describe('a log line', () => {
  it('carries allowed fields only', () => {
    expect(allowedFields({ method: 'POST', status: 200, body: canary, email: canary, headers: { cookie: canary }, task: 'mail.send' })).toEqual({
      method: 'POST',
      status: 200,
      task: 'mail.send',
    });
  });

  it('carries no objects in allowed fields', () => {
    expect(allowedFields({ name: { secret: canary }, code: [canary], ms: 3 })).toEqual({ ms: 3 });
  });
});

describe('a failure in the log', () => {
  it('says where and which kind, never the text', () => {
    const error = Object.assign(new Error(`invalid input syntax for type uuid: "${canary}"`), {
      code: '22P02',
      detail: `Key (email)=(${canary}) already exists.`,
      table: 'people',
      constraint: 'people_email_once',
      where: canary,
      parameters: [canary],
    });
    const fields = failureFields(error);
    expect(JSON.stringify(fields)).not.toContain(canary);
    expect(fields).toMatchObject({ name: 'Error', code: '22P02', table: 'people', constraint: 'people_email_once' });
    expect((fields.frames as string[]).length).toBeGreaterThan(0);
  });

  it('is careful with errors of a strange shape', () => {
    expect(JSON.stringify(failureFields(canary))).not.toContain(canary);
    expect(JSON.stringify(failureFields(Object.assign(new Error('x'), { code: `${canary} with spaces` })))).not.toContain(canary);
    expect(failureFields(null)).toEqual({ name: 'object' });
  });
});

describe('a path in the log', () => {
  it('has no query and no token', () => {
    expect(safePath('/graphql?x=1')).toBe('/graphql');
    expect(safePath('/wachtwoord/q0xY3vJ8mZr1sT5uW7bC9dE2fG4hI6jK8lM0nO2pQ4r')).toBe('/wachtwoord/:secret');
    expect(safePath('/uitnodiging/q0xY3vJ8mZr1sT5uW7bC9dE2fG4hI6jK8lM0nO2pQ4r?a#b')).toBe('/uitnodiging/:secret');
  });

  it('keeps ids', () => {
    expect(safePath('/kring/0b9d1c3e-5f60-4a7b-8c9d-0e1f2a3b4c5d')).toBe('/kring/0b9d1c3e-5f60-4a7b-8c9d-0e1f2a3b4c5d');
  });
});
