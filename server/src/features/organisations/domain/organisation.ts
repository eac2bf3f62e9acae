import type { OrganisationKind } from './rights.js';

/** Which kinds an organisation of this kind may stand directly under. */
const parentsOf: Record<OrganisationKind, readonly OrganisationKind[]> = {
  network: [],
  region: ['network'],
  foundation: ['network', 'region'],
  school: ['foundation'],
  institute: ['network', 'region'],
};

export const mayStandUnder = (kind: OrganisationKind, parent: OrganisationKind): boolean =>
  parentsOf[kind].includes(parent);

const brinPattern = /^[0-9]{2}[A-Z]{2}([0-9]{2})?$/;

/** The national number of a school (BRIN), with or without the two digits of a location. */
export const isBrin = (brin: string): boolean => brinPattern.test(brin);

/** Ids from the root down to the organisation itself. */
export const pathUnder = (parentPath: readonly string[], id: string): string[] => [...parentPath, id];

/** The regions over which Dutch school holidays are spread. An organisation without one has that of what stands above it. */
export const holidayRegions = ['noord', 'midden', 'zuid'] as const;
export type HolidayRegion = (typeof holidayRegions)[number];
