import type { Row } from './bulk-write.js';
import { type BuiltCircle, eveningOf, type World } from './demo-circles.js';
import type { SeedKeys } from './demo-rows.js';
import { seededUuid } from './seeded-random.js';
import { toRichText } from './talk-script.js';

/** Half-written texts of the demo people, sealed with their own key. */
export function draftRows(circles: BuiltCircle[], world: World, keys: SeedKeys): Row[] {
  return world.demoPeople.flatMap(({ person: key, draft }) => {
    if (!draft) return [];
    const person = world.people.get(key);
    const circle = circles.find((one) => one.source.key === draft.circle);
    if (!person || !circle?.memberships.some((one) => one.person === person)) throw new Error(`${key} has a draft where they are not a member`);
    const newest = circle.topics.toSorted((a, b) => (b.messages.at(-1)?.seq ?? 0) - (a.messages.at(-1)?.seq ?? 0))[0];
    const topic = draft.topic === '*' ? newest : circle.topics.find((one) => one.title === draft.topic);
    if (!topic) throw new Error(`${key} has a draft in a conversation that is not there: ${draft.topic}`);
    const id = seededUuid(`draft ${key}`);
    const body = toRichText(draft.text, () => {
      throw new Error('A draft of the demo mentions nobody');
    });
    const at = eveningOf(1, world.now);
    return [
      {
        id,
        person_id: person.id,
        place: `topic:${topic.id}`,
        group_id: null,
        topic_id: topic.id,
        body: keys.seal('person', person.id, 'conf.drafts', 'body', id, JSON.stringify(body)),
        version: 3,
        created_at: at,
        updated_at: new Date(at.getTime() + 3 * 60_000),
      },
    ];
  });
}
