import { z } from 'zod';
import { sessionRightsFrom, type SessionRights } from '../domain/session-policy.js';

/** The part of positions-and-rights.yaml that says which session role may do what. */
export const sessionRightsFile = z
  .object({
    session_rights: z
      .array(
        z.object({
          verb: z.string(),
          contributor: z.boolean(),
          facilitator: z.boolean(),
          co_facilitator: z.boolean(),
          participant: z.boolean(),
          timekeeper: z.boolean(),
          observer: z.boolean(),
          notetaker: z.boolean(),
        }),
      )
      .min(1),
  })
  .transform((file): SessionRights => sessionRightsFrom(file.session_rights));
