import { Injectable } from '@nestjs/common';
import { methodLimits } from '../../../../../schema/methods.js';
import type { FieldProblem } from '../../../../../schema/errors.js';
import { invalidInput, KringError } from '../../../platform/errors/kring-error.js';
import { parseInput, whole } from '../../../platform/graphql/input.js';
import { Methods } from '../access/methods.js';
import { dryRun, type DryRun } from '../domain/dry-run.js';
import { methodOf, ownMethodFaults, sessionMinutes, type MethodFault, type OwnMethod } from '../domain/own-method.js';
import { readOwnMethod } from './own-method-shape.js';

const missing = new Set<MethodFault['code']>(['NAME_MISSING', 'BLOCK_NAME_MISSING', 'INSTRUCTION_MISSING', 'NO_BLOCKS']);

/** A method on somebody's screen: what is wrong with it, without anything being written. */
@Injectable()
export class ComposeMethod {
  constructor(private readonly methods: Methods) {}

  /** @throws INVALID_INPUT for what is no method at all: too long, unclean, of another shape */
  check(raw: unknown, root = 'method'): { own: OwnMethod; faults: MethodFault[]; minutes: number } {
    const own = readOwnMethod(raw, root);
    return { own, faults: ownMethodFaults(this.methods.catalogue, own), minutes: sessionMinutes(this.methods.catalogue, own) };
  }

  /** @throws INVALID_INPUT with every fault as a field; their sentences come from `check` */
  require(raw: unknown, root: string): OwnMethod {
    const { own, faults } = this.check(raw, root);
    const fields = faults.map(({ path, code, count }): FieldProblem => ({ path: `${root}.${path}`, code: missing.has(code) ? 'REQUIRED' : 'NOT_ALLOWED', ...(count === null ? {} : { limit: count }) }));
    if (fields.length > 0) throw new KringError('INVALID_INPUT', { fields });
    return own;
  }

  /**
   * The method with invented people, in memory.
   * @throws INVALID_INPUT for a method with faults, and for people whom it cannot be divided over
   */
  dryRun(raw: unknown, people: number, seed: number): DryRun {
    const own = this.require(raw, 'method');
    const count = parseInput(whole(methodLimits.dryRunLeast, methodLimits.dryRunMost), people, 'people');
    const run = dryRun(this.methods.catalogue, methodOf(this.methods.catalogue, own, { key: 'dry_run', version: 1 }), count, seed);
    if (!run) throw invalidInput({ path: 'people', code: 'NOT_ALLOWED' });
    return run;
  }
}
