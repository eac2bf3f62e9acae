import type { Viewer } from './viewer.js';

/**
 * Whether a page of one person travels with the sign-in of another. What it asks or writes is then nobody's: not of the
 * one it was made for, who signed out, and not of the one who signed in since.
 *
 * @param madeFor whom the page says it was made for (`schema/made-for.ts`); undefined = it does not say
 */
export const isOfAnother = (viewer: Viewer | null, madeFor: unknown): boolean =>
  viewer !== null && madeFor !== undefined && madeFor !== viewer.personId;
