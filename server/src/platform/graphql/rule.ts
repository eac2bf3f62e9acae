import { Extensions } from '@nestjs/graphql';

/**
 * What a root field demands before anything runs.
 * `public`: also for people who are not signed in. `signedIn`: a viewer; what they may see or do is decided
 * behind the door that the field names.
 */
export type RootRule = 'public' | 'signedIn';

export interface RuleStatement {
  rule: RootRule;
  /** the door or policy line that decides, in words for the permission list */
  door: string;
  /** a price for the document's cost; 1 when absent */
  cost?: number;
}

/** Every root field states its rule; the server refuses to boot when one does not (decisions 8). */
export const Rule = (rule: RootRule, door: string, cost?: number): MethodDecorator & PropertyDecorator & ClassDecorator =>
  Extensions({ kring: { rule, door, ...(cost === undefined ? {} : { cost }) } satisfies RuleStatement });
