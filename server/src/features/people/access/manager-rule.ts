import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import { Rights } from '../../organisations/public.js';
import {
  lockManagerRule,
  lockWatchedDay,
  readChangedSince,
  readSplitsBetween,
  readSplitsOf,
  setWatchedDay,
} from '../data/manager-rule.repository.js';
import { type Split, splitChanges } from '../domain/split.js';

/**
 * Hears, inside the transaction, that people began or stopped to manage or appraise each other. Who keeps people
 * together in closed circles acts on it: suspends at once, or looks again whether someone may come back.
 */
export interface ManagerRuleListener {
  /** may name a pair that was known already */
  relationsBegan(tx: Tx, splits: readonly Split[]): Promise<void>;
  relationsEnded(tx: Tx, splits: readonly Split[]): Promise<void>;
}

/** Whom the rule concerns beyond this feature. Later features register themselves when they load. */
@Injectable()
export class ManagerRuleListeners {
  private readonly listeners: ManagerRuleListener[] = [];

  register(listener: ManagerRuleListener): void {
    this.listeners.push(listener);
  }

  async tell(tx: Tx, change: { began: readonly Split[]; ended: readonly Split[] }): Promise<void> {
    for (const listener of this.listeners) {
      if (change.ended.length > 0) await listener.relationsEnded(tx, change.ended);
      if (change.began.length > 0) await listener.relationsBegan(tx, change.began);
    }
  }
}

/** The manager rule (decisions 10): a person and whoever manages or appraises them are never together in a closed circle. */
@Injectable()
export class ManagerRule {
  constructor(
    private readonly rights: Rights,
    private readonly listeners: ManagerRuleListeners,
  ) {}

  /** Take it before looking and before adding people to a closed circle; it lasts until the end of the transaction. */
  async lock(tx: Tx): Promise<void> {
    await lockManagerRule(tx);
  }

  /** Pairs of today between these people and those, whichever of the two manages or appraises the other. */
  async findSplits(tx: Tx, personIds: readonly string[], otherIds: readonly string[]): Promise<Split[]> {
    return readSplitsBetween(tx, this.rights.appraisalPairs(), personIds, otherIds);
  }

  /** Runs a change of what these people hold or whom they manage, and tells the listeners what began and ended by it. */
  async around(tx: Tx, personId: string, change: () => Promise<void>): Promise<void> {
    await this.lock(tx);
    const before = await readSplitsOf(tx, this.rights.appraisalPairs(), personId);
    await change();
    const after = await readSplitsOf(tx, this.rights.appraisalPairs(), personId);
    await this.listeners.tell(tx, splitChanges(before, after));
  }

  /** Positions and relations also begin and end because a date comes; this catches up with the days that passed. */
  async catchUp(tx: Tx): Promise<void> {
    await this.lock(tx);
    const { since, today } = await lockWatchedDay(tx);
    if (since >= today) return;
    const pairs = this.rights.appraisalPairs();
    for (const personId of await readChangedSince(tx, since)) {
      const before = await readSplitsOf(tx, pairs, personId, since);
      const after = await readSplitsOf(tx, pairs, personId);
      await this.listeners.tell(tx, splitChanges(before, after));
    }
    await setWatchedDay(tx, today);
  }
}
