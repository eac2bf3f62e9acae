import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../../../platform/config/config.module.js';
import type { Settings } from '../../../platform/config/settings.js';
import { Reads } from '../../../platform/database/reads.js';
import { unauthenticated } from '../../../platform/errors/kring-error.js';
import { brand, type Branded } from '../../../platform/graphql/brand.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { PersonAccess } from '../../people/public.js';
import { readDemoPeople, readInstallationName, readSignIns } from '../data/account.reads.js';

/** The door to accounts: one's own sign-ins, and what everybody may know before signing in. */
@Injectable()
export class AccountAccess {
  constructor(
    private readonly reads: Reads,
    private readonly people: PersonAccess,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Where the viewer is signed in. */
  async mySignIns(viewer: Viewer): Promise<Branded<object>[]> {
    const rows = await readSignIns(this.reads, viewer.personId);
    return rows.map((row) =>
      brand('SignIn', {
        id: row.id,
        device: row.device,
        createdAt: row.created_at,
        lastSeenAt: row.last_seen_at,
        current: row.id === viewer.signInId,
      }),
    );
  }

  /** The answer to a sign-in: oneself, as the new viewer sees it. */
  async signedIn(viewer: Viewer): Promise<Branded<object>> {
    const me = await this.people.me(viewer);
    if (!me) throw unauthenticated();
    return brand('SignInPayload', { me });
  }

  /** What a browser must know before anybody signs in. */
  async instance(): Promise<Branded<object>> {
    const { demo, insecureLan, adhocDocuments } = this.settings;
    const name = (await readInstallationName(this.reads)) ?? 'Kring';
    return brand('Instance', { name, demo, insecureLan, adhocDocuments });
  }

  /** Invented people to try the demo as; nobody outside a demo. */
  async demoPeople(): Promise<Branded<object>[]> {
    if (!this.settings.demo) return [];
    const rows = await readDemoPeople(this.reads);
    return rows.map((row) => brand('DemoPerson', { ...row }));
  }
}
