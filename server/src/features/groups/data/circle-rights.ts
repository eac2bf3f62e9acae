import { z } from 'zod';
import { circleRoles, type CircleRights, type CircleRole } from '../domain/group-policy.js';

/** The part of positions-and-rights.yaml that says which circle role may do what. */
export const circleRightsFile = z.object({
  circle_rights: z
    .array(
      z.object({
        verb: z.string(),
        lead: z.boolean(),
        co_lead: z.boolean(),
        member: z.boolean(),
        follower: z.boolean(),
        guest: z.boolean(),
      }),
    )
    .min(1),
});

/** The catalogue's rows as verb → roles. */
export const circleRightsFrom = (file: z.output<typeof circleRightsFile>): CircleRights =>
  new Map(file.circle_rights.map((row) => [row.verb, new Set(circleRoles.filter((role: CircleRole) => row[role]))]));
