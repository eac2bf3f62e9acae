import { randomUUID } from 'node:crypto';
import type { Session } from '../harness/graphql-call.js';
import type { World } from '../harness/world.js';

interface Words {
  nl: string;
  en: string;
}

/** One block, as the schema has it; tests change what they are about. */
export interface ComposedBlock {
  kind: string;
  key: string;
  minutes: number;
  name: Words;
  instruction: Words;
  speak: string;
  previousSpeaks: boolean;
  contrib: string;
  writer: string | null;
  names: string | null;
  hidden: boolean;
  maxEach: number | null;
  shows: string | null;
  showsRatings: string | null;
  orderByRating: string[];
  ratingScale: string | null;
  opensHere: boolean;
  present: string | null;
  ballot: object | null;
  fields: string[];
  manyRows: boolean;
  items: object[];
}

export interface Composed {
  basedOn: string;
  name: Words;
  purpose: Words;
  groupMin: number;
  groupMax: number;
  facilitatorRequired: boolean;
  rules: Words[];
  blocks: ComposedBlock[];
}

export const composedFields = `basedOn name { nl en } purpose { nl en } groupMin groupMax facilitatorRequired rules { nl en }
  blocks { kind key minutes name { nl en } instruction { nl en } speak previousSpeaks contrib writer names hidden maxEach shows showsRatings orderByRating ratingScale opensHere present
    ballot { from phase choices nl en skipBelow makesContributor } fields manyRows items { key nl en text optional } }`;

type Asking = Pick<World, 'ask'>;

/** A method as it can be changed; the catalogue's by key, one's own by id. */
export async function composedMethod(world: Asking, who: Session, key = 'incident'): Promise<Composed> {
  const { method } = await world.ask<{ method: { composed: Composed } }>(who, `query M($key: String!) { method(key: $key) { composed { ${composedFields} } } }`, { key });
  return method.composed;
}

export const createMethodDocument = `mutation C($input: CreateMethodInput!) { createMethod(input: $input) { method { key version origin mayEdit basedOn archived } composed { ${composedFields} } } }`;

/** A method of a circle's or organisation's own, from the incident method, made by somebody who may. @returns its id */
export async function buildOwnMethod(
  world: Asking,
  who: Session,
  choices: { groupId?: string; organisationId?: string; name?: string; instruction?: string; id?: string; change?: (method: Composed) => Composed },
): Promise<string> {
  const { groupId, organisationId, name = 'Ons incident', instruction, change = (method) => method, id = randomUUID() } = choices;
  const basis = await composedMethod(world, who);
  const blocks = instruction === undefined ? basis.blocks : basis.blocks.map((block, at) => (at === 0 ? { ...block, instruction: { nl: instruction, en: '' } } : block));
  const method = change({ ...basis, name: { nl: name, en: '' }, blocks });
  await world.ask(who, createMethodDocument, { input: { mutationId: randomUUID(), id, groupId: groupId ?? null, organisationId: organisationId ?? null, method } });
  return id;
}

const surveyBlock = {
  kind: 'survey', key: 'look_back', minutes: 3, name: { nl: 'Terugkijken', en: '' }, instruction: { nl: 'Beantwoord de vraag.', en: '' }, speak: 'solo', contrib: 'writes',
  items: [{ key: 'room', nl: 'Iedereen kreeg ruimte.', en: '', text: false, optional: false }],
};

/** A method of an organisation's own with a vote and a survey in it, from the Socratic dialogue. @returns its id */
export async function buildVotingMethod(world: Asking, who: Session, organisation: { id: string }): Promise<string> {
  const [id, basis] = [randomUUID(), await composedMethod(world, who, 'socratic')];
  const method = { ...basis, name: { nl: 'Ons gesprek', en: '' }, blocks: [...basis.blocks, { ...basis.blocks.at(-1)!, ...surveyBlock }] };
  await world.ask(who, createMethodDocument, { input: { mutationId: randomUUID(), id, groupId: null, organisationId: organisation.id, method } });
  return id;
}
