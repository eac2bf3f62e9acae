import { z } from 'zod';
import { readCatalogue } from '../../../platform/catalogue/read-catalogue.js';
import type { PracticeWords } from '../domain/practice-words.js';

const list = z.array(z.string().min(1)).min(1);
const steps = z.array(z.object({ what: z.string(), due: z.string() })).min(1);
const listNames = ['questions', 'core', 'analysis', 'position', 'advice'] as const;
const caseLists = z.object(Object.fromEntries(listNames.map((name) => [name, list])) as Record<(typeof listNames)[number], typeof list>);

const file = z
  .object({
    common: z
      .object({ fields: z.record(z.string(), z.string()), actions: steps, phases: z.record(z.string(), z.string()) })
      .catchall(list),
    cases: z
      .array(
        z
          .object({ key: z.string(), methods: z.array(z.string()), pitch: z.string(), story: list, aftermath: list, reaction: list, actions: steps, scale: z.string().regex(/^(10|\d)$/) })
          .extend(caseLists.shape),
      )
      .min(3),
  })
  .transform(({ common: { fields, actions, phases, ...lists }, cases }): PracticeWords => ({
    fields,
    actions,
    phases,
    lists: lists as Record<string, string[]>,
    cases: cases.map(({ key, methods, pitch, story, aftermath, reaction, actions: own, scale, ...rest }) => ({ key, methods, pitch, story, aftermath, reaction, actions: own, scale, lists: rest })),
  }));

/** @throws Error when the words that the simulated colleagues use are not complete */
export const readPracticeWords = (): PracticeWords => readCatalogue('practice-cases', file);
