import { z } from 'zod';
import { readCatalogue } from '../../../platform/catalogue/read-catalogue.js';
import { circleKinds, organisationKinds, rightScopes, Rights, type RightsCatalogue } from '../domain/rights.js';

const positionEntry = z.object({
  key: z.string(),
  held_at: z.array(z.enum(organisationKinds)).min(1),
  appraising: z.boolean(),
  appraises: z.array(z.string()),
});

const catalogueFile = z
  .object({
    organisation_kinds: z.array(z.object({ key: z.enum(organisationKinds) })).length(organisationKinds.length),
    positions: z.array(positionEntry).min(1),
    circle_kinds: z.array(z.object({ key: z.enum(circleKinds), closed: z.boolean() })).length(circleKinds.length),
    rights: z.array(z.object({ verb: z.string(), cells: z.record(z.string(), z.enum(rightScopes)) })).min(1),
  })
  .superRefine((file, context) => {
    const kinds = new Set(file.positions.map((entry) => entry.key));
    for (const [index, row] of file.rights.entries()) {
      const missing = [...kinds].filter((kind) => !Object.hasOwn(row.cells, kind));
      const unknown = Object.keys(row.cells).filter((kind) => !kinds.has(kind));
      if (missing.length + unknown.length > 0) {
        context.addIssue({
          code: 'custom',
          path: ['rights', index],
          message: `${row.verb}: no cell for ${missing.join(', ') || '-'}; cells for unknown positions ${unknown.join(', ') || '-'}`,
        });
      }
    }
    for (const [index, entry] of file.positions.entries()) {
      const unknown = entry.appraises.filter((kind) => !kinds.has(kind));
      if (unknown.length > 0) {
        context.addIssue({ code: 'custom', path: ['positions', index], message: `appraises unknown ${unknown.join(', ')}` });
      }
      if (!entry.appraising && entry.appraises.length > 0) {
        context.addIssue({ code: 'custom', path: ['positions', index], message: 'appraises, but is not appraising' });
      }
    }
  });

/** Reads and checks the positions and rights that ship with Kring. @throws Error that names what is wrong */
export function loadRights(): Rights {
  const file = readCatalogue('positions-and-rights', catalogueFile);
  const catalogue: RightsCatalogue = {
    positions: file.positions.map((entry) => ({
      key: entry.key,
      heldAt: entry.held_at,
      appraising: entry.appraising,
      appraises: entry.appraises,
    })),
    rights: file.rights,
    circleKinds: file.circle_kinds,
  };
  return new Rights(catalogue);
}
