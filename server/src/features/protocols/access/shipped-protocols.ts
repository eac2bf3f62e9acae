import { Injectable } from '@nestjs/common';
import { notFound } from '../../../platform/errors/kring-error.js';
import { brand } from '../../../platform/graphql/brand.js';
import { words } from '../../intervision/public.js';
import { loadProtocolCatalogue } from '../data/protocol-catalogue.js';
import { costPerPhase, firstYearMinutes } from '../domain/cost.js';
import type { Norm, Offset, Protocol, RenderedActivity } from '../domain/protocol.js';
import { render } from '../domain/render.js';
import { unitOf } from '../domain/rhythm.js';

/** The protocols of the shipped catalogue: like its methods, the same for everyone who is signed in. */
@Injectable()
export class ShippedProtocols {
  private readonly catalogue = loadProtocolCatalogue();
  private readonly protocols: readonly Protocol[] = [
    this.catalogue.base,
    ...this.catalogue.overlays.map(({ key, name, ops }) => ({
      ...render(this.catalogue.base, { layer: 'region' as const, ops }),
      key,
      name,
      sectors: this.catalogue.overlaySectors.get(key)!,
    })),
    ...this.catalogue.variants,
  ];

  all() {
    return this.protocols.map((protocol) => brand('ProtocolCard', this.cardOf(protocol)));
  }

  /** @throws NOT_FOUND for a key that no protocol has */
  sheet(key: string) {
    const protocol = this.protocols.find((each) => each.key === key);
    if (!protocol) throw notFound();
    const costs = costPerPhase(protocol);
    return brand('ProtocolSheet', {
      card: brand('ProtocolCard', this.cardOf(protocol)),
      completion: words(protocol.completion),
      phases: protocol.phases.map((phase, at) => {
        const { phase: _phase, ...cost } = costs[at]!;
        return brand('ProtocolPhase', {
          key: phase.key,
          name: words(phase),
          from: offset(phase.from),
          to: offset(phase.to),
          ...cost,
          activities: protocol.activities.filter((activity) => activity.phase === phase.key).sort(inTime).map((activity) => activityOf(activity, protocol)),
        });
      }),
    });
  }

  private cardOf(protocol: Protocol) {
    return {
      key: protocol.key,
      name: words(protocol.name),
      version: protocol.version,
      sectors: protocol.sectors,
      lengthYears: protocol.lengthYears,
      firstYearMinutes: firstYearMinutes(protocol),
      budgetMinutes: budgetOf(protocol, this.catalogue.norms),
    };
  }
}

/** The hours a year that the protocol names as its norm, in minutes; null where its norm is no number of hours. */
function budgetOf(protocol: Protocol, norms: readonly Norm[]): number | null {
  const named = protocol.activities.map(({ norm }) => norm);
  const norm = norms.find(({ key, unit }) => unit === 'hours_per_year' && named.includes(key));
  return norm ? norm.value * 60 : null;
}

const units = { sw: 'SCHOOL_WEEK', d: 'DAY', sd: 'OWN_DAY' } as const;

/** One unit and its number: the catalogue lets no other offset through. */
function offset(value: Offset) {
  const unit = unitOf(value)!;
  return brand('ProtocolOffset', { unit: units[unit], value: value[unit]! });
}

/** In the order in which they come; days before the start lie before school weeks, which are never in one phase with them. */
const inTime = (one: RenderedActivity, other: RenderedActivity): number => (one.at.sw ?? one.at.d ?? 0) - (other.at.sw ?? other.at.d ?? 0);

function activityOf(activity: RenderedActivity, { roles }: Protocol) {
  return brand('ProtocolActivity', {
    uid: activity.uid,
    name: words(activity),
    text: activity.text ? words(activity.text) : null,
    role: words(roles[activity.role]!),
    with: activity.with.map((role) => words(roles[role]!)),
    at: offset(activity.at),
    every: activity.every ? offset(activity.every) : null,
    count: activity.count,
    minutes: activity.minutes,
    status: activity.status.toUpperCase(),
    space: activity.space.toUpperCase(),
    adapt: activity.adapt,
  });
}
