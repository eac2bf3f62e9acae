import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { unauthenticated } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { changePerson, lockPerson } from '../data/person.repository.js';
import { languages, mailLevels } from '../domain/choices.js';
import { profileChanged } from '../realtime/people.realtime.js';

const shape = z.object({
  mutationId: z.uuid(),
  language: z.enum(languages).nullish(),
  mailLevel: z.enum(mailLevels).nullish(),
  singleKeys: z.boolean().nullish(),
  plainReading: z.boolean().nullish(),
  calmMotion: z.boolean().nullish(),
});

export type UpdateSettingsArgs = z.input<typeof shape>;

/** Someone's own settings: what is not given stays as it is. The last choice wins, on whichever device it was made. */
@Injectable()
export class UpdateSettings {
  constructor(private readonly uow: UnitOfWork) {}

  async run(viewer: Viewer, input: UpdateSettingsArgs): Promise<void> {
    const { mutationId, ...args } = parseInput(shape, input);
    await this.uow.run({ viewer, operation: 'updateSettings', mutationId, args }, async (tx) => {
      if (!(await lockPerson(tx, viewer.personId))) throw unauthenticated();
      await changePerson(tx, viewer.personId, {
        language: args.language?.toLowerCase(),
        mailLevel: args.mailLevel?.toLowerCase(),
        singleKeys: args.singleKeys ?? undefined,
        plainReading: args.plainReading ?? undefined,
        calmMotion: args.calmMotion ?? undefined,
      });
      tx.emit(profileChanged(viewer.personId));
      return { personId: viewer.personId };
    });
  }
}
