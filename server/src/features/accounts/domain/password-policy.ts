import type { FieldProblemCode } from '../../../../../schema/errors.js';

export interface PasswordBounds {
  min: number;
  max: number;
}

export interface PasswordProblem {
  code: FieldProblemCode;
  limit?: number;
}

const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', '09876543210', 'qwertyuiopasdfghjklzxcvbnm'];
const favourites = /^(wachtwoord|password|welkom|welcome|geheim|letmein|kring|samen|school|leraar|docent|qwerty|azerty)[\d\W_]*$/;

/**
 * What is wrong with a new password, if anything. Length is what counts (counted in code points); no rules about
 * capitals or digits. Refused as too easy: the own address, one character repeated, a run of keys, a favourite with digits.
 */
export function passwordProblem(password: string, email: string | null, bounds: PasswordBounds): PasswordProblem | null {
  const letters = [...password];
  if (letters.length === 0) return { code: 'REQUIRED' };
  if (letters.length < bounds.min) return { code: 'TOO_SHORT', limit: bounds.min };
  if (letters.length > bounds.max) return { code: 'TOO_LONG', limit: bounds.max };
  return isEasy(password.toLowerCase(), email) ? { code: 'NOT_ALLOWED' } : null;
}

function isEasy(password: string, email: string | null): boolean {
  if (new Set(password).size < 4) return true;
  if (email !== null && (password === email || password === email.split('@')[0])) return true;
  if (favourites.test(password)) return true;
  return rows.some((row) => `${row}${row}`.includes(password));
}
