import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { text } from '../../../platform/graphql/input.js';

/** Where a session is: a room, a link to a call, or both. */
export const placeFields = {
  place: text(limits.title, 0),
  videoLink: text(limits.url, 0).refine((link) => link === '' || /^https:\/\/\S+$/i.test(link), { params: { problem: 'NOT_ALLOWED' } }),
} as const satisfies Record<string, z.ZodType<string>>;
