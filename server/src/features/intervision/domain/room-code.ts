/** Letters and digits that nobody takes for another one: no 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, U and V. */
const signs = 'ACDEFGHJKMNPQRTWXY34679';

/** As many as fit on a screen at six metres; with 23 signs there are 148 million. */
export const codeLength = 6;

/** @param chance gives a whole number from 0 up to its argument, excluded */
export const makeCode = (chance: (below: number) => number): string => Array.from({ length: codeLength }, () => signs[chance(signs.length)]).join('');

/** A code as somebody types it: small letters, spaces and dashes do not matter. `null` for what cannot be one. */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '');
  return code.length === codeLength && [...code].every((sign) => signs.includes(sign)) ? code : null;
}
