import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { recordAct } from '../../../platform/database/audit-log.js';
import { type Tx, UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { invalidInput, notFound } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import { emailAddress } from '../../../platform/identity/email-address.js';
import { readOrganisations, readsIn, Rights } from '../../organisations/public.js';
import { ManagerRule } from '../access/manager-rule.js';
import { findPersonByEmail, insertPerson } from '../data/person.repository.js';
import { heldPositionId, insertPosition, readToday, setPositionUntil } from '../data/position.repository.js';
import { languages } from '../domain/choices.js';

const shape = z.object({
  email: emailAddress,
  /** for somebody new */
  names: z.object({ givenName: text(limits.name), familyName: text(limits.name), language: z.enum(languages) }).nullish(),
  organisationId: z.uuid(),
  kind: z.string().max(60),
  /** the position ends instead, today */
  ends: z.boolean(),
});

export type SeatPersonInput = z.input<typeof shape>;

/** What came of it. */
export interface Seated {
  personId: string;
  registered: boolean;
  /** false when it was so already */
  changed: boolean;
}

/**
 * Gives someone a position, or ends it, for whoever runs the installation: at the command line nobody is signed in, and
 * the first administrator has no other way in. Adds the person when there is none with this address. The log says that
 * it was done there. Signed-in administrators have `RegisterPerson`, `GivePosition` and `EndPosition`.
 */
@Injectable()
export class SeatPerson {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly rights: Rights,
    private readonly managerRule: ManagerRule,
  ) {}

  async run(input: SeatPersonInput): Promise<Seated> {
    const args = parseInput(shape, input);
    return this.uow.runUnsigned(async (tx) => {
      await this.managerRule.lock(tx);
      const [organisation] = await readOrganisations(readsIn(tx), [args.organisationId]);
      if (!organisation) throw notFound();
      if (!this.rights.mayBeHeldAt(args.kind, organisation.kind)) throw invalidInput({ path: 'input.kind', code: 'NOT_ALLOWED' });
      const known = await findPersonByEmail(tx, args.email);
      if (!known && (!args.names || args.ends)) throw notFound();
      const personId = known?.id ?? (await this.register(tx, args.email, args.names!));
      const held = await heldPositionId(tx, { personId, organisationId: organisation.id, kind: args.kind });
      if ((held === null) === args.ends) return { personId, registered: !known, changed: false };
      const today = await readToday(tx);
      const positionId = held ?? randomUUID();
      await this.managerRule.around(tx, personId, () =>
        held
          ? setPositionUntil(tx, held, today)
          : insertPosition(tx, { id: positionId, personId, organisationId: organisation.id, kind: args.kind, fromDate: today, untilDate: null }),
      );
      await recordAct(tx, {
        actorId: null,
        act: args.ends ? 'position.ended' : 'position.given',
        subjectId: personId,
        organisationId: organisation.id,
        detail: { kind: args.kind, position: positionId, by: 'command' },
      });
      return { personId, registered: !known, changed: true };
    });
  }

  private async register(tx: Tx, email: string, names: { givenName: string; familyName: string; language: string }): Promise<string> {
    const id = randomUUID();
    await insertPerson(tx, { id, email, givenName: names.givenName, familyName: names.familyName, language: names.language.toLowerCase() });
    await recordAct(tx, { actorId: null, act: 'person.registered', subjectId: id, detail: { by: 'command' } });
    return id;
  }
}
