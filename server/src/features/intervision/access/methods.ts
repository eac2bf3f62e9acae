import { Injectable } from '@nestjs/common';
import { brand, type Branded } from '../../../platform/graphql/brand.js';
import { loadMethodCatalogue } from '../data/method-catalogue.js';
import { chooseMethods, type Reason } from '../domain/choose-methods.js';
import { isSealed, type Method, type Words } from '../domain/method.js';

/** Both languages, as the schema shows them. */
export const words = ({ nl, en }: Words): Branded<Words> => brand('Words', { nl, en });

/** What a list of methods says of each besides what it is. */
export interface MethodAbout {
  readonly origin: 'CATALOGUE' | 'ORGANISATION' | 'CIRCLE';
  readonly ownerName: string | null;
  /** key of the catalogue's method that it began as */
  readonly basedOn: string | null;
  readonly archived: boolean;
  readonly mayEdit: boolean;
}

const shipped: MethodAbout = { origin: 'CATALOGUE', ownerName: null, basedOn: null, archived: false, mayEdit: false };

/** A circle that met this often is neither new nor in its first sessions. */
const usualSessions = 3;

/** The methods of the shipped catalogue: the same for everyone who is signed in. */
@Injectable()
export class Methods {
  readonly catalogue = loadMethodCatalogue();

  find(key: string): Method | undefined {
    return this.catalogue.methods.find((method) => method.key === key);
  }

  all() {
    return this.catalogue.methods.map((method) => this.show(method));
  }

  /** What can be done in so much time with so many people, best first. Minutes of a meeting only; in writing comes later. */
  suggestions(minutes: number, people: number, caseTags: readonly string[]) {
    const found = chooseMethods(this.catalogue, { minutes, people, groupSessions: usualSessions, caseTags, audiences: [], cannotMeet: false });
    return found
      .filter((suggestion) => suggestion.minutes !== null)
      .map(({ method, frame, minutes: needed, reasons }) =>
        brand('MethodSuggestion', {
          method: this.show(this.find(method)!),
          short: frame === 'short',
          minutes: needed!,
          reasons: reasons.flatMap((reason) => this.because(reason)),
        }),
      );
  }

  private because(reason: Reason) {
    const said = 'tag' in reason ? this.catalogue.tags.find(({ key }) => key === reason.tag) : reason.note;
    return said ? [words(said)] : [];
  }

  /** @param about where it comes from and what may be done with it; the catalogue's is everyone's and nobody's to change */
  show(method: Method, about: MethodAbout = shipped) {
    const { frame, shortFrame } = this.catalogue;
    return brand('Method', {
      ...about,
      key: method.key,
      version: method.version ?? null,
      name: words(method.name),
      purpose: words(method.purpose),
      level: method.level,
      minutes: core(method, null) + frame.openMinutes + frame.closeMinutes,
      shortMinutes: core(method, method.short) + shortFrame.openMinutes + shortFrame.closeMinutes,
      groupMin: method.group.min,
      groupMax: method.group.max,
      facilitatorRequired: method.facilitator === 'required',
      rules: method.rules.map(words),
      written: method.written,
      phases: method.phases.map((phase) => brand('MethodPhase', { key: phase.key, name: words(phase.name), minutes: phase.minutes, private: isSealed(phase) })),
    });
  }
}

/** Minutes without the frame; where everyone has a round, as many as there are in a usual subgroup. */
function core(method: Method, short: Method['short']): number {
  const { coreMinutes, coreMinutesPerRound } = short ?? method;
  if (!method.repeatPerPerson) return coreMinutes;
  return (coreMinutesPerRound ?? coreMinutes) * (short?.subgroupSize ?? method.subgroup?.size ?? 1);
}
