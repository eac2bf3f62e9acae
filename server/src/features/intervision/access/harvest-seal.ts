import { Injectable } from '@nestjs/common';
import { KeyRing } from '../../../platform/crypto/key-ring.js';
import { aadFor, seal, unseal } from '../../../platform/crypto/sealer.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import type { HarvestBody } from '../domain/harvest.js';

/** A lesson on its way has a key of its own, so that withdrawing it makes every copy unreadable (docs/decisions/0016). */
@Injectable()
export class HarvestSeal {
  constructor(private readonly keys: KeyRing) {}

  async forWriting(tx: Tx, harvestId: string): Promise<HarvestSealing> {
    return new HarvestSealing(harvestId, await this.keys.forWriting(tx, 'harvest', harvestId));
  }

  /** Of those that the statement found for this very person; one without a key is left out. */
  async forReading(viewer: Viewer, harvestIds: readonly string[]): Promise<Map<string, HarvestSealing>> {
    const found = await this.keys.forReadingMany(viewer, 'harvest', harvestIds);
    return new Map([...found].map(([id, dek]) => [id, new HarvestSealing(id, dek)]));
  }
}

export class HarvestSealing {
  constructor(
    private readonly harvestId: string,
    private readonly dek: Buffer,
  ) {}

  body(body: HarvestBody): Buffer {
    return seal(this.dek, this.aad('body'), JSON.stringify(body));
  }

  openBody(sealed: Buffer): HarvestBody {
    return JSON.parse(unseal(this.dek, this.aad('body'), sealed).toString('utf8')) as HarvestBody;
  }

  objection(words: string): Buffer {
    return seal(this.dek, this.aad('objection'), words);
  }

  openObjection(sealed: Buffer): string {
    return unseal(this.dek, this.aad('objection'), sealed).toString('utf8');
  }

  private aad(column: string): string {
    return aadFor('conf.harvests', column, this.harvestId, 'harvest', this.harvestId);
  }
}
