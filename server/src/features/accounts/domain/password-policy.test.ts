import { describe, expect, it } from '@jest/globals';
import { passwordProblem } from './password-policy.js';

const bounds = { min: 10, max: 200 };
const codeOf = (password: string, email: string | null = null) => passwordProblem(password, email, bounds)?.code ?? null;

describe('a new password', () => {
  it('is long enough and not too long, counted as people count', () => {
    expect(codeOf('')).toBe('REQUIRED');
    expect(codeOf('kort-maar9')).toBeNull();
    expect(codeOf('kort-maar')).toBe('TOO_SHORT');
    expect(codeOf('🙂🙃😉😊😇🥰😍🤩😘')).toBe('TOO_SHORT');
    expect(codeOf('🙂🙃😉😊😇🥰😍🤩😘😗')).toBeNull();
    expect(codeOf('fiets pomp '.repeat(30))).toBe('TOO_LONG');
    expect(passwordProblem('kort', null, bounds)).toEqual({ code: 'TOO_SHORT', limit: 10 });
  });

  it('needs no capitals or digits', () => {
    expect(codeOf('drie groene fietsen in de kelder')).toBeNull();
  });

  it('is not what anybody would try first', () => {
    for (const easy of ['aaaaaaaaaaaa', '1212121212', '1234567890', 'abcdefghijk', 'Wachtwoord123!', 'welkom2026', 'qwertyuiop']) {
      expect({ easy, code: codeOf(easy) }).toEqual({ easy, code: 'NOT_ALLOWED' });
    }
  });

  it('is not the own address', () => {
    expect(codeOf('hanna.devries@school.example', 'hanna.devries@school.example')).toBe('NOT_ALLOWED');
    expect(codeOf('hanna.devries', 'hanna.devries@school.example')).toBe('NOT_ALLOWED');
    expect(codeOf('hanna.devries', null)).toBeNull();
  });
});
