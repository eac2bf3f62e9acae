import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { unauthenticated } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { changePerson, lockPerson, renamePerson } from '../data/person.repository.js';
import { languages, mailLevels } from '../domain/choices.js';
import { profileChanged } from '../realtime/people.realtime.js';

const shape = z.object({
  mutationId: z.uuid(),
  givenName: text(limits.name),
  familyName: text(limits.name),
  language: z.enum(languages),
  mailLevel: z.enum(mailLevels),
});

export type IntroduceArgs = z.input<typeof shape>;

/** The first sign-in: how someone wants to be called and reached. The first time is what `introducedAt` keeps. */
@Injectable()
export class Introduce {
  constructor(private readonly uow: UnitOfWork) {}

  async run(viewer: Viewer, input: IntroduceArgs): Promise<void> {
    const { mutationId, ...args } = parseInput(shape, input);
    await this.uow.run({ viewer, operation: 'introduce', mutationId, args }, async (tx) => {
      const person = await lockPerson(tx, viewer.personId);
      if (!person) throw unauthenticated();
      await renamePerson(tx, viewer.personId, person.version, args);
      await changePerson(tx, viewer.personId, {
        language: args.language.toLowerCase(),
        mailLevel: args.mailLevel.toLowerCase(),
        introducedAt: person.introduced_at ?? tx.now,
      });
      tx.emit(profileChanged(viewer.personId));
      return { personId: viewer.personId };
    });
  }
}
