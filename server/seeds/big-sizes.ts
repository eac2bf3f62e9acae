/** How much a load set holds: the region that the figures of `npm run bench` are about. */
export interface BigSizes {
  people: number;
  circles: number;
  topics: number;
  messages: number;
  membershipsEach: number;
  /** topics of the first circle */
  largestCircle: number;
  /** messages of the first topic of the second circle, without its opening */
  longestTopic: number;
}

export type BigScale = 'big' | 'medium';

export const bigSizes: Record<BigScale, BigSizes> = {
  big: { people: 20_000, circles: 1_000, topics: 100_000, messages: 1_000_000, membershipsEach: 50, largestCircle: 2_000, longestTopic: 17_900 },
  medium: { people: 200, circles: 10, topics: 1_000, messages: 10_000, membershipsEach: 5, largestCircle: 200, longestTopic: 1_790 },
};

/** One circle of the load set: its number, and how many topics and messages it gets. */
export interface CircleSize {
  circle: number;
  topics: number;
  messages: number;
  /** messages that go to the first topic whatever chance says, beside those written before there was a second one */
  longTopic: number;
}

function spread(total: number, over: number, index: number): number {
  return Math.floor((total * (index + 1)) / over) - Math.floor((total * index) / over);
}

/** How many messages of a circle come before its second topic begins; they are all in the first. */
function beforeSecondTopic(topics: number, messages: number): number {
  let alone = 1;
  while (Math.floor((messages + alone - 1) / topics) > alone) alone += 1;
  return alone;
}

/** Divides topics and messages so that the sums are exactly those of the scale. Circles count from 1. */
export function circleSizes(sizes: BigSizes): CircleSize[] {
  const perTopic = sizes.messages / sizes.topics;
  const largestMessages = Math.round(sizes.largestCircle * perTopic);
  const others = sizes.circles - 1;
  const topicsLeft = sizes.topics - sizes.largestCircle;
  const messagesLeft = sizes.messages - largestMessages - sizes.longestTopic;
  return Array.from({ length: sizes.circles }, (_, index): CircleSize => {
    if (index === 0) return { circle: 1, topics: sizes.largestCircle, messages: largestMessages, longTopic: 0 };
    const topics = spread(topicsLeft, others, index - 1);
    const messages = spread(messagesLeft, others, index - 1);
    if (index > 1) return { circle: index + 1, topics, messages, longTopic: 0 };
    const longTopic = sizes.longestTopic + 1 - beforeSecondTopic(topics, messages);
    return { circle: 2, topics, messages: messages + sizes.longestTopic, longTopic };
  });
}
