import type { BuiltCircle, DemoMembership, World } from './demo-circles.js';
import type { DemoMessage, DemoTopic } from './demo-timeline.js';
import { SeededRandom } from './seeded-random.js';
import type { ReactionWish } from './talk-script.js';

export interface DemoReaction {
  message: DemoMessage;
  personId: string;
  kind: 'RECOGNISE' | 'HELPFUL';
  at: Date;
}

const dayMs = 86_400_000;

/** Reactions of people who read that far; as many as the talk asks for, else what chance gives. */
export function buildReactions(circle: BuiltCircle, world: World): DemoReaction[] {
  const random = new SeededRandom(`reactions ${circle.source.key}`);
  const readers = circle.memberships.filter((one) => one.endedAt === null && one.role !== 'follower');
  const closed = circle.source.kind !== 'knowledge';
  return circle.topics.flatMap((topic) =>
    topic.messages
      .filter((one) => !one.source.removed)
      .flatMap((message) => {
        const read = readers.filter((one) => hasRead(one, topic, message) && one.person !== message.author);
        const likely = (chance: number, most: number): number => (random.chance(closed ? chance * 0.6 : chance) ? random.between(1, closed ? 2 : most) : 0);
        const recognise = message.n === 1 ? likely(0.75, 6) : likely(0.25, 3);
        const helpful = message.n === 1 ? 0 : likely(0.4, 4);
        return [
          ...pick('RECOGNISE', message, read, message.source.recognise, recognise, world, random),
          ...pick('HELPFUL', message, read, message.source.helpful, helpful, world, random),
        ];
      }),
  );
}

function hasRead(membership: DemoMembership, topic: DemoTopic, message: DemoMessage): boolean {
  return membership.reads.some((one) => one.topic === topic && one.readN >= message.n);
}

function pick(
  kind: DemoReaction['kind'],
  message: DemoMessage,
  readers: DemoMembership[],
  wish: ReactionWish | null,
  otherwise: number,
  world: World,
  random: SeededRandom,
): DemoReaction[] {
  const count = wish?.count ?? otherwise;
  if (count === 0) return [];
  const named = wish?.by ?? [];
  const chosen = readers.filter((one) => named.includes(one.person.key));
  const demo = world.demoPeople.map((one) => one.person);
  // a count that is asked for must be reached: people of the demo come last, the named ones first
  const others = random.shuffled(readers.filter((one) => !named.includes(one.person.key)));
  if (wish) others.sort((a, b) => Number(demo.includes(a.person.key)) - Number(demo.includes(b.person.key)));
  const all = [...chosen, ...others].slice(0, count);
  if (wish && (all.length < count || chosen.length < named.length)) {
    throw new Error(`"${message.source.text.slice(0, 40)}": ${count} reactions are asked for, ${all.length} people read it`);
  }
  return all.map(({ person }) => {
    const room = Math.min(world.now.getTime() - message.at.getTime(), 2 * dayMs);
    return { message, personId: person.id, kind, at: new Date(message.at.getTime() + Math.floor(room * (0.1 + 0.9 * random.next()))) };
  });
}
