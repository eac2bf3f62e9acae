import { type CircleKind, circleKinds, createCircleVerb, type HeldPosition, type Rights } from './rights.js';

/** An organisation with its place in the tree. */
export interface Placed {
  readonly id: string;
  readonly path: readonly string[];
}

/** How many organisations a person is offered per kind of circle. */
export const creatableCap = 100;

/**
 * Kinds of circle that these positions let someone make, each with the organisations it may belong to,
 * in the order in which they were given; kinds without any organisation are left out.
 */
export function creatableCircles<Organisation extends Placed>(
  rights: Rights,
  positions: readonly HeldPosition[],
  organisations: readonly Organisation[],
): { kind: CircleKind; organisations: Organisation[] }[] {
  return circleKinds
    .map((kind) => ({
      kind,
      organisations: organisations
        .filter((organisation) => rights.mayDo(positions, createCircleVerb(kind), organisation.path))
        .slice(0, creatableCap),
    }))
    .filter((right) => right.organisations.length > 0);
}
